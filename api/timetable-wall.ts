import { type WallSheet, type WallTimetable, wallTimetable, wholeWall } from '#journal/timetable/wall.ts';
import type { TimetableKind } from '#journal/timetable/week.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { PaperDocument } from '#templates/paper/sheet.ts';
import type { Press } from '#templates/press.ts';

/** Whose timetable hangs on the wall: of one, or of all classes or teachers. */
export type WallOf = { kind: TimetableKind; id: number } | 'classes' | 'teachers';

/** The timetable for a wall on its sheets: one for each class or teacher, and of all of them a table of the whole school. */
export async function wallPaper(
  press: Press,
  act: Act,
  { of, day }: { of: WallOf; day: Day },
): Promise<{ document: PaperDocument; file: string }> {
  const wall = typeof of === 'string' ? await wholeWall(act, of, day) : await wallTimetable(act, of, day);
  const overview = typeof of === 'string' ? overviewOf(press, wall) : null;
  const columns = wall.weekdays.map(weekday => ({ key: `d${weekday}`, weekday }));
  const sheets = wall.sheets.map(sheet => ({ ...sheet, rows: rowsOf(press, sheet) }));
  const file = ['timetable', ...(typeof of === 'string' ? [of] : [of.kind, of.id]), day].join('-');
  return { document: press.sheets('timetable', { ...wall, at: act.at, overview, columns, sheets }), file };
}

type Lessons = WallSheet['rows'][number]['days'][number];

function rowsOf(press: Press, { kind, rows }: WallSheet): object[] {
  return rows.map(({ slot, startsAt, endsAt, days }) => {
    const cells = days.map((lessons, at) => [`d${at + 1}`, linesOf(press, 'timetable-lesson', { kind, lessons })]);
    return { cells: { slot, time: startsAt ? `${startsAt}\u2013${endsAt}` : '', ...Object.fromEntries(cells) } };
  });
}

function linesOf(press: Press, name: string, { kind, lessons }: { kind: string; lessons: Lessons }): string {
  // Two classes held together are one line of the teacher's.
  return [...new Set(lessons.map(lesson => press.sentence(`sheets/${name}`, { ...lesson, kind })))].join('\n');
}

function overviewOf(press: Press, wall: WallTimetable): object {
  const slots = wall.sheets.flatMap(({ rows }) => rows.map(({ slot }) => slot));
  const [first, last] = [Math.min(1, ...slots), Math.max(1, ...slots)];
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const kind = wall.sheets[0]?.kind ?? 'class';
  const short = (sheet: WallSheet, weekday: number, slot: number) => {
    const lessons = sheet.rows.find(row => row.slot === slot)?.days[weekday - 1] ?? [];
    return linesOf(press, 'timetable-short', { kind, lessons });
  };
  if (kind !== 'class') {
    const key = (weekday: number, slot: number) => `d${weekday}s${slot}`;
    const days = wall.weekdays.map(weekday => ({
      weekday,
      slots: all.map(slot => ({ key: key(weekday, slot), slot: String(slot) })),
    }));
    const places = wall.weekdays.flatMap(weekday => all.map(slot => ({ weekday, slot })));
    const rows = wall.sheets.map(sheet => {
      const cells = places.map(({ weekday, slot }) => [key(weekday, slot), short(sheet, weekday, slot)]);
      return { cells: { name: { word: 'teacher', name: sheet.name }, ...Object.fromEntries(cells) } };
    });
    return { kind, rows, days };
  }
  const columns = wall.sheets.map(({ id, name }) => ({ key: `c${id}`, name }));
  const rows = wall.weekdays.flatMap(weekday =>
    all.map((slot, at) => ({
      joined: at > 0,
      cells: {
        ...(at === 0 ? { day: { word: 'weekday', weekday, rows: all.length, strong: true } } : {}),
        slot,
        ...Object.fromEntries(wall.sheets.map(sheet => [`c${sheet.id}`, short(sheet, weekday, slot)])),
      },
    })),
  );
  return { kind, rows, columns };
}
