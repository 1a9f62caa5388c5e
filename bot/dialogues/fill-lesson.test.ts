import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, studentOf } from '#test/journal.ts';
import { openWebChat } from '../webchat/web-chat.ts';

// Tuesday, 24 November 2026, 12:30: Наталья Ивановна's fourth lesson in 5Б has just ended; the fifth goes on.
let school: TestSchool;
let talks: Conversations;
let ivanova: Conversation;
let maths: number;
const day = '2026-11-24';

beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
  ivanova = await talks.linked('ivanova');
  maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day });
});
beforeEach(async () => {
  school.world.set('2026-11-24T12:30:00+03:00');
  await query(school, 'delete from absence where lesson_id = :maths', { maths });
  await query(school, 'delete from mark where lesson_id = :maths', { maths });
  await query(
    school,
    'update lesson set topic = null, homework = null, no_homework = false, attendance_at = null where id = :maths',
    { maths },
  );
});
afterAll(() => school.close());

async function cells(lessonId = maths): Promise<string[]> {
  const rows = await query<{ cell: string }>(
    school,
    `select p.family_name || ' ' || x.cell as cell from (
       select student_id, position::text || ':' || coalesce(value::text, '-') as cell from mark
         where lesson_id = :lessonId and replaced_at is null
       union all
       select student_id, coalesce(kind, 'present') from absence where lesson_id = :lessonId and replaced_at is null) x
     join student s on s.id = x.student_id join person p on p.id = s.person_id
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", x.cell`,
    { lessonId },
  );
  return rows.map(({ cell }) => cell);
}

async function texts() {
  const [row] = await query<{ topic: string | null; homework: string | null; none: boolean; roll: boolean }>(
    school,
    'select topic, homework, no_homework as none, attendance_at is not null as roll from lesson where id = :maths',
    { maths },
  );
  return row;
}

test('marks and absences are shown back, and written after «Записать»', async () => {
  const asked = await ivanova.say('5б математика: Орлов 5, Петрова 4 4, Смирнов н');
  expect(asked.words).toBe(
    '5Б, Математика, 4-й урок, сегодня\n\n• Орлов Тимофей: 5\n• Петрова Мария: 4, 4\n• Смирнов Дмитрий: н\n\nЗаписать?',
  );
  expect(asked.labels).toEqual(['Записать', 'Отмена']);
  expect(await cells()).toEqual([]);
  const written = await ivanova.choose('Записать');
  expect(written.words).toBe(
    'Записано: 5Б, Математика, 4-й урок.\nЕщё не заполнено: тема, домашнее задание.'.replaceAll(' ', ' '),
  );
  expect(await cells()).toEqual(['Орлов 1:5', 'Петрова 1:4', 'Петрова 2:4', 'Смирнов unknown']);
  expect((await texts())!.roll).toBe(true);
});

test('topic and homework are filled the same way; «не задано» is a choice', async () => {
  const asked = await ivanova.say('5б математика тема Дроби; задано № 123');
  expect(asked.words).toContain('Тема: Дроби\nДомашнее задание: № 123');
  await ivanova.choose('Записать');
  expect(await texts()).toEqual({ topic: 'Дроби', homework: '№ 123', none: false, roll: false });
  const again = await ivanova.say('5б: не задано; все присутствуют');
  expect(again.words).toContain('Остальные присутствуют');
  expect(again.words).toContain('Домашнее задание: не задано (было: № 123)');
  const written = await ivanova.choose('Записать');
  expect(await texts()).toEqual({ topic: 'Дроби', homework: null, none: true, roll: true });
  expect(written.words).not.toContain('не заполнено');
  await ivanova.say('5б тема Fractions');
  expect((await ivanova.choose('Записать')).words).toContain('Тема не на русском языке');
});

test('a mark that stands already is shown beside the new one; saying it again writes nothing', async () => {
  await ivanova.say('5б: Орлов 4/3, Смирнов 5');
  await ivanova.choose('Записать');
  const asked = await ivanova.say('5б: Орлов 5, Смирнов 5');
  expect(asked.words).toContain('• Орлов Тимофей: 5 (было: 4, 3)\n• Смирнов Дмитрий: 5 — уже записано');
  await ivanova.choose('Записать');
  expect(await cells()).toEqual(['Орлов 1:5', 'Орлов 2:-', 'Смирнов 1:5']);
  const same = await ivanova.say('5б: Орлов 5');
  expect(same.words).toContain('Всё это в журнале уже есть.');
  expect(same.labels).toEqual(['Меню']);
});

