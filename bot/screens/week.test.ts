import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { explainAbsence } from '#journal/absence-notes/explain-absence.ts';
import { giveMark } from '#journal/give-mark.ts';
import { markAbsences } from '#journal/mark-absence.ts';
import { addLink } from '#journal/resources/keep-resource.ts';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { mostButtonBytes, mostCharacters } from '../messenger.ts';

let school: TestSchool;
let talks: Conversations;
let chess: SmallClass;
let subject: number;
let anna: number;
let egor: number;
let mother: Conversation;
const lessons: Record<string, number> = {};
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
  chess = await smallClass(school);
  [anna] = chess.students;
  egor = await studentOf(school, 'Козлов Егор');
  const [row] = await query<{ id: number }>(school, `select id from subject where name = 'Шахматы'`);
  subject = row!.id;
  for (const [day, more] of [
    ['2026-11-23', { homework: 'Задачи 1–3\nи этюд' }],
    ['2026-11-24', { noHomework: true }],
    ['2026-11-25', {}],
    ['2026-11-27', {}],
  ] as const) {
    lessons[day] = await addLesson(school, chess.courseId, { day, slot: 5, ...more });
  }
  await standIn(school, { lessonId: lessons['2026-11-25']! });
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'kozlova'`,
    { anna },
  );
  mother = await talks.linked('kozlova');
});
afterAll(() => school.close());
beforeEach(() => school.world.set('2026-11-24T12:30:00+03:00'));

test('homework of a day: what is set, «не задано», nothing yet, and a day off by its name', async () => {
  expect((await mother.press(`homework ${anna} 2026-11-24`)).words).toBe(
    'Анна, 3К\nЗадано на 24 ноября (вторник)\n\n• Шахматы: Задачи 1–3\nи этюд',
  );
  const next = await mother.press(`homework ${anna}`);
  expect(next.words).toContain('Задано на 25 ноября (среда)\n\n• Шахматы: не задано');
  expect(next.labels.slice(0, 2)).toEqual(['← 24\u00a0ноября', '26\u00a0ноября →']);
  expect((await mother.choose('26\u00a0ноября →')).words).toContain('Заданий на этот день пока нет.');
  expect((await mother.press(`homework ${anna} 2026-10-28`)).words).toContain('Осенние каникулы: уроков нет.');
  expect((await mother.press(`homework ${anna} 2026-11-29`)).words).toContain('В этот день уроков нет.');
});

test('homework of a subject at its next lesson or of a day, and of several days', async () => {
  expect((await mother.press(`homework/subject ${anna} ${subject}`)).words).toContain(
    'Шахматы, к уроку 25 ноября (среда):\nне задано',
  );
  school.world.set('2026-11-24T08:00:00+03:00');
  expect((await mother.press(`homework/subject ${anna} ${subject}`)).words).toContain('24 ноября (вторник):\nЗадачи');
  const thursday = await mother.press(`homework/subject ${anna} ${subject} 2026-11-26`);
  expect(thursday.words).toContain('Шахматы: урока 26 ноября нет.');
  const days = await mother.press(`homework ${anna} 2026-11-23 2026-11-29`);
  expect(days.words).toContain('Задано: 23 ноября — 29 ноября\n\n24 ноября, вторник\n• Шахматы: Задачи 1–3');
  expect(days.words).toContain('25 ноября, среда\n• Шахматы: не задано');
});

test('links and files are buttons: to the site of the school, or to where the teacher leads', async () => {
  const lessonId = lessons['2026-11-23']!;
  await school.as('ivanova', act => addLink(act, lessonId, { url: 'https://chess.example.org/1', title: 'Доска' }));
  await query(
    school,
    `insert into lesson_resource (lesson_id, title, file_id, by_id, at)
     select :lessonId, 'этюд.pdf', (select id from stored_file order by id limit 1), id, now()
     from person where login = 'ivanova'`,
    { lessonId },
  );
  const inMessenger = await mother.press(`homework ${anna} 2026-11-24`);
  expect(inMessenger.words).toContain('(приложено: 2)');
  expect(inMessenger.words).toContain('Остальные файлы и ссылки — на сайте журнала');
  const urls = (heard: typeof inMessenger) =>
    heard.buttons.flat().flatMap(({ label, url }) => (url ? [[label, url]] : []));
  expect(urls(inMessenger)).toEqual([['Доска', 'https://chess.example.org/1']]);
  const known = openConversations(school, { publicUrl: 'https://school.example.org' });
  const there = await (await known.linked('kozlova', 'another')).press(`homework ${anna} 2026-11-24`);
  const [file] = await query<{ id: number }>(school, `select id from lesson_resource where title = 'этюд.pdf'`);
  expect(urls(there)).toEqual([
    ['Доска', 'https://chess.example.org/1'],
    ['этюд.pdf', `https://school.example.org/lessons/${lessonId}/resources/${file!.id}`],
  ]);
  expect(there.words).not.toContain('Остальные файлы');
});

