import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { giveMark } from '#journal/give-mark.ts';
import { markAbsence } from '#journal/mark-absence.ts';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { mostButtonBytes, mostCharacters } from '../../messenger.ts';

let school: TestSchool;
let talks: Conversations;
let mother: Conversation;
let ids: Record<'masha' | 'vanya' | 'dima' | 'egor', number>;
let addresses = 0;

beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
  const child = async (login: string, name: string) => {
    const parent = await school.person(login);
    const [row] = await school.orm.em.fork().execute<{ id: number }[]>(
      `select s.id from guardianship g join student s on s.id = g.student_id join person p on p.id = s.person_id
       where g.parent_id = ? and p.given_name = ?`,
      [parent, name],
    );
    return row!.id;
  };
  ids = {
    masha: await child('petrova', 'Мария'),
    vanya: await child('petrova', 'Иван'),
    dima: await child('smirnov', 'Дмитрий'),
    egor: await child('kozlova', 'Егор'),
  };
});
// Each test meets a chat that has seen nothing yet.
beforeEach(async () => {
  mother = await talks.linked('petrova', `mother ${++addresses}`);
});
afterAll(() => school.close());

/** The lesson of 5Б that day in the subject. */
const lessonOf = async (day: string, subject: string, className = '5Б') => {
  const [row] = await school.orm.em.fork().execute<{ id: number }[]>(
    `select l.id from lesson l join course c on c.id = l.course_id join subject j on j.id = c.subject_id
     join school_class k on k.id = c.school_class_id where l.day = ? and j.name = ? and k.grade || k.letter = ?`,
    [day, subject, className],
  );
  return row!.id;
};

test('every way of asking for today’s marks gives Маша’s subjects, marks and kinds of work', async () => {
  await mother.press(`child ${ids.masha}`);
  const today = [
    'Мария, 5Б',
    '24 ноября, вторник',
    'Русский язык: 4 (ответ на уроке)',
    'Математика: 5 (домашняя работа)',
  ];
  for (const said of ['отметки', '/marks', '/marks сегодня', 'что сегодня получила Маша?', 'Оценки', 'оценки Маши']) {
    const answer = await mother.say(said);
    expect([said, answer.screen, answer.argument]).toEqual([said, 'marks/today', String(ids.masha)]);
    for (const words of today) expect(answer.words).toContain(words);
  }
  const pressed = await mother.press(`marks/today ${ids.masha}`);
  for (const words of today) expect(pressed.words).toContain(words);
});

test('«отметки за неделю» names each day, «за прошлую неделю» the one before', async () => {
  const week = await mother.say('отметки Маши за неделю');
  expect(week.screen).toBe('marks/week');
  expect(week.words).toContain('Неделя: 23 ноября — 29 ноября');
  expect(week.words).toContain('23 ноября, понедельник\nЛитература: 5 (домашняя работа, было 4)');
  expect(week.words.indexOf('понедельник')).toBeLessThan(week.words.indexOf('вторник'));
  const before = await mother.choose('← Неделя раньше');
  expect(before.words).toContain('Неделя: 16 ноября — 22 ноября');
  expect((await mother.say('за прошлую неделю')).words).toBe(before.words);
  expect((await mother.choose('Неделя позже →')).words).toContain('Неделя: 23 ноября — 29 ноября');
});

test('a quarter shows the latest days first, a student of grade 11 has half-years', async () => {
  const quarter = await mother.say('отметки Маши за четверть');
  expect(quarter.words).toContain('2-я четверть: 2 ноября — 30 декабря');
  expect(quarter.words.indexOf('24 ноября')).toBeLessThan(quarter.words.indexOf('23 ноября'));
  expect((await mother.choose('← 1-я четверть')).words).toContain('1-я четверть: 1 сентября — 23 октября');
  expect((await mother.say('за четвёртую четверть')).screen).toBe('marks/no-period');
  const belova = await talks.linked('belova');
  expect((await belova.choose('Полугодие')).words).toContain('1-е полугодие: 1 сентября — 30 декабря');
});

