import { type PeriodKind, periodKinds } from '#db/school/period.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import type { Act } from '../act.ts';
import { type YearToFill, yearToFill } from '../imports/year-to-fill.ts';
import { shortNameOf } from '../names.ts';
import { may, permit, see } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { mostShifts } from '../timetable/shifts.ts';
import { recordSetting } from './record-setting.ts';

export { periodKinds };

export interface ClassSetting {
  id: number;
  grade: number;
  letter: string;
  name: string;
  classTeacher: string | null;
  periodKind: PeriodKind;
  shift: number;
  students: number;
  courses: number;
  /** Nothing hangs on it yet: it may be taken away. */
  empty: boolean;
}

export interface ClassSettings {
  year: { firstDay: string; lastDay: string };
  classes: ClassSetting[];
  periodKinds: readonly PeriodKind[];
  mayKeep: boolean;
  /** Lists of people and load are the registrar's to bring in. */
  mayBringIn: boolean;
}

/** The classes of this year (in the summer of the coming one). Refusals: not-found, conflict without a year. Two queries. */
export async function classSettings(act: Act): Promise<ClassSettings> {
  see(act, 'readSchoolSettings');
  const { id, firstDay, lastDay } = await yearToFill(act);
  const classes = await act.em.execute<ClassSetting[]>(
    `select k.id, k.grade, k.letter, k.grade || k.letter as name, ${shortNameOf('p')} as "classTeacher",
       k.period_kind as "periodKind", k.shift,
       (select count(distinct e.student_id)::int from enrolment e where e.school_class_id = k.id
         and (e.until is null or e.until > :today)) as students,
       (select count(*)::int from course c where c.school_class_id = k.id) as courses, not ${isInUse} as empty
     from school_class k left join person p on p.id = k.class_teacher_id
     where k.year_id = :id order by k.grade, k.letter collate "ru-x-icu"`,
    { id, today: act.today },
  );
  return {
    year: { firstDay, lastDay },
    classes,
    periodKinds,
    mayKeep: may(act.by, 'keepLoad'),
    mayBringIn: may(act.by, 'keepPeople'),
  };
}

const isInUse = `(exists (select from enrolment e where e.school_class_id = k.id)
  or exists (select from course c where c.school_class_id = k.id)
  or exists (select from subgroup g where g.school_class_id = k.id)
  or exists (select from function_change f where f.school_class_id = k.id))`;

export interface ClassEntry {
  grade: number;
  /** One or several: «А Б В». */
  letters: string;
  periodKind: string;
  shift: number;
}

/** Adds classes of a grade to the year; gives their ids. Refusals: not-found, not-allowed, conflict, invalid under each field. */
export async function addClasses(act: Act, { grade, letters, ...settings }: ClassEntry): Promise<number[]> {
  const { year, classes } = await toKeep(act);
  if (!(Number.isInteger(grade) && grade >= 1 && grade <= 11)) invalid('settings/class-grade', 'grade');
  const named = letters.split(/[\s,;]+/u).filter(letter => letter !== '');
  if (named.length === 0) invalid('settings/class-letter', 'letters');
  const added = new Set(named.map(letter => letterOf(letter, 'letters')));
  for (const letter of added) refuseTaken(classes, { grade, letter }, 'letters');
  const { periodKind, shift } = settingsOf(settings);
  const ids: number[] = [];
  for (const letter of added) {
    const [row] = await act.em.execute<{ id: number }[]>(
      `insert into school_class (year_id, grade, letter, period_kind, shift) values (?, ?, ?, ?, ?) returning id`,
      [year.id, grade, letter, periodKind, shift],
    );
    ids.push(row!.id);
    const name = `${grade}${letter}`;
    recordSetting(act, { page: 'classes', thing: 'class', name, before: null, after: { periodKind, shift } });
  }
  return ids;
}

/**
 * Gives a class another letter, kind of period, or shift. Refusals: not-found, not-allowed, conflict (final marks stand by
 * its kind of period), invalid (letter, periodKind, shift).
 */
export async function changeClass(
  act: Act,
  { id, letter, ...settings }: { id: number; letter: string; periodKind: string; shift: number },
): Promise<void> {
  const { classes } = await toKeep(act);
  const found = classes.find(one => one.id === id) ?? notFound();
  const after = { letter: letterOf(letter, 'letter'), ...settingsOf(settings) };
  const { grade } = found;
  refuseTaken(
    classes.filter(one => one !== found),
    { grade, letter: after.letter },
    'letter',
  );
  if (after.periodKind !== found.periodKind && (await hasFinals(act, id)))
    throw new Refusal('conflict', 'settings/period-kind-used', { facts: { name: found.name } });
  const before = { letter: found.letter, periodKind: found.periodKind, shift: found.shift };
  const { name } = found;
  Object.assign(found, after);
  recordSetting(act, { page: 'classes', thing: 'class', name, before, after });
}

/** Takes away a class that was made by mistake: nobody was in it, nothing was taught. Refusals: not-found, not-allowed, conflict. */
export async function dropClass(act: Act, id: number): Promise<void> {
  const { classes } = await toKeep(act);
  const found = classes.find(one => one.id === id) ?? notFound();
  const [row] = await act.em.execute<{ used: boolean }[]>(
    `select ${isInUse} as used from school_class k where k.id = ?`,
    [id],
  );
  const { name, periodKind, shift } = found;
  if (row!.used) throw new Refusal('conflict', 'settings/class-used', { facts: { name } });
  recordSetting(act, { page: 'classes', thing: 'class', name, before: { periodKind, shift }, after: null });
  act.em.remove(found);
}

async function toKeep(act: Act): Promise<{ year: YearToFill; classes: SchoolClass[] }> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepLoad');
  const year = await yearToFill(act);
  return { year, classes: await act.em.find(SchoolClass, { year: year.id }) };
}

function letterOf(typed: string, field: string): string {
  const letter = typed.trim().toUpperCase();
  if (!/^\p{Script=Cyrillic}{1,2}$/u.test(letter)) invalid('settings/class-letter', field);
  return letter;
}

function settingsOf({ periodKind, shift }: { periodKind: string; shift: number }) {
  const kind = periodKinds.find(one => one === periodKind) ?? invalid('settings/period-kind', 'periodKind');
  if (!(Number.isInteger(shift) && shift >= 1 && shift <= mostShifts))
    invalid('bells/shift', 'shift', { most: mostShifts });
  return { periodKind: kind, shift };
}

function refuseTaken(
  classes: readonly SchoolClass[],
  { grade, letter }: { grade: number; letter: string },
  field: string,
) {
  if (classes.some(one => one.grade === grade && one.letter === letter))
    invalid('settings/taken', field, { name: `${grade}${letter}` });
}

async function hasFinals(act: Act, classId: number): Promise<boolean> {
  const [row] = await act.em.execute<{ any: boolean }[]>(
    `select exists (select from period_mark f join course c on c.id = f.course_id
       where c.school_class_id = ? and f.period_id is not null) as any`,
    [classId],
  );
  return row!.any;
}

function notFound(): never {
  throw new Refusal('not-found', 'not-found');
}
