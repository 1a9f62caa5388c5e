import { expect, test } from 'vitest';
import { subjects as curriculum } from '#db/sample/subjects.ts';
import commands from '#templates/bot/vocabulary/commands.json' with { type: 'json' };
import { type Asker, understand } from './understand.ts';
import { wordsOfCommand } from './vocabulary/commands.ts';
import { buttonOf } from './wish.ts';

// It is Tuesday, 24 November 2026.
const today = '2026-11-24';
const subjects = curriculum.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName }));
const masha = { id: 1, givenName: 'Мария', familyName: 'Петрова', sex: 'female' } as const;
const vanya = { id: 2, givenName: 'Иван', familyName: 'Петров', sex: 'male' } as const;
const mother: Asker = { today, students: [masha, vanya], subjects, staff: false, classTeacher: false };
const teacher: Asker = { today, students: [], subjects, staff: true, classTeacher: true };

const ofFamily: [said: string, button: string][] = [
  ['/marks', 'marks/today 0'],
  ['/marks вчера', 'marks/day 0 2026-11-23'],
  ['/marks неделя', 'marks/week 0'],
  ['/marks прошлая неделя', 'marks/week 0 2026-11-16'],
  ['/marks алгебра', 'marks/subject 0 6'],
  ['/marks@zvonok_bot Ваня', 'marks/today 2'],
  ['/оценки за неделю', 'marks/week 0'],
  ['/homework', 'homework 0'],
  ['/homework завтра', 'homework 0 2026-11-25'],
  ['/homework алгебра', 'homework/subject 0 6'],
  ['/дз пятница', 'homework 0 2026-11-27'],
  ['/schedule', 'schedule/week 0'],
  ['/schedule завтра', 'schedule 0 2026-11-25'],
  ['/schedule неделя', 'schedule/week 0'],
  ['/schedule каникулы', 'holidays'],
  ['/schedule звонки', 'bells'],
  ['/averages', 'averages 0'],
  ['/averages физика', 'averages 0 16'],
  ['/need', 'need 0'],
  ['/need физика', 'need 0 16'],
  ['/need до пятёрки', 'need 0 - 5'],
  ['/finals Ваня', 'finals 2'],
  ['/absences', 'absences 0'],
  ['/absences октябрь', 'absences 0 2026-10-01 2026-10-31'],
  ['/absent', 'absent 0'],
  ['/absent завтра', 'absent 0 2026-11-25'],
  ['/explain вчера', 'explain 0 2026-11-23'],
  ['/week', 'week 0'],
  ['/week прошлая неделя', 'week 0 2026-11-16'],
  ['/child', 'child'],
  ['/child Ваня', 'child 2'],
  ['/message', 'message'],
  ['/message классная', 'message 0 class-teacher'],
  ['/message физика', 'message 0 16'],
  ['/letters', 'letters'],
  ['/announcements', 'announcements'],
  ['/holidays', 'holidays'],
  ['/bells', 'bells'],
  ['/settings', 'settings'],
  ['/consultation', 'consultation'],
  ['/start', 'start'],
  ['/help', 'help'],
  ['/logout', 'logout'],
];

const ofTeacher: [said: string, button: string][] = [
  ['/lessons', 'lessons'],
  ['/lessons завтра', 'lessons 2026-11-25'],
  ['/missing', 'missing'],
  ['/fill', 'fill'],
  ['/board', 'board'],
  ['/trainings', 'trainings'],
  ['/substitutions', 'substitutions'],
  ['/substitutions завтра', 'substitutions 2026-11-25'],
  ['/free', 'free'],
  ['/свободные', 'free'],
  ['/class', 'class'],
  ['/letters', 'letters'],
  ['/settings', 'settings'],
  ['/consultation', 'consultation'],
  ['/help', 'help'],
  ['/logout', 'logout'],
];

test.each(ofFamily)('the mother of two orders «%s»', (said, button) => expect(buttonFor(said, mother)).toBe(button));

test.each(ofTeacher)('a class teacher orders «%s»', (said, button) => expect(buttonFor(said, teacher)).toBe(button));

test('a command that is none is nothing', () => {
  for (const said of ['/', '/abracadabra', '/ marks', '/абракадабра завтра']) {
    expect(wordsOfCommand(said)).toBeUndefined();
  }
});

test('every name of a command is one command’s alone, and fits a messenger’s menu', () => {
  const names = commands.flatMap(({ command, aliases }) => [command, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const { command, description } of commands) {
    expect(command).toMatch(/^[a-z]{1,32}$/);
    expect(description.length).toBeLessThanOrEqual(40);
  }
  const tried = [...ofFamily, ...ofTeacher].map(([said]) => said.slice(1).split(/[ @]/)[0]);
  // Reports are read before the rest of the vocabulary: bot/staff-words.test.ts.
  expect(commands.map(({ command }) => command).filter(name => !tried.includes(name))).toEqual(['reports']);
});

function buttonFor(said: string, asker: Asker): string {
  const reading = understand(wordsOfCommand(said)!, asker);
  return reading.kind === 'wish' ? buttonOf(reading.wish, today, undefined) : reading.kind;
}
