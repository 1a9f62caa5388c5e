import { expect, test } from 'vitest';
import { subjects as curriculum } from '#db/sample/subjects.ts';
import { type Asker, type Reading, understand } from './understand.ts';
import { buttonOf } from './wish.ts';

// Ольга Петрова is Маша's and Ваня's mother; it is Tuesday, 24 November 2026.
const today = '2026-11-24';
const subjects = curriculum.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName }));
const masha = { id: 1, givenName: 'Мария', familyName: 'Петрова', sex: 'female' } as const;
const vanya = { id: 2, givenName: 'Иван', familyName: 'Петров', sex: 'male' } as const;
const mother: Asker = { today, students: [masha, vanya], subjects, staff: false, classTeacher: false };
const teacher: Asker = { today, students: [], subjects, staff: true, classTeacher: true };

const maths = subjectIds('Математика', 'Алгебра', 'Геометрия', 'Вероятность и статистика');
const reading = subjectIds('Литературное чтение', 'Литература');
const one = (name: string) => subjectIds(name);

/** A phrase and the button it stands for; 0 is the child the chat is about. */
const phrasesOfFamily: [phrase: string, expected: string][] = [
  // Today
  ['отметки', 'marks/today 0'],
  ['Отметки!', 'marks/today 0'],
  ['оценки', 'marks/today 0'],
  ['какие сегодня оценки?', 'marks/today 0'],
  ['что сегодня получила Маша?', 'marks/today 1'],
  ['Что Ваня сегодня получил', 'marks/today 2'],
  ['покажи отметки за сегодня', 'marks/today 0'],
  ['что у Маши сегодня', 'marks/today 1'],
  ['как там сегодня Ванечка', 'marks/today 2'],
  ['есть двойки?', 'marks/today 0'],
  ['сколько пятёрок сегодня', 'marks/today 0'],
  ['Добрый день! Подскажите, пожалуйста, какие сегодня отметки у Марии', 'marks/today 1'],
  ['здравствуйте, хотела узнать оценки сына', 'marks/today 2'],
  ['оценки дочки', 'marks/today 1'],
  ['дочь', 'marks/today 1'],
  ['Маша', 'marks/today 1'],
  ['машины оценки', 'marks/today 1'],
  ['а у вани', 'marks/today 2'],
  ['баллы за день', 'marks/today 0'],
  ['дневник', 'marks/today 0'],
  ['какие оценки выставили сегодня', 'marks/today 0'],
  ['сегодня', 'marks/today 0'],
  ['ОЦЕНКИ ВАНИ', 'marks/today 2'],
  ['оценки Ивана', 'marks/today 2'],
  ['Оценки Ивана Петрова', 'marks/today 2'],
  ['отметки Марии Петровой за сегодня', 'marks/today 1'],
  ['оценочки', 'marks/today 0'],
  ['jwtyrb', 'marks/today 0'],
  ['jnvtnrb vfib', 'marks/today 1'],
  // Slips of the finger
  ['отмтеки', 'marks/today 0'],
  ['оцеки', 'marks/today 0'],
  ['оцнеки маши', 'marks/today 1'],
  ['отметкки за нделю', 'marks/week 0'],
  ['оценки за прошлую ниделю', 'marks/week 0 2026-11-16'],
  ['оценки по матиматике', `marks/subject 0 ${maths}`],
  ['отметки по англискому', `marks/subject 0 ${one('Английский язык')}`],
  ['что получила Мшаа', 'marks/today 1'],
  ['оценки за вчерра', 'marks/day 0 2026-11-23'],
  ['атметки', 'marks/today 0'],
  ['оценки за чеверть', 'marks/period 0'],
  // Other days
  ['вчера', 'marks/day 0 2026-11-23'],
  ['что вчера получила Маша', 'marks/day 1 2026-11-23'],
  ['вчерашние оценки', 'marks/day 0 2026-11-23'],
  ['отметки за позавчера', 'marks/day 0 2026-11-22'],
  ['оценки за понедельник', 'marks/day 0 2026-11-23'],
  ['что было в пятницу у Вани', 'marks/day 2 2026-11-20'],
  ['оценки в прошлую среду', 'marks/day 0 2026-11-18'],
  ['отметки за 20 ноября', 'marks/day 0 2026-11-20'],
  ['оценки Маши 20.11', 'marks/day 1 2026-11-20'],
  ['20.11.2026', 'marks/day 0 2026-11-20'],
  ['что получил Ваня 17 числа', 'marks/day 2 2026-11-17'],
  ['отметки за 3-е ноября', 'marks/day 0 2026-11-03'],
  ['оценки за вторник', 'marks/today 0'],
  ['отметки на завтра', 'marks/day 0 2026-11-25'],
  ['отметки 25 декабря', 'marks/day 0 2025-12-25'],
  // Weeks
  ['отметки за неделю', 'marks/week 0'],
  ['оценки за эту неделю', 'marks/week 0'],
  ['неделя', 'marks/week 0'],
  ['что у Вани за неделю', 'marks/week 2'],
  ['за прошлую неделю', 'marks/week 0 2026-11-16'],
  ['оценки Маши за прошлую неделю', 'marks/week 1 2026-11-16'],
  ['какие оценки были на прошлой неделе', 'marks/week 0 2026-11-16'],
  ['оценки за позапрошлую неделю', 'marks/week 0 2026-11-09'],
  ['как учится Маша', 'marks/week 1'],
  ['как дела у Вани?', 'marks/week 2'],
  ['с начала недели', 'marks/week 0'],
  // Ranges
  ['оценки с понедельника', 'marks/days 0 2026-11-23 2026-11-24'],
  ['отметки с 1 сентября', 'marks/days 0 2026-09-01 2026-11-24'],
  ['отметки с 10 по 20 ноября', 'marks/days 0 2026-11-10 2026-11-20'],
  ['отметки 10-20 ноября', 'marks/days 0 2026-11-10 2026-11-20'],
  ['оценки с 10.11 по 13.11', 'marks/days 0 2026-11-10 2026-11-13'],
  ['оценки с 28 октября до 5 ноября у Маши', 'marks/days 1 2026-10-28 2026-11-05'],
  ['за последние три дня', 'marks/days 0 2026-11-22 2026-11-24'],
  ['последние отметки', 'marks/days 0 2026-11-18 2026-11-24'],
  ['оценки за последнюю неделю', 'marks/days 0 2026-11-18 2026-11-24'],
  ['отметки за октябрь', 'marks/days 0 2026-10-01 2026-10-31'],
  ['оценки Вани за месяц', 'marks/days 2 2026-11-01 2026-11-30'],
  ['оценки за прошлый месяц', 'marks/days 0 2026-10-01 2026-10-31'],
  ['оценки за год', 'marks/days 0 2026-09-01 2026-11-24'],
  // Periods
  ['отметки за четверть', 'marks/period 0'],
  ['все оценки Вани за четверть', 'marks/period 2'],
  ['оценки за первую четверть', 'marks/period 0 1'],
  ['отметки за 2 четверть', 'marks/period 0 2'],
  ['оценки за II четверть', 'marks/period 0 2'],
  ['за прошлую четверть', 'marks/period 0 last'],
  ['оценки за полугодие', 'marks/period 0'],
  ['отметки с начала четверти', 'marks/period 0'],
  ['отметки за четвёртую четверть', 'marks/period 0 4'],
  // Subjects
  ['отметки по алгебре', `marks/subject 0 ${one('Алгебра')}`],
  ['матем', `marks/subject 0 ${maths}`],
  ['что по математике у Маши', `marks/subject 1 ${maths}`],
  ['оценки по русскому', `marks/subject 0 ${one('Русский язык')}`],
  ['русский язык', `marks/subject 0 ${one('Русский язык')}`],
  ['рус. яз.', `marks/subject 0 ${one('Русский язык')}`],
  ['англ', `marks/subject 0 ${one('Английский язык')}`],
  ['литература за неделю', `marks/subject 0 ${reading} 2026-11-23 2026-11-29`],
  ['оценки по физре', `marks/subject 0 ${one('Физическая культура')}`],
  ['физ-ра', `marks/subject 0 ${one('Физическая культура')}`],
  ['физика', `marks/subject 0 ${one('Физика')}`],
  ['оценки по инглишу за прошлую неделю', `marks/subject 0 ${one('Английский язык')} 2026-11-16 2026-11-22`],
  ['окружающий мир у Вани', `marks/subject 2 ${one('Окружающий мир')}`],
  ['история вчера', `marks/subject 0 ${one('История')} 2026-11-23 2026-11-23`],
  ['оценки по труду', `marks/subject 0 ${one('Труд (технология)')}`],
  ['что по биологии за первую четверть', `marks/subject 0 ${one('Биология')} 1`],
  ['двойки по химии', `marks/subject 0 ${one('Химия')}`],
  ['географию покажи', `marks/subject 0 ${one('География')}`],
  ['изо', `marks/subject 0 ${one('Изобразительное искусство')}`],
  ['контрольная по алгебре', `marks/subject 0 ${one('Алгебра')}`],
  // What has changed
  ['новые оценки', 'marks/news 0'],
  ['что нового у Маши', 'marks/news 1'],
  ['что изменилось', 'marks/news 0'],
  ['есть новые отметки?', 'marks/news 0'],
  ['исправили ли оценку', 'marks/news 0'],
  // Attendance
  ['пропуски', 'absences 0'],
  ['сколько пропусков у Вани за четверть', 'absences 2'],
  ['опоздания Маши', 'absences 1'],
  ['была ли Маша сегодня в школе', 'absences 1 2026-11-24 2026-11-24'],
  ['прогуливал ли Ваня вчера', 'absences 2 2026-11-23 2026-11-23'],
  // As people really write
  ['скажи какие у маши оценки', 'marks/today 1'],
  ['а что там у ванечки с математикой', `marks/subject 2 ${maths}`],
  ['что поставили маше по русскому', `marks/subject 1 ${one('Русский язык')}`],
  ['оценки за эту четверть по всем предметам', 'marks/period 0'],
  ['как успехи у Ивана?', 'marks/today 2'],
  ['покажи дневник Вани за прошлую неделю', 'marks/week 2 2026-11-16'],
  ['ну что там сегодня', 'marks/today 0'],
  ['какие отметки были вчера у маши', 'marks/day 1 2026-11-23'],
  ['за что двойка', 'marks/today 0'],
  ['почему тройка по истории', `marks/subject 0 ${one('История')}`],
  ['были ли двойки на этой неделе', 'marks/week 0'],
  ['что у дочки по английскому', `marks/subject 1 ${one('Английский язык')}`],
  ['а по физкультуре?', `marks/subject 0 ${one('Физическая культура')}`],
  ['а вчера?', 'marks/day 0 2026-11-23'],
  ['а за неделю?', 'marks/week 0'],
  ['а у Вани?', 'marks/today 2'],
  ['оценки с пятницы', 'marks/days 0 2026-11-20 2026-11-24'],
  ['за последние 5 дней', 'marks/days 0 2026-11-20 2026-11-24'],
  ['с первого ноября', 'marks/days 0 2026-11-01 2026-11-24'],
  ['отметки за сентябрь по литературе', `marks/subject 0 ${reading} 2026-09-01 2026-09-30`],
  ['что получила маша по математике в понедельник', `marks/subject 1 ${maths} 2026-11-23 2026-11-23`],
  ['есть пропуски?', 'absences 0'],
  ['сколько раз опоздал Ваня', 'absences 2'],
  ['Маша была на уроках?', 'absences 1'],
  ['журнал', 'marks/week 0'],
  ['оценкиза неделю', 'marks/week 0'],
  ['отметки маша неделя', 'marks/week 1'],
  ['матеша', `marks/subject 0 ${maths}`],
  ['оценки мацематика', `marks/subject 0 ${maths}`],
  ['что с физикой', `marks/subject 0 ${one('Физика')}`],
  ['покажи мне всё что есть по ваньке', 'marks/today 2'],
  ['сколько пятерок у Маши в этом месяце', 'marks/days 1 2026-11-01 2026-11-30'],
  ['доброе утро, что нового', 'marks/news 0'],
  ['help me', 'help'],
  ['как мне переключить ребёнка', 'child'],
  ['оценки за 1 четверть Маша', 'marks/period 1 1'],
  ['отметки за прошлый вторник', 'marks/day 0 2026-11-17'],
  ['какие изменения в журнале', 'marks/news 0'],
  ['удали чат', 'logout'],
  ['сколько стоит обед', 'elsewhere'],
  ['когда родительское собрание', 'announcements'],
  ['кто ты', 'help'],
  ['у тебя есть оценки маши?', 'marks/today 1'],
  ['ваня болел вчера', 'explain 2 2026-11-23'],
  ['оценки сына за вчерашний день', 'marks/day 2 2026-11-23'],
  ['посмотри пожалуйста что там у моего ребенка', 'marks/week 0'],
  ['успеваемость ивана', 'marks/today 2'],
  ['результаты за четверть', 'marks/period 0'],
  ['результат контрольной', 'marks/week 0'],
  ['что по контрольной по русскому', `marks/subject 0 ${one('Русский язык')}`],
  // Two at once, strangers, beside the point
  ['оценки Маши и Вани', 'either marks/today 1 | marks/today 2'],
  ['Петровы', 'either marks/today 1 | marks/today 2'],
  ['оценки Димы', 'stranger'],
  ['что получил Дима Смирнов сегодня', 'stranger'],
  ['отметки Саши', 'stranger'],
  ['отметки Миши за неделю', 'stranger'],
  ['оценки Кузьмичёвой', 'stranger'],
  ['у Пети', 'stranger'],
  ['что задали на завтра', 'homework 0 2026-11-25'],
  ['домашнее задание по алгебре', `homework/subject 0 ${one('Алгебра')}`],
  ['расписание на завтра', 'schedule 0 2026-11-25'],
  ['когда каникулы', 'holidays'],
  ['средний балл по физике', `averages 0 ${one('Физика')}`],
  ['сколько пятёрок надо до пятёрки по физике', `need 0 ${one('Физика')} 5`],
  ['поставьте Маше пятёрку', 'elsewhere'],
  ['приказы', 'elsewhere'],
  // The rest of the menu
  ['меню', 'start'],
  ['привет', 'start'],
  ['Спасибо большое!', 'start'],
  ['помощь', 'help'],
  ['что ты умеешь', 'help'],
  ['выбрать ребёнка', 'child'],
  ['переключись на Ваню', 'child 2'],
  ['другой ребёнок', 'child'],
  ['выйти', 'logout'],
  ['отвяжи этот чат', 'logout'],
  ['хочу отключиться', 'logout'],
  // Nonsense
  ['ыаврпоыв', 'nonsense'],
  ['???', 'nonsense'],
  ['😀😀', 'nonsense'],
  ['lorem ipsum dolor', 'nonsense'],
  ['купи хлеба', 'nonsense'],
  ['длоро апвдл', 'nonsense'],
];