test('the timetable of a day with who stands in for whom, of a Sunday, and of holidays', async () => {
  const today = await mother.press(`schedule ${anna}`);
  expect(today.words).toBe('Анна, 3К\nРасписание: 24 ноября, вторник\n\n5. 12:10–12:50 Шахматы, каб. 1 — идёт сейчас');
  expect((await mother.choose('25\u00a0ноября →')).words).toContain(
    '5. 12:10–12:50 Шахматы, каб. 1\nзамещение: Волков Д. О. (вместо: Иванова Н. П.)',
  );
  expect((await mother.press(`schedule ${anna} 2026-11-22`)).words).toContain(
    'В этот день уроков нет.\n\nСледующий день уроков — 23 ноября, понедельник.',
  );
  const holidays = await mother.press(`schedule ${anna} 2026-10-28`);
  expect(holidays.words).toContain('Осенние каникулы: уроков нет.\n\nСледующий день уроков — 2 ноября');
  expect((await mother.press(`schedule ${anna} 2026-11-26`)).words).toContain('Расписания на этот день ещё нет.');
});

test('the timetable of a week, of a week of holidays, and of one nobody has laid out yet', async () => {
  const week = await mother.press(`schedule/week ${anna}`);
  expect(week.words).toContain('23 ноября, понедельник\n5. Шахматы (1)\n\n24 ноября, вторник\n5. Шахматы (1)');
  expect(week.words).toContain('5. Шахматы (1) — замещение: Волков Д. О.');
  expect(week.words).not.toContain('воскресенье');
  expect((await mother.press(`schedule/week ${anna} 2026-10-28`)).words).toContain(
    'Осенние каникулы: на этой неделе уроков нет.',
  );
  expect((await mother.press(`schedule/week ${anna} 2028-01-10`)).words).toContain('расписание ещё не составлено');
});

test('the week on one screen: marks, absences, homework, day by day', async () => {
  await school.as('ivanova', act => giveMark(act, { lessonId: lessons['2026-11-23']!, studentId: anna, value: 5 }));
  await school.as('ivanova', act => markAbsences(act, lessons['2026-11-24']!, [{ studentId: anna, kind: 'оп' }]));
  const week = await mother.press(`week ${anna}`);
  expect(week.words).toContain(
    'Неделя: 23 ноября — 29 ноября\n\n23 ноября, понедельник\n5. Шахматы: 5\n\n' +
      '24 ноября, вторник\n5. Шахматы · опоздание · задано: Задачи 1–3 и этюд\n\n25 ноября, среда\n5. Шахматы, замещение',
  );
  expect((await mother.choose('← Неделя раньше')).words).toContain('Неделя: 16 ноября — 22 ноября');
  expect((await mother.choose('Эта неделя')).argument).toBe(String(anna));
  // Long tasks are cut until a week fits.
  await query(school, 'update lesson set homework = :text where id = :id', {
    ...{ text: 'Очень длинное задание. '.repeat(300), id: lessons['2026-11-23'] },
  });
  expect((await mother.press(`week ${anna}`)).text.length).toBeLessThan(1000);
  expect((await mother.press(`homework ${anna} 2026-11-24`)).text.length).toBeLessThanOrEqual(mostCharacters);
  await query(school, `update lesson set homework = 'Задачи 1–3' where id = :id`, { id: lessons['2026-11-23'] });
});

