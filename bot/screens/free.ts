import { freeAt } from '#journal/timetable/free-at.ts';
import { bells } from '#school/bells.ts';
import { timeOf } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { dayOf } from '../arguments.ts';
import { fitting } from '../fitting.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** Rooms and teachers free at a lesson; without one, at the lesson that goes on or comes next. Staff only. */
export async function free({ act, press }: Scene, argument?: string, lesson?: string): Promise<Screen> {
  const day = argument ? dayOf(argument) : act.today;
  const rung = await bells(act, { day });
  const now = day === act.today ? timeOf(act.at, act.timeZone) : '00:00';
  const next = rung.find(({ endsAt }) => endsAt > now) ?? rung[0];
  const found = await freeAt(act, { day, slot: lesson ? slotOf(lesson) : (next?.slot ?? 1) });
  const view = { ...found, today: act.today, slots: rung.map(({ slot }) => slot) };
  const here = found.teachers.filter(({ lessonsThatDay }) => lessonsThatDay > 0);
  const words = [argument, lesson].filter(Boolean).join(' ');
  return fitting(here, shown =>
    print(press, 'free', { ...view, here: shown, more: here.length - shown.length }, words),
  );
}

function slotOf(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new Refusal('not-found', 'not-found');
  return Number(text);
}
