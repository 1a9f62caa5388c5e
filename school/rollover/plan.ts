import type { RolloverChoices } from '#db/school/year-rollover.ts';
import type { Act } from '../act.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';
import type { OldYear } from './propose.ts';

export type Becomes = RolloverChoices['students'][number]['becomes'];

/** What becomes of one student: the class of the new year by its name, none of who finishes. */
export interface PlannedStudent {
  studentId: number;
  stayId: number;
  name: string;
  classId: number;
  className: string;
  becomes: Becomes;
  to: string | null;
}

/** A class of the new year by its name. */
export interface PlannedClass {
  name: string;
  grade: number;
  letter: string;
  shift: number;
  former: number | null;
  formerName: string | null;
  teacherId: number | null;
  /** Who goes on with the class, who comes from elsewhere. */
  students: number;
}

export interface RolloverPlan {
  students: PlannedStudent[];
  classes: PlannedClass[];
  counts: Record<Becomes, number>;
  /** The digest of all this: what was shown is what is done. */
  basis: string;
}

/**
 * What a rollover would do by these choices; one query. Refusals: conflict when a class is named twice, or when somebody is to
 * go into a class that there will not be.
 */
export async function planOf(act: Act, old: OldYear, choices: RolloverChoices): Promise<RolloverPlan> {
  const names = choices.classes.map(({ grade, letter }) => `${grade}${letter}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Refusal('conflict', 'rollover/class-twice', { facts: { className: twice } });
  const rows = await act.em.execute<(Omit<PlannedStudent, 'becomes' | 'to'> & { grade: number; letter: string })[]>(
    `select e.student_id as "studentId", e.id as "stayId", concat_ws(' ', p.family_name, p.given_name) as name,
       k.id as "classId", k.grade || k.letter as "className", k.grade, k.letter
     from enrolment e join school_class k on k.id = e.school_class_id
     join student s on s.id = e.student_id join person p on p.id = s.person_id
     where k.year_id = :yearId and e.until is null
     order by k.grade, k.letter collate "ru-x-icu", p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`,
    { yearId: old.id },
  );
  const chosen = new Map(choices.students.map(one => [one.student, one]));
  const students = rows.map(({ grade, letter, ...row }) => {
    const next = choices.classes.find(({ former }) => former === row.classId);
    const onward = next ? `${next.grade}${next.letter}` : null;
    const choice = chosen.get(row.studentId);
    const becomes = choice?.becomes ?? (onward ? 'promoted' : 'finished');
    const again = names.includes(`${grade}${letter}`)
      ? `${grade}${letter}`
      : (names.find(name => name.startsWith(`${grade}`) && Number.parseInt(name, 10) === grade) ?? null);
    const to = becomes === 'finished' ? null : (choice?.to ?? (becomes === 'repeating' ? again : onward));
    if (becomes !== 'finished' && (to === null || !names.includes(to)))
      throw new Refusal('conflict', 'rollover/no-class', { facts: { name: row.name, className: to } });
    return { ...row, becomes, to };
  });
  const classes = choices.classes.map(({ grade, letter, shift, former, teacher }) => {
    const name = `${grade}${letter}`;
    const of = old.classes.find(({ id }) => id === former);
    return {
      ...{ name, grade, letter, shift, former, teacherId: teacher },
      formerName: of ? `${of.grade}${of.letter}` : null,
      students: students.filter(({ to }) => to === name).length,
    };
  });
  const count = (becomes: Becomes) => students.filter(one => one.becomes === becomes).length;
  return {
    ...{ students, classes },
    counts: {
      ...{ promoted: count('promoted'), conditional: count('conditional') },
      ...{ repeating: count('repeating'), finished: count('finished') },
    },
    basis: sha256(JSON.stringify([students, classes, choices])),
  };
}