test('absences without a word of the reason; a parent is offered to explain', async () => {
  const absences = () => mother.press(`absences ${anna}`);
  expect((await absences()).words).toContain(
    'Пропуски и опоздания: 2-я четверть\n\nПропусков нет, опозданий: 1.\n\n24 ноября, вторник: опоздание на 5-й урок (Шахматы)',
  );
  school.world.set('2026-11-25T14:00:00+03:00');
  await school.as('volkov', act => markAbsences(act, lessons['2026-11-25']!, [{ studentId: anna, kind: 'н' }]));
  const missed = await absences();
  expect(missed.words).toContain('Пропущено 1 урок из 3, целых дней: 1, опозданий: 1.');
  expect(missed.words).toContain('25 ноября, среда: весь день — причина не указана');
  expect(missed.buttons.flat()).toContainEqual({
    label: 'Объяснить: 25\u00a0ноября',
    button: `explain ${anna} 2026-11-25`,
  });
  expect(missed.labels).toContain('Сообщить об отсутствии');
  await school.as('kozlova', act =>
    explainAbsence(act, { studentId: anna, since: '2026-11-25', until: '2026-11-25', reason: 'ill', text: 'Грипп' }),
  );
  const waiting = await absences();
  expect(waiting.words).toContain('весь день — объяснение ждёт классного руководителя');
  expect(waiting.labels).not.toContain('Объяснить: 25\u00a0ноября');
  await query(school, `update absence set kind = 'ill' where student_id = :anna and kind = 'unknown'`, { anna });
  await query(school, 'update absence_note set accepted = true, settled_at = now() where student_id = :anna', { anna });
  const settled = await absences();
  expect(settled.words).toContain('весь день — причина известна');
  expect(`${missed.text}${waiting.text}${settled.text}`).not.toMatch(/болезн|болен|грипп|ill/i);
  expect((await mother.press(`absences ${anna} 2026-09-01 2026-09-30`)).words).toContain('Пропусков и опозданий нет.');
});

test('bells, and the year’s holidays: what comes next, what goes on, the summer', async () => {
  expect((await mother.press('bells')).words).toContain('1-й урок: 08:30–09:10\n2-й урок: 09:20–10:00');
  const year = await mother.press('holidays');
  expect(year.words).toContain('Ближайшее: Зимние каникулы, с 31 декабря по 10 января.');
  expect(year.words).toContain('• Дополнительные каникулы (только 1-е классы): 13 февраля — 21 февраля, 9 дней');
  expect((await (await talks.linked('masha')).press('holidays')).words).not.toContain('Дополнительные');
  school.world.set('2027-01-05T12:00:00+03:00');
  expect((await mother.press('holidays')).words).toContain('Сейчас: Зимние каникулы, по 10 января.');
  expect((await mother.press(`schedule ${anna}`)).words).toContain('Зимние каникулы: уроков нет.');
  school.world.set('2027-06-10T12:00:00+03:00');
  expect((await mother.press('holidays')).words).toContain('Учебный год закончился 26 мая.');
  expect((await mother.press(`week ${anna}`)).words).toContain('Уроков на этой неделе нет.');
});

test('Егор of grade 1 has lessons and absences, and no homework', async () => {
  expect((await mother.press(`homework ${egor}`)).words).toContain('В первом классе домашних заданий не бывает.');
  expect((await mother.press(`homework/subject ${egor} ${subject}`)).words).toContain('домашних заданий не бывает');
  const today = await mother.press(`schedule ${egor}`);
  expect(today.words).toContain('1. 08:30–09:10 Математика, каб. 101');
  expect(today.labels).not.toContain('Что задано');
  expect((await mother.press(`absences ${egor}`)).words).toMatch(/Пропусков нет, опозданий: 2\./);
  expect((await mother.press(`week ${egor}`)).words).toContain('24 ноября, вторник\n1. Математика · опоздание');
});

test('every button of these screens fits and is known to the menu; an answer costs few queries', async () => {
  const masha = await talks.linked('masha');
  const costs: number[] = [];
  for (const path of ['homework', 'schedule', 'schedule/week', 'week', 'absences', 'averages', 'need', 'finals']) {
    let heard = await masha.press(`${path} 0`);
    costs.push(
      await school.countQueries(async () => {
        heard = await masha.press(`${path} 0`);
      }),
    );
    for (const { button, url } of heard.buttons.flat()) {
      expect(Buffer.byteLength(button)).toBeLessThanOrEqual(mostButtonBytes);
      if (url === undefined) expect([button, (await masha.press(button)).screen]).not.toEqual([button, 'gone']);
    }
  }
  expect(Math.max(...costs)).toBeLessThanOrEqual(20);
  expect(talks.faults).toEqual([]);
});
