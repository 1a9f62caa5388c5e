import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';
import { menu } from './menu.ts';

/*
 * A button's data is only what a telephone sends: anybody may type anybody's id into it. Each path of the menu is tried as each
 * family with each other family's child, with whatever may stand after the id.
 */

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

const children = {
  'Петрова Мария': ['petrova', 'masha'],
  'Петров Иван': ['petrova'],
  'Смирнов Дмитрий': ['smirnov'],
  'Козлов Егор': ['kozlova'],
  'Орлов Тимофей': ['orlova'],
  'Белова Анна': ['belova'],
};
const families = [...new Set(Object.values(children).flat())];

/** Whose first argument is no student: a document, a lesson, a dialogue, a letter, a notice, a setting, a day, nothing at all. */
const notOfStudents =
  /^(start|help|consent|logout|board|document|acknowledge|lessons|missing|forum|class|fill|holidays|bells|substitutions|free|overview|letters?|trainings?|polls?|reports?|timetable|where|dialogue|absence-note|announcements?|base|consultations?|settings|fill-lesson|parent-notice|message\/staff)(\/|$)/;

/** What stands for «nothing is here»: the second, where a button belongs to a dialogue that is over. */
const nothing = ['gone', 'dialogue/stale'];

test('no path of the menu shows a family another’s child, whatever stands after the id', async () => {
  const subjects = await query<{ id: number }>(
    school,
    `select id from subject where name in ('Математика', 'Алгебра')`,
  );
  const subject = subjects.map(({ id }) => id).join(',');
  const rests = ['2026-11-24', '2026-11-23 2026-11-29', `${subject} 5`];
  const paths = [...menu.keys()].filter(path => !notOfStudents.test(path));
  expect(paths.length).toBeGreaterThan(18);
  const chats = new Map<string, Conversation>();
  for (const login of families) chats.set(login, await talks.linked(login));
  const told: string[] = [];
  const trying = async (login: string, buttons: string[]) => {
    for (const button of buttons) {
      const heard = await chats.get(login)!.press(button);
      if (!nothing.includes(heard.screen))
        told.push(`${login}: ${button}: ${heard.screen}: ${heard.words.slice(0, 80)}`);
    }
  };
  for (const [name, own] of Object.entries(children)) {
    const id = await studentOf(school, name);
    const others = families.filter(login => !own.includes(login));
    const bare = paths.map(path => `${path} ${id}`);
    await Promise.all(others.map(login => trying(login, bare)));
  }
  const masha = await studentOf(school, 'Петрова Мария');
  const longer = rests.flatMap(rest => paths.map(path => `${path} ${masha} ${rest}`));
  await Promise.all(['smirnov', 'belova'].map(login => trying(login, longer)));
  expect(told).toEqual([]);
  expect(talks.faults).toEqual([]);
}, 60_000);

test('the same buttons with one’s own child lead somewhere', async () => {
  const id = await studentOf(school, 'Петрова Мария');
  const [subject] = await query<{ id: number }>(school, `select id from subject where name = 'Математика'`);
  const chat = await talks.linked('petrova', 'own');
  for (const button of [
    ...['averages', 'averages/subjects', 'need', 'finals', 'homework', 'schedule', 'schedule/week', 'week', 'absences'],
    ...[`averages`, 'need', 'course', 'homework/subject'].map(path => `${path} ${id} ${subject!.id}`),
  ]) {
    const heard = await chat.press(button.includes(' ') ? button : `${button} ${id}`);
    expect([button, heard.words]).toEqual([button, expect.stringContaining('Мария, 5Б')]);
  }
});

test('the staff’s own screens are closed to families', async () => {
  for (const login of ['petrova', 'masha']) {
    const chat = await talks.linked(login, `${login} again`);
    for (const path of ['lessons', 'missing', 'class', 'board', 'substitutions', 'free', 'fill', 'overview']) {
      expect([login, path, (await chat.press(path)).screen]).toEqual([login, path, 'gone']);
    }
  }
});

test('no row of buttons is too wide for a telephone', async () => {
  const wide: string[] = [];
  const masha = await studentOf(school, 'Петрова Мария');
  for (const login of ['petrova', 'masha', 'belova', 'orlova', 'ivanova']) {
    const chat = await talks.linked(login, `${login} at the keyboard`);
    for (const path of [...menu.keys(), `message ${masha}`]) {
      const { buttons } = await chat.press(path);
      wide.push(...buttons.filter(row => row.length > 4).map(row => `${login}: ${path}: ${row.length}`));
    }
  }
  expect(wide).toEqual([]);
}, 60_000);

test('a mother of grade 1 is offered no marks to ask for', async () => {
  const greeted = await (await talks.linked('kozlova', 'first steps')).press('start');
  expect(greeted.words).toContain('Спросите: «расписание на завтра», «пропуски», «завтра не придём».');
  expect(greeted.words).not.toContain('оценки');
});