const phrasesOfTeacher: [phrase: string, expected: string][] = [
  ['уроки', 'lessons'],
  ['мои уроки сегодня', 'lessons'],
  ['уроки на завтра', 'lessons 2026-11-25'],
  ['расписание на пятницу', 'lessons 2026-11-27'],
  ['что у меня завтра', 'lessons 2026-11-25'],
  ['уроки 1 декабря', 'lessons 2026-12-01'],
  ['сегодня', 'lessons'],
  ['что не заполнено', 'missing'],
  ['мои долги', 'missing'],
  ['что я должна заполнить', 'missing'],
  ['где пробелы в журнале', 'missing'],
  ['не заполненные уроки', 'missing'],
  ['учительская', 'board'],
  ['какие кабинеты свободны', 'free'],
  ['свободные кабинеты завтра', 'free 2026-11-25'],
  ['обучение', 'trainings'],
  ['когда семинар', 'trainings'],
  ['новые приказы', 'board'],
  ['объявления', 'board'],
  ['что ознакомиться', 'board'],
  ['прказы', 'board'],
  ['мой класс', 'class'],
  ['что не заполнено в моём классе', 'missing'],
  ['отметки', 'elsewhere'],
  ['помощь', 'help'],
  ['долги по журналу', 'missing'],
  ['что надо подписать', 'board'],
  ['ознакомиться с приказом', 'board'],
  ['что нового в учительской', 'board'],
  ['мои классы', 'class'],
  ['есть ли у меня незаполненные уроки', 'missing'],
  ['какие у меня сегодня занятия', 'lessons'],
  ['что не сделано', 'missing'],
  ['логаут выйти', 'logout'],
];

