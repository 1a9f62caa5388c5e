import type { Act } from '#school/act.ts';
import { type CourseProgress, overdueFinals } from '../finals/finals-progress.ts';
import { type MissingEntry, missingEntries } from '../missing-entries.ts';
import type { Cell, ReportRow } from './rows.ts';

/** Что не заполнено, on paper: of the whole school, by who owes it (5.2b, 6.2). */
export async function missingInSchool(act: Act): Promise<MissingSheet> {
  return sheetOf(await missingEntries(act), await overdueFinals(act));
}

/** The same of one class, for its class teacher (4.2c). */
export async function missingInClass(act: Act, { class: { id } }: { class: { id: number } }): Promise<MissingSheet> {
  const late = (await overdueFinals(act)).filter(({ classId }) => classId === id);
  return sheetOf(await missingEntries(act, { classIds: [id] }), late);
}

/** The same of one teacher (1.6). */
export async function missingOfOne(act: Act, { teacher: { id } }: { teacher: { id: number } }): Promise<MissingSheet> {
  const late = (await overdueFinals(act)).filter(({ teacherId }) => teacherId === id);
  return sheetOf(await missingEntries(act, { ownerId: id }), late);
}

export interface MissingSheet {
  /** How much of each: for a sentence in place of the sheet. */
  inShort: { lessons: number; courses: number; finals: number };
  /** Nothing is owed. */
  nothing: boolean;
  owners: ReportRow[];
  lessons: ReportRow[];
  courses: ReportRow[];
  finals: ReportRow[];
}

function sheetOf(entries: readonly MissingEntry[], late: readonly CourseProgress[]): MissingSheet {
  const lessons = entries.filter(entry => entry.kind === 'lesson').toSorted(byOwnerAndTime);
  const courses = entries.filter(entry => entry.kind === 'few-marks').toSorted(byOwner);
  const finals = late.map(course => ({ ...course, owner: course.teacher })).toSorted(byOwner);
  return {
    inShort: { lessons: lessons.length, courses: courses.length, finals: finals.length },
    nothing: lessons.length + courses.length + finals.length === 0,
    owners: ownerRows({ lessons, courses, finals }),
    lessons: lessons.map(lessonRow),
    courses: courses.map(({ owner, students, of, due, ...course }) => ({
      cells: { owner, ...courseCells(course), students, of, due },
    })),
    finals: finals.map(finalRow),
  };
}

type Lesson = Extract<MissingEntry, { kind: 'lesson' }>;
type Few = Extract<MissingEntry, { kind: 'few-marks' }>;
type Late = CourseProgress & { owner: string };

const { compare } = new Intl.Collator('ru', { numeric: true });

function byOwner(a: Lesson | Few | Late, b: Lesson | Few | Late): number {
  return compare(a.owner, b.owner) || compare(a.className, b.className) || compare(a.subject, b.subject);
}

function byOwnerAndTime(a: Lesson, b: Lesson): number {
  return compare(a.owner, b.owner) || compare(a.day, b.day) || a.slot - b.slot;
}

function ownerRows(owed: { lessons: readonly Lesson[]; courses: readonly Few[]; finals: readonly Late[] }) {
  const all = [...owed.lessons, ...owed.courses, ...owed.finals];
  const owners = [...new Set(all.map(({ owner }) => owner))].toSorted(compare);
  const cellsOf = (isTheirs: (owner: string) => boolean): Record<string, Cell> => {
    const lessons = owed.lessons.filter(({ owner }) => isTheirs(owner));
    return {
      lessons: lessons.length,
      overdue: lessons.filter(({ overdue }) => overdue).length,
      courses: owed.courses.filter(({ owner }) => isTheirs(owner)).length,
      finals: owed.finals.filter(({ owner }) => isTheirs(owner)).length,
    };
  };
  const rows = owners.map((owner): ReportRow => ({ cells: { owner, ...cellsOf(one => one === owner) } }));
  if (rows.length === 0) return [];
  const total: ReportRow = {
    ...{ level: 'total', over: rows.length },
    cells: { owner: { word: 'total' }, ...cellsOf(() => true) },
  };
  return [...rows, total];
}

function lessonRow({ owner, day, slot, owed, overdue, ...course }: Lesson): ReportRow {
  const lacking = (what: Lesson['owed'][number]) => (owed.includes(what) ? { word: 'no' } : undefined);
  return {
    cells: {
      ...{ owner, day: { word: 'day', day }, slot, ...courseCells(course) },
      ...{ topic: lacking('topic'), homework: lacking('homework'), attendance: lacking('attendance') },
      overdue: overdue ? { word: 'overdue' } : undefined,
    },
  };
}

function finalRow({ owner, stage, periodKind, number, due, chosen, deadline, ...course }: Late): ReportRow {
  return {
    cells: {
      ...{ owner, ...courseCells(course), due, chosen, left: due - chosen },
      term: { word: 'term', stage, periodKind, number },
      deadline: deadline === null ? undefined : { word: 'day', day: deadline },
    },
  };
}

function courseCells({ className, subject, subgroup }: Pick<Few, 'className' | 'subject' | 'subgroup'>) {
  return { className, subject: { word: 'subject', subject, subgroup } };
}