test('a subject is shown since the period began, or in the days asked for', async () => {
  const maths = await mother.say('что по матем у Маши');
  expect(maths.screen).toBe('marks/subject');
  expect(maths.words).toContain('Математика: 2 ноября — 30 декабря');
  expect(maths.words).toContain('18 ноября, среда\nМатематика: 5 (контрольная работа)');
  expect(maths.words).not.toContain('Русский язык');
  expect((await mother.say('русский за прошлую неделю')).words).toContain('Русский язык: 16 ноября — 22 ноября');
  expect((await mother.say('физика')).words).toContain('Такого предмета в классе нет');
});

test('several children are switched by a button, and the chat stays with the one last asked for', async () => {
  const vanya = await mother.say('оценки Вани за неделю');
  expect(vanya.words).toContain('Иван, 2А');
  const masha = await mother.choose('Мария');
  expect([masha.screen, masha.argument]).toEqual(['marks/week', String(ids.masha)]);
  expect(masha.words).toContain('Мария, 5Б');
  expect((await mother.say('вчера')).words).toContain('Мария, 5Б');
  await mother.say('/child');
  expect((await mother.choose('Иван, 2А')).words).toContain('Иван, 2А');
  expect((await mother.say('/child Маша')).words).toContain('Мария, 5Б');
});

test('an answer says what has changed since the chat last looked, for each child apart', async () => {
  await mother.say('оценки Маши');
  await mother.say('оценки Вани');
  school.world.set('2026-11-24T14:00:00+03:00');
  const lessonId = await lessonOf('2026-11-23', 'Математика');
  await school.as('ivanova', act =>
    giveMark(act, { lessonId, studentId: ids.masha, value: 3, comment: 'Не решена задача.' }),
  );
  const todays = await lessonOf('2026-11-24', 'Математика');
  await school.as('ivanova', act => markAbsence(act, { lessonId: todays, studentId: ids.dima, kind: 'unknown' }));
  await school.as('ivanova', act =>
    giveMark(act, { lessonId: todays, studentId: ids.masha, value: 4, workKind: 'тест' }),
  );

  expect((await mother.say('оценки Вани')).words).not.toContain('Изменилось');
  const fresh = await mother.say('оценки Маши');
  expect(fresh.words).toContain('Математика: 4 (тест, было 5) · новое');
  expect(fresh.words).toContain('Изменилось с прошлого раза (24 ноября, 12:30):\n• 23 ноября, Математика: 3');
  expect((await mother.say('оценки Маши')).words).not.toMatch(/новое|Изменилось/);
  expect((await mother.say('что изменилось')).words).toContain('ничего не изменилось');
  school.world.pass(60_000);
  await school.as('ivanova', act => giveMark(act, { lessonId, studentId: ids.masha, value: null }));
  expect((await mother.say('что нового')).words).toContain('• 23 ноября, Математика: отметка 3 снята');
  school.world.set('2026-11-24T12:30:00+03:00');
});

test('a missed lesson is a «пропуск»; the reason is health and never said', async () => {
  const father = await talks.linked('smirnov');
  const week = await father.say('оценки за неделю');
  expect(week.words).toMatch(/23 ноября, понедельник\n(.+\n)*.+: пропуск/);
  expect(week.words).not.toMatch(/болезн|болен|ill/);
});

test('an empty day says so and shows the last day with something; a day off says that it is one', async () => {
  school.world.set('2026-11-28T10:00:00+03:00');
  const saturday = await mother.say('оценки Маши');
  expect(saturday.words).toContain(
    'Сегодня день без уроков.\n\nПоследнее, что записано:\n24 ноября, вторник\nРусский язык',
  );
  school.world.set('2026-11-25T08:00:00+03:00');
  const morning = await mother.say('оценки Маши');
  expect(morning.words).toContain('Отметок, пропусков и опозданий сегодня пока нет.');
  expect(morning.words).toContain('24 ноября, вторник');
  school.world.set('2026-11-24T12:30:00+03:00');
  expect((await mother.say('отметки на завтра')).words).toContain('25 ноября, среда, ещё впереди');
});

