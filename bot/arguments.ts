import { type Day, parseDay } from '#school/calendar.ts';
import type { OwnStudent } from '#school/own-students.ts';
import { Refusal } from '#school/refusal.ts';
import type { Scene } from './scene.ts';

/** The id a button carries, or refuses: a button may be old or forged. Whether it may be seen is the room's to say. */
export function idOf(argument: string | undefined): number {
  const id = Number(argument);
  if (!argument || !/^\d{1,10}$/.test(argument) || id > 2_147_483_647) throw new Refusal('not-found', 'not-found');
  return id;
}

/** The day a button carries, or refuses. */
export function dayOf(argument: string | undefined): Day {
  const day = parseDay(argument ?? '');
  if (!day) throw new Refusal('not-found', 'not-found');
  return day;
}

/** The first and the last day a button carries, in their order. */
export function daysOf(first: string | undefined, last: string | undefined): { from: Day; to: Day } {
  const [from, to] = [dayOf(first), dayOf(last)].sort() as [Day, Day];
  return { from, to };
}

/** So many subjects a word may mean at most. */
const mostIds = 12;

/** The ids a button carries, joined by commas, or refuses. */
export function idsOf(argument: string | undefined): number[] {
  const ids = (argument ?? '').split(',');
  if (ids.length > mostIds) throw new Refusal('not-found', 'not-found');
  return ids.map(idOf);
}

/** The student a button names; without one, whom the chat is about. */
export function studentIdOf(scene: Scene, argument: string | undefined): number {
  if (argument && argument !== '0') return idOf(argument);
  const current = currentStudent(scene);
  if (!current) throw new Refusal('not-found', 'not-found');
  return current.id;
}

/** The child this chat is about: the last one asked for, or the first. */
export function currentStudent({ chat, students }: Pick<Scene, 'chat' | 'students'>): OwnStudent | undefined {
  return students.find(student => student.id === chat.childId) ?? students[0];
}
