import type { Act, HouseAct } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { staffOnDay } from '#school/staff.ts';
import {
  type CourseProgress,
  overdueFinals,
  overdueFinalsOfSchool,
  ownOverdueFinals,
} from './finals/finals-progress.ts';
import { type MissingEntry, missingEntries } from './missing-entries.ts';

export type MissingLesson = Extract<MissingEntry, { kind: 'lesson' }>;
export type FewMarks = Extract<MissingEntry, { kind: 'few-marks' }>;

/** What is missing, sorted into lessons not filled (the newest first), courses with too few marks, and late final marks. */
export interface Missing {
  lessons: MissingLesson[];
  courses: FewMarks[];
  finals: CourseProgress[];
}

export interface MissingOfClass extends Missing {
  classId: number;
  className: string;
}

/** What the person owes to the journal: nothing for who teaches nothing (1.6). */
export async function missingOfTeacher(act: Act): Promise<Missing> {
  return sorted(await missingEntries(act, { ownerId: act.by.id }), await ownOverdueFinals(act));
}

/** What is missing in a class, whoever owes it. For its class teacher, deputy and director (4.2c). Refuses: not-found. */
export async function missingOfClass(act: Act, classId: number): Promise<MissingOfClass> {
  see(act, 'readMissingOfClass', classId);
  const [found] = await act.em.execute<{ name: string }[]>(
    'select grade || letter as name from school_class where id = :classId',
    { classId },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  const late = (await overdueFinals(act)).filter(course => course.classId === classId);
  return { classId, className: found.name, ...sorted(await missingEntries(act, { classIds: [classId] }), late) };
}

/** How much is missing in each class where something is, for deputy and director (5.2b, 6.2). Refuses: not-found. */
export async function missingByClass(act: Act): Promise<MissingOfClass[]> {
  see(act, 'readEveryJournal');
  return byClass(await missingEntries(act), await overdueFinals(act)).toSorted((a, b) =>
    compare(a.className, b.className),
  );
}

const { compare } = new Intl.Collator('ru', { numeric: true });

/** What one person must be reminded of: what they owe themselves, and what others owe to the classes they lead. */
export interface MissingOfPerson {
  personId: number;
  own: Missing;
  classes: MissingOfClass[];
}

/** What is missing in the whole school by who must hear of it; who has nothing missing is not in it. For the clock. */
export async function missingBySchoolPeople(act: HouseAct): Promise<MissingOfPerson[]> {
  const entries = await missingEntries(act);
  const late = await overdueFinalsOfSchool(act);
  const owed = Map.groupBy(entries, entry => entry.ownerId);
  const led = Map.groupBy(entries, entry => entry.classTeacherId);
  const lateOwed = Map.groupBy(late, course => course.teacherId);
  const lateLed = Map.groupBy(late, course => course.classTeacherId);
  const staff = await staffToday(act);
  const named = new Set([...owed.keys(), ...led.keys(), ...lateOwed.keys(), ...lateLed.keys()]);
  const readers = [...named].filter(id => id !== null).filter(id => staff.has(id));
  return readers.map(personId => ({
    personId,
    own: sorted(owed.get(personId) ?? [], lateOwed.get(personId) ?? []),
    classes: byClass(led.get(personId) ?? [], lateLed.get(personId) ?? []),
  }));
}

/** Whoever works here no more hears nothing of the journal, though a course or a class may still stand under their name. */
async function staffToday(act: HouseAct): Promise<Set<number>> {
  const rows = await act.em.execute<{ person_id: number }[]>(staffOnDay, [act.today]);
  return new Set(rows.map(({ person_id }) => person_id));
}

function byClass(entries: readonly MissingEntry[], late: readonly CourseProgress[]): MissingOfClass[] {
  const owed = Map.groupBy(entries, entry => entry.classId);
  const lateOf = Map.groupBy(late, course => course.classId);
  const names = new Map([...entries, ...late].map(({ classId, className }) => [classId, className]));
  return [...names].map(([classId, className]) => ({
    classId,
    className,
    ...sorted(owed.get(classId) ?? [], lateOf.get(classId) ?? []),
  }));
}

function sorted(entries: readonly MissingEntry[], late: readonly CourseProgress[]): Missing {
  return {
    lessons: entries.filter(entry => entry.kind === 'lesson'),
    courses: entries.filter(entry => entry.kind === 'few-marks'),
    finals: [...late],
  };
}