test('in grade 1 the bot says that no marks are given (3.4) and shows lateness', async () => {
  const kozlova = await talks.linked('kozlova');
  const today = await kozlova.say('что сегодня у Егора');
  expect(today.words).toContain('В первом классе отметок не ставят (пункт 3.4 Положения)');
  expect(today.words).toMatch(/: опоздание$/m);
  expect((await kozlova.say('вчера')).words).toContain('пропусков и опозданий не отмечено');
});

test('another family’s child is not found, by name or by a forged button', async () => {
  expect((await mother.say('оценки Димы')).screen).toBe('hint/stranger');
  expect((await mother.say('что сегодня получил Дима Смирнов?')).screen).toBe('hint/stranger');
  const dima = ids.dima;
  const forged = [
    `marks/today ${dima}`,
    `marks/day ${dima} 2026-11-23`,
    `marks/week ${dima}`,
    `marks/period ${dima}`,
    `marks/period ${dima} 4`,
    `marks/days ${dima} 2026-09-01 2026-11-24`,
    `marks/subject ${dima} 1`,
    `marks/news ${dima}`,
    `child ${dima}`,
  ];
  const nobodys = forged.map(button => button.replace(String(dima), '999999'));
  for (const button of [...forged, ...nobodys]) {
    const answer = await mother.press(button);
    expect([button, answer.screen]).toEqual([button, 'gone']);
    expect(answer.text).not.toContain('Дми');
  }
  expect(talks.faults).toEqual([]);
});

test('a student sees own marks and nobody else’s', async () => {
  const masha = await talks.linked('masha');
  expect((await masha.say('мои оценки')).words).toContain('Русский язык: 4 (ответ на уроке)');
  expect((await masha.say('оценки Вани')).screen).toBe('hint/stranger');
  expect((await masha.press(`marks/today ${ids.vanya}`)).screen).toBe('gone');
});

test('an unsure reading asks back with two buttons', async () => {
  const asked = await mother.say('оценки Маши и Вани');
  expect(asked.screen).toBe('unsure');
  expect(asked.labels).toEqual(['Мария: отметки сегодня', 'Иван: отметки сегодня']);
  expect((await mother.choose('Иван: отметки сегодня')).words).toContain('Иван, 2А');
});

test('a long answer is cut at whole days, and «Дальше» goes on where it stopped', async () => {
  const words: string[] = [];
  let answer = await mother.say('оценки Маши с 1 сентября');
  for (let pages = 0; pages < 20; pages++) {
    expect(answer.text.length).toBeLessThanOrEqual(mostCharacters);
    words.push(answer.words);
    if (!answer.labels.includes('Дальше')) break;
    answer = await mother.choose('Дальше');
  }
  expect(words.length).toBeGreaterThan(1);
  const days = words.join('\n').match(/^\d+ [а-я]+, (понедельник|вторник|среда|четверг|пятница)$/gm)!;
  expect(new Set(days).size).toBe(days.length);
  const [{ count } = { count: 0 }] = await school.orm.em.fork().execute<{ count: number }[]>(
    `select count(distinct l.day)::int as count from lesson l
     left join mark m on m.lesson_id = l.id and m.student_id = ${ids.masha} and m.replaced_at is null and m.value is not null
     left join absence a on a.lesson_id = l.id and a.student_id = ${ids.masha} and a.replaced_at is null and a.kind is not null
     where m.id is not null or a.id is not null`,
  );
  expect(days.length).toBe(count);
});

test('every button of every answer fits in 64 bytes and leads somewhere', async () => {
  for (const said of [
    'меню',
    'отметки',
    'за прошлую неделю',
    'за четверть',
    'матем за прошлую неделю',
    'чепуха',
    'помощь',
  ]) {
    for (const { button } of (await mother.say(said)).buttons.flat()) {
      expect(Buffer.byteLength(button)).toBeLessThanOrEqual(mostButtonBytes);
      expect((await mother.press(button)).screen).not.toMatch(/gone|fault|refused/);
    }
  }
});

test('an answer costs the same few queries whatever is asked', async () => {
  await mother.say('меню');
  const counts = [];
  for (const said of ['отметки', 'за неделю', 'за четверть', 'с 1 сентября', 'что изменилось', 'по математике']) {
    counts.push(await school.countQueries(() => mother.say(said)));
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(18);
});
