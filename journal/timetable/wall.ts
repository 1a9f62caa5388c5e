import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { isValidOn } from '#school/timetable/apply-steps.ts';
import type { ClashRules } from '#school/timetable/clashes.ts';
import { clashRules, entriesFrom } from '#school/timetable/entries.ts';
import type { Placed } from '#school/timetable/placed.ts';
import { seenTimetable, type TimetableKind } from './seen-timetable.ts';

/** The timetable of ordinary weeks, as it hangs on a wall: no substitutions, no days off. */
export interface WallTimetable {
  day: Day;
  /** 1 is Monday. */
  weekdays: number[];
  sheets: WallSheet[];
  school: { fullName: string };
}

/** Of a class, a teacher or a room. */
export interface WallSheet {
  kind: TimetableKind;
  id: number;
  name: string;
  /** In order of the slots, without gaps. */
  rows: { slot: number; startsAt: string | null; endsAt: string | null; days: Placed[][] }[];
}

/** One timetable that is valid on a day. As many may see it as see its week. Nine queries at most. Refuses: not-found. */
export async function wallTimetable(
  act: Act,
  which: { kind: TimetableKind; id: number },
  day: Day,
): Promise<WallTimetable> {
  const { kind, id, name } = await seenTimetable(act, which);
  const { entries, ...ground } = await groundOn(act, day);
  return { ...ground.head, sheets: [sheetOf({ kind, id, name }, entries.filter(isOf(kind, id)), ground)] };
}

/** Those of every class, or of every teacher who has lessons, valid on a day. For the staff. Six queries. Refuses: not-found. */
export async function wholeWall(act: Act, of: 'classes' | 'teachers', day: Day): Promise<WallTimetable> {
  see(act, 'readTimetables');
  const { entries, ...ground } = await groundOn(act, day);
  const kind = of === 'classes' ? 'class' : 'teacher';
  const groups = Map.groupBy(entries, entry => (kind === 'class' ? entry.classId : entry.teacherId));
  const sheets = [...groups].map(([id, own]) =>
    sheetOf({ kind, id, name: kind === 'class' ? own[0]!.className : own[0]!.teacher }, own, ground),
  );
  const order = await orderOf(act, of);
  return { ...ground.head, sheets: sheets.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id)) };
}

interface WallGround {
  head: Omit<WallTimetable, 'sheets'>;
  rules: ClashRules;
}

async function groundOn(act: Act, day: Day): Promise<WallGround & { entries: Placed[] }> {
  const entries = (await entriesFrom(act, day)).filter(entry => isValidOn(entry, day));
  const [school] = await act.em.execute<{ days: number; fullName: string }[]>(
    'select days_per_week as days, full_name as "fullName" from school',
  );
  const { days, fullName } = school!;
  const last = Math.max(days, ...entries.map(({ weekday }) => weekday));
  const weekdays = Array.from({ length: last }, (_, at) => at + 1);
  return { head: { day, weekdays, school: { fullName } }, entries, rules: await clashRules(act, day) };
}

function isOf(kind: TimetableKind, id: number): (entry: Placed) => boolean {
  if (kind === 'class') return entry => entry.classId === id;
  return kind === 'teacher' ? entry => entry.teacherId === id : entry => entry.roomId === id;
}

function sheetOf(
  which: Pick<WallSheet, 'kind' | 'id' | 'name'>,
  entries: readonly Placed[],
  { head, rules }: WallGround,
): WallSheet {
  const slots = entries.map(({ slot }) => slot);
  const [first, last] = [Math.min(1, ...slots), Math.max(0, ...slots)];
  const shifts = [...new Set(entries.map(({ shift }) => shift))];
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).map(slot => ({
    slot,
    ...timeOf(slot, { shifts, head, rules }),
    days: head.weekdays.map(weekday => entries.filter(entry => entry.weekday === weekday && entry.slot === slot)),
  }));
  return { ...which, rows };
}

/** When a slot is, if it is so on every day and for everybody on the sheet. */
function timeOf(
  slot: number,
  { shifts, head, rules }: WallGround & { shifts: readonly number[] },
): Pick<WallSheet['rows'][number], 'startsAt' | 'endsAt'> {
  const bells = head.weekdays.flatMap(weekday => shifts.map(shift => rules.bellOf(shift, weekday, slot)));
  const [bell] = bells;
  const isOne = bells.every(other => other?.startsAt === bell?.startsAt && other?.endsAt === bell?.endsAt);
  return { startsAt: (isOne && bell?.startsAt) || null, endsAt: (isOne && bell?.endsAt) || null };
}

/** Ids of classes or teachers as a person would list them. */
async function orderOf(act: Act, of: 'classes' | 'teachers'): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    of === 'classes'
      ? 'select id from school_class order by grade, letter collate "ru-x-icu"'
      : `select id from person where exists (select from course c where c.teacher_id = person.id)
         order by family_name collate "ru-x-icu", given_name collate "ru-x-icu", id`,
  );
  return rows.map(({ id }) => id);
}
