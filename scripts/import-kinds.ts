import { importMarks, previewMarks } from '#journal/import-marks/import-marks.ts';
import { importPlan, previewPlan } from '#journal/plan/import-plan.ts';
import { decodeXml } from '#journal/timetable/import-asc/decode-xml.ts';
import { confirmAsc, previewAsc } from '#journal/timetable/import-asc/import-asc.ts';
import { nextFirstDay } from '#journal/timetable/next-first-day.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { SentFile } from '#school/files.ts';
import type { House } from '#school/house.ts';
import { confirmImport, type ImportKind, previewImport } from '#school/imports/imports.ts';
import type { Refusal } from '#school/refusal.ts';
import { readSheet } from '#school/spreadsheets.ts';
import type { Press } from '#templates/press.ts';

/** What came of a file. */
export interface Brought {
  written: boolean;
  counts: Record<string, number>;
  problems: { where: string; text: string; reason: string; message: string }[];
}

interface File {
  courseId: number;
  write: boolean;
  file: SentFile;
  /** First day of a timetable; the next Monday of the year when none is named. */
  from: Day | undefined;
  /** Puts up with lessons of a timetable that clash. */
  allowClashes: boolean;
}

type Bring = (act: Act, press: Press, file: File) => Promise<Brought>;

/** What can be brought in from the command line; of a course, by its teacher. */
export const kinds = {
  people: { ofCourse: false, bring: listOf('people') },
  load: { ofCourse: false, bring: listOf('load') },
  timetable: { ofCourse: false, bring: bringTimetable },
  plan: { ofCourse: true, bring: bringPlan },
  marks: { ofCourse: true, bring: bringMarks },
} satisfies Record<string, { ofCourse: boolean; bring: Bring }>;

/** Who brings it in: who is named, else the teacher of the journal, else the registrar. */
export function broughtBy(
  house: House,
  { login, courseId }: { login: string | undefined; courseId: number | null },
): Promise<number | null> {
  return house.asHouse(async act => {
    const [row] = await act.em.execute<{ id: number | null }[]>(
      `select case when :login <> '' then (select id from person where login = :login and deactivated_at is null)
         when :course > 0 then (select teacher_id from course where id = :course)
         when :course < 0 then (select min(person_id) from assignment
           where role = 'registrar' and since <= :today and (until is null or until >= :today)) end as id`,
      { login: login ?? '', course: courseId ?? -1, today: act.today },
    );
    return row!.id;
  });
}

function listOf(kind: ImportKind): Bring {
  return async (act, press, { file, write }) => {
    const { rows } = await readSheet(file);
    const preview = await previewImport(act, { rows, fileName: file.name, kind });
    if (write) await confirmImport(act, preview.id, { at: 'once' });
    const problems = [...preview.unread, ...('partly' in preview ? preview.partly : [])];
    return {
      ...{ written: write, counts: { ...preview.counts } },
      problems: problems.map(({ row, text, refusal }) => problemOf(press, { where: `row ${row}`, text, refusal })),
    };
  };
}

async function bringTimetable(act: Act, press: Press, { file, write, from, allowClashes }: File): Promise<Brought> {
  const text = decodeXml(file);
  const first = from ?? (await nextFirstDay(act));
  const { id, unread, partly, counts } = await previewAsc(act, { text, fileName: file.name, from: first });
  if (write) await confirmAsc(act, id, { allowClashes });
  return {
    ...{ written: write, counts: { ...counts } },
    problems: [...unread, ...partly].map(({ row, text: about, refusal }) =>
      problemOf(press, { where: `line ${row}`, text: about, refusal }),
    ),
  };
}

async function bringPlan(act: Act, _press: Press, { courseId, file, write }: File): Promise<Brought> {
  const sheet = await readSheet(file);
  const { lines, remarks, removed, basis } = await previewPlan(act, courseId, sheet.rows);
  if (write) await importPlan(act, courseId, { topics: lines, basis });
  const inState = (state: string) => lines.filter(line => line.state === state).length;
  return {
    written: write,
    counts: { new: inState('new'), changed: inState('changed'), same: inState('same'), removed: removed.length },
    problems: remarks.map(({ row, text, reason }) => ({
      where: `row ${row}`,
      text,
      reason,
      message: `${reason}: ${text}`,
    })),
  };
}

async function bringMarks(act: Act, press: Press, { courseId, file, write }: File): Promise<Brought> {
  const sheet = await readSheet(file);
  const { entries, basis, unplaced, counts } = await previewMarks(act, courseId, sheet.rows);
  if (write) await importMarks(act, courseId, { entries, basis });
  const place = (row: number | null, column: string | null) =>
    [row === null ? '' : `row ${row}`, column === null ? '' : `column ${column}`].filter(Boolean).join(', ');
  return {
    ...{ written: write, counts: { ...counts, unplaced: unplaced.length } },
    problems: unplaced.map(({ row, column, text, refusal }) =>
      problemOf(press, { where: place(row, column), text, refusal }),
    ),
  };
}

function problemOf(press: Press, { where, text, refusal }: { where: string; text: string; refusal: Refusal }) {
  const { reason, facts } = refusal;
  return { where, text, reason, message: press.sentence(`refusals/${reason}`, facts) };
}