test('two Ивановых: the bot asks by buttons who is meant, or takes the name', async () => {
  const asked = await ivanova.say('5б: Иванов 5, Петрова 4');
  expect(asked.screen).toBe('fill-lesson/who');
  expect(asked.words).toContain('Кто имеется в виду: «Иванов»?');
  expect(asked.words).toContain('«Иванов Павел 5»');
  expect(asked.labels).toEqual(['Иванов Павел', 'Иванов Пётр', 'Отмена']);
  expect((await ivanova.choose('Иванов Пётр')).words).toContain('• Иванов Пётр: 5\n• Петрова Мария: 4');
  await ivanova.choose('Записать');
  const petr = await studentOf(school, 'Иванов Пётр');
  expect(
    await query(school, 'select value from mark where lesson_id = :maths and student_id = :petr', { maths, petr }),
  ).toEqual([{ value: 5 }]);
  await ivanova.say('5б: Иванов н, Иванов 3');
  // Who is meant is asked of each name; that one boy is both absent and marked is the journal's to refuse.
  expect((await ivanova.say('Пётр')).screen).toBe('fill-lesson/who');
  expect((await ivanova.say('Пётр')).screen).toBe('refused');
  expect((await ivanova.say('5б: Иванов Павел н, Иванов Пётр 3')).words).toContain(
    '• Иванов Павел: н\n• Иванов Пётр: 3 (было: 5)',
  );
});

test('the answer may be said in words', async () => {
  await ivanova.say('5б: Иванов 5');
  expect((await ivanova.say('Павел')).words).toContain('• Иванов Павел: 5');
  expect((await ivanova.say('да')).screen).toBe('fill-lesson/written');
  await ivanova.say('5б: Орлов 2');
  expect((await ivanova.say('отмена')).screen).toBe('fill-lesson/cancelled');
  expect(await cells()).toEqual(['Иванов 1:5']);
  expect((await ivanova.say('отмена')).screen).toBe('start');
  expect((await ivanova.say('да')).screen).toBe('hint/nonsense');
});

test('what cannot be understood is named piece by piece', async () => {
  const asked = await ivanova.say('5б: Сидоров 4, Орлов, Петрова 4 5 5, Котова 5');
  expect(asked.screen).toBe('fill-lesson/unclear');
  expect(asked.words).toContain('• «Сидоров»: такого ученика на этом уроке нет.');
  expect(asked.words).toContain('• «Орлов»: непонятно, кому и что записать.');
  expect(asked.words).toContain('• Петрова. За один урок ученику ставится не больше двух отметок.');
  expect(asked.labels).not.toContain('Записать');
});

test('the journal’s own rules refuse before «Записать»', async () => {
  const refusals: [said: string, sentence: string][] = [
    ['5б: Орлов 7', 'Орлов Тимофей: отметка — целое число от 2 до 5.'],
    ['5б: Орлов 1', 'Орлов Тимофей: отметка — целое число от 2 до 5.'],
    ['5б: Орлов осв.', 'Запись «осв.» в журнал не вносится (пункт 3.3 Положения).'],
    ['5б: Орлов б', 'Учитель отмечает «н» (нет на уроке) или «оп» (опоздал).'],
    ['5б: Орлов н 5', 'Орлов Тимофей: на этом уроке стоит отсутствие'],
    ['5б: Орлов зачёт', 'Орлов Тимофей: отметка — целое число от 2 до 5.'],
  ];
  for (const [said, sentence] of refusals) {
    const refused = await ivanova.say(said);
    expect([said, refused.screen, refused.words.replaceAll(' ', ' ')]).toEqual([
      said,
      'refused',
      expect.stringContaining(sentence),
    ]);
    expect(refused.words).toContain('Ничего не записано');
  }
  const both = await ivanova.say('5б: Орлов 7, Петрова осв, Смирнов 5');
  expect(both.words.split('\n').length).toBe(4);
  expect(await cells()).toEqual([]);
});

test('grade 1 has no marks and no homework, but absences and topics (3.4)', async () => {
  const fedorova = await talks.linked('fedorova');
  const lesson = await lessonOf(school, { className: '1А', subject: 'Математика', day });
  const refused = await fedorova.say('1а математика: Козлов 5');
  expect(refused.words).toContain('В 1-м классе отметки не ставятся (пункт 3.4 Положения)');
  expect((await fedorova.say('1а математика: задано № 5')).words).toContain('В 1-м классе домашних заданий нет.');
  expect((await fedorova.say('1а математика: Козлов н; тема Число 6')).screen).toBe('fill-lesson/confirm');
  await fedorova.choose('Записать');
  expect(await cells(lesson)).toContain('Козлов unknown');
});