test.each(phrasesOfFamily)('the mother of two writes «%s»', (phrase, expected) => {
  expect(wordsOf(understand(phrase, mother), mother)).toBe(expected);
});

test.each(phrasesOfTeacher)('a class teacher writes «%s»', (phrase, expected) => {
  expect(wordsOf(understand(phrase, teacher), teacher)).toBe(expected);
});

test('a teacher who is a mother is asked what she means by «сегодня»', () => {
  const orlova: Asker = { ...mother, students: [vanya], staff: true };
  expect(wordsOf(understand('сегодня', orlova), orlova)).toBe('either marks/today 0 | lessons');
});

test.each([
  ['Лев', 'оценки Льва'],
  ['Лев', 'что у Лёвы'],
  ['Пётр', 'Петины оценки'],
  ['Павел', 'что получил Паша'],
  ['Софья', 'отметки Сони'],
  ['Любовь', 'как дела у Любы'],
  ['Тимофей', 'Тимоша'],
  ['Егор', 'оценки егорки'],
  ['Дарья', 'дашины отметки'],
  ['Артём', 'артема оценки'],
  ['Илья', 'оценки ильи'],
  ['Мария', 'Маш'],
])('%s is recognised in «%s»', (givenName, phrase) => {
  const child = { id: 7, givenName, familyName: 'Крылов', sex: 'male' } as const;
  const reading = understand(phrase, {
    ...mother,
    students: [masha, child].filter(one => one.givenName !== 'Мария' || one === child),
  });
  expect(reading).toMatchObject({ kind: 'wish', wish: { intent: 'marks', childId: 7 } });
});