test('a closed period, a subject without marks, a student who has left are refused as on the page', async () => {
  const refusal = async (said: string) => (await ivanova.say(said)).words;
  await query(school, 'update period set closed_at = now() where :day between first_day and last_day', { day });
  expect(await refusal('5б: Орлов 5')).toContain('Период закрыт приказом');
  await query(school, 'update period set closed_at = null');
  await query(school, 'update course set graded = false where id = (select course_id from lesson where id = :maths)', {
    maths,
  });
  expect(await refusal('5б: Орлов 5')).toContain('предмет без отметок');
  await query(school, 'update course set graded = true where id = (select course_id from lesson where id = :maths)', {
    maths,
  });
  const orlov = await studentOf(school, 'Орлов Тимофей');
  await query(school, `update enrolment set until = '2026-11-20' where student_id = :orlov and until is null`, {
    orlov,
  });
  expect(await refusal('5б: Орлов 5')).toContain('«Орлов»: такого ученика на этом уроке нет.');
  await query(school, `update enrolment set until = null where student_id = :orlov and until = '2026-11-20'`, {
    orlov,
  });
});

test('a lesson one does not have today is not guessed: those there are stand on buttons', async () => {
  const asked = await ivanova.say('5б химия: Орлов 5');
  expect(asked.words).toContain('Сегодня у вас нет урока «Химия» в классе 5Б.');
  expect(asked.labels).toContain('5Б, Математика, 4-й урок');
  expect((await ivanova.choose('5Б, Математика, 4-й урок')).words).toContain('• Орлов Тимофей: 5');
  await ivanova.choose('Записать');
  expect(await cells()).toEqual(['Орлов 1:5']);
  // She leads 5Б and sees its every lesson; its Russian is another's to fill.
  for (const said of ['11а алгебра: Белова 5', '5б русский: Орлов 5']) {
    expect((await ivanova.say(said)).screen).toBe('fill-lesson/which');
  }
  // 7А has two of her lessons today.
  const two = await ivanova.say('7а: все присутствуют');
  expect(two.words).toContain('Таких уроков сегодня несколько.');
  expect(two.labels).toEqual(['7А, Геометрия, 1-й урок', '7А, Вероятность и статистика, 3-й урок', 'Отмена']);
  expect((await ivanova.choose('7А, Вероятность и статистика, 3-й урок')).words).toContain(
    '7А, Вероятность и статистика',
  );
  expect((await ivanova.say('5б вчера: Орлов 5')).words).toContain('В чате заполняются уроки сегодняшнего дня.');
});

test('a lesson that has not begun takes a topic, and no marks', async () => {
  school.world.set('2026-11-24T10:00:00+03:00');
  expect((await ivanova.say('5б: Орлов 5')).words).toMatch(/Урок 24.ноября в 11:15 ещё не начался/);
  expect((await ivanova.say('5б: тема Дроби')).screen).toBe('fill-lesson/confirm');
});

test('a substitute fills the lesson taken over, by its own class and subject', async () => {
  const [given] = await query<{ id: number; className: string; subject: string }>(
    school,
    `select l.id, k.grade || k.letter as "className", j.name as subject
     from substitution u join lesson l on l.id = u.lesson_id join course c on c.id = l.course_id
     join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
     join person s on s.id = u.teacher_id
     where l.day = :day and s.login = 'sokolova'`,
    { day },
  );
  const { className, subject } = given!;
  school.world.set('2026-11-24T16:00:00+03:00');
  const sokolova = await talks.linked('sokolova');
  const asked = await sokolova.say(`${className} ${subject}: тема Повторение; все присутствуют`);
  expect(asked.words).toContain(`${className}, ${subject}`);
  await sokolova.choose('Записать');
  const [lesson] = await query(school, 'select topic from lesson where id = :id', { id: given!.id });
  expect(lesson).toEqual({ topic: 'Повторение' });
});

test('old buttons, buttons pressed twice or after a restart, are harmless', async () => {
  const asked = await ivanova.say('5б: Орлов 5');
  const [write, cancel] = asked.buttons.flat().map(({ button }) => button);
  const restarted = openConversations(school);
  const afterRestart = { from: ivanova.from, key: 'after the restart', button: write! };
  expect((await restarted.bot.answer(afterRestart)).screen).toBe('fill-lesson/written');
  for (const button of [write!, cancel!, write!]) {
    const answer = await ivanova.press(button);
    expect(answer.words).toContain('Уже записано: 5Б, Математика, 4-й урок.');
  }
  expect(await query(school, 'select count(*)::int as count from mark where lesson_id = :maths', { maths })).toEqual([
    { count: 1 },
  ]);
  await ivanova.say('5б: Орлов 3');
  expect((await ivanova.press(write!)).screen).toBe('fill-lesson/stale');
  expect((await ivanova.press(cancel!)).screen).toBe('fill-lesson/stale');
  const second = await ivanova.say('5б: Орлов 4');
  await ivanova.press(second.buttons.flat()[1]!.button);
  expect((await ivanova.press(second.buttons.flat()[0]!.button)).screen).toBe('fill-lesson/cancelled');
  expect(await cells()).toEqual(['Орлов 1:5']);
  for (const button of ['fill-lesson/write', 'fill-lesson/write x', 'fill-lesson/who -1']) {
    expect((await ivanova.press(button)).screen).toBe('gone');
  }
  expect((await ivanova.press('fill-lesson/write 2147483647')).screen).toBe('fill-lesson/stale');
});