test('a subject that only this school has is called by its own words', () => {
  const chess: Asker = { ...mother, subjects: [{ id: 50, name: 'Шахматы и логика', shortName: 'шахм.' }] };
  for (const phrase of ['шахматы', 'оценки по шахматам', 'шахм']) {
    expect(understand(phrase, chess)).toMatchObject({ wish: { subjectIds: [50] } });
  }
});

function wordsOf(reading: Reading, asker: Asker): string {
  if (reading.kind === 'wish') return buttonOf(reading.wish, asker.today, undefined);
  if (reading.kind !== 'either') return reading.kind;
  return `either ${reading.wishes.map(wish => buttonOf(wish, asker.today, undefined)).join(' | ')}`;
}

function subjectIds(...names: string[]): string {
  return subjects
    .filter(subject => names.includes(subject.name))
    .map(subject => subject.id)
    .join(',');
}

test('the course of a subject is asked for as a chart; a bare chart is not spoken of', () => {
  const read = (text: string) => understand(text, mother);
  expect(read('график по математике')).toMatchObject({ kind: 'wish', wish: { intent: 'averages' } });
  expect(read('динамика оценок Маши')).toMatchObject({ kind: 'wish', wish: { intent: 'averages' } });
  expect(read('график').kind).toBe('elsewhere');
});