test('an hour later, and from another’s chat, the question is over', async () => {
  const asked = await ivanova.say('5б: Орлов 5');
  const [write] = asked.buttons.flat().map(({ button }) => button);
  const orlova = await talks.linked('orlova');
  expect((await orlova.press(write!)).screen).toBe('fill-lesson/stale');
  school.world.pass(61 * 60_000);
  expect((await ivanova.press(write!)).screen).toBe('fill-lesson/stale');
  expect(await cells()).toEqual([]);
});

test('what somebody else wrote meanwhile is shown before anything is written over it', async () => {
  await ivanova.say('5б: Орлов 5; тема Дроби');
  const asked = await ivanova.say('5б: Орлов 5');
  const orlov = await studentOf(school, 'Орлов Тимофей');
  await query(
    school,
    `insert into mark (lesson_id, student_id, position, value, work_kind_id, by_id, at)
     select :maths, :orlov, 1, 3, 1, id, now() from person where login = 'ivanova'`,
    { maths, orlov },
  );
  const [write] = asked.buttons.flat().map(({ button }) => button);
  const changed = await ivanova.press(write!);
  expect(changed.words).toContain('записи этого урока изменились');
  expect(changed.words).toContain('• Орлов Тимофей: 5 (было: 3)');
  expect((await ivanova.press(write!)).screen).toBe('fill-lesson/stale');
  expect(await cells()).toEqual(['Орлов 1:3']);
});

test('a named kind of work is that of the new marks', async () => {
  expect((await ivanova.say('5б контрольная: Орлов 5')).words).toContain('Вид работы: контрольная работа');
  await ivanova.choose('Записать');
  const kinds = await query(
    school,
    'select w.name from mark m join work_kind w on w.id = m.work_kind_id where m.lesson_id = :maths',
    { maths },
  );
  expect(kinds).toEqual([{ name: 'контрольная работа' }]);
});

test('the class alone shows how to fill; families and other questions are answered as before', async () => {
  expect((await ivanova.say('5б математика')).screen).toBe('fill-lesson/how');
  expect((await ivanova.say('мой класс')).screen).toBe('class');
  const petrova = await talks.linked('petrova');
  expect((await petrova.say('5б математика: Орлов 5')).screen).not.toContain('fill-lesson');
  expect((await petrova.press('fill-lesson/write 1')).screen).toBe('fill-lesson/stale');
  const orlova = await talks.linked('orlova');
  expect((await orlova.say('5б русский')).screen).toBe('unsure');
  expect(talks.faults).toEqual([]);
});

test('a whole class in one message is read at once; an endless message is not', async () => {
  const names = await query<{ name: string }>(
    school,
    `select p.family_name || ' ' || p.given_name as name from enrolment e join student s on s.id = e.student_id
     join person p on p.id = s.person_id join school_class k on k.id = e.school_class_id
     where e.until is null and k.grade || k.letter = '5Б' order by p.family_name collate "ru-x-icu", p.given_name`,
  );
  const asked = await ivanova.say(`5б контрольная\n${names.map(({ name }) => `${name} 4/5`).join('\n')}`);
  expect(asked.words.match(/: 4, 5$/gm)?.length).toBe(names.length);
  await ivanova.choose('Записать');
  expect((await cells()).length).toBe(2 * names.length);
  expect((await ivanova.say(`5б ${'класс '.repeat(600)}`)).screen).toBe('class');
  expect((await ivanova.say(`5б: ${'Орлов 5, '.repeat(600)}`)).screen).not.toContain('fill-lesson');
});

test('the chat on the site understands the same', async () => {
  const chat = openWebChat({ house: school.house, bot: talks.bot });
  const personId = await school.person('ivanova');
  const asked = await chat.say(personId, { text: '5б: Орлов 5\nПетрова н' });
  const button = asked.buttons.flat().find(({ label }) => label === 'Записать')!.button;
  await chat.say(personId, { button });
  expect(await cells()).toEqual(['Орлов 1:5', 'Петрова unknown']);
});
