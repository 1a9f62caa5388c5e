import type { Act } from '../act.ts';
import { isStaff } from '../actor.ts';
import { ownStudents } from '../own-students.ts';
import { type Hours, usualHours } from './hours.ts';
import { type Choice, type Matter, matterRules, matters } from './matters.ts';

/** How one matter is told. */
export interface MatterChoice {
  matter: Matter;
  choice: Choice;
}

/** How a person is told of what. */
export interface TellingSettings extends Hours {
  /** Marks are hidden until they are touched. */
  spoiler: boolean;
  /** A child, or the student the person is. */
  students: { id: number; givenName: string; self: boolean; choices: MatterChoice[] }[];
  /** What is about no child: letters, documents, what staff owe. */
  own: MatterChoice[];
}

/** What I have chosen to be told, of whom and when; what is usual where I have chosen nothing. */
export async function tellingSettings(act: Act): Promise<TellingSettings> {
  const [hours] = await act.em.execute<(Hours & { spoiler: boolean })[]>(
    `select quiet_from as "quietFrom", quiet_until as "quietUntil", digest_at as "digestAt", spoiler
     from telling_hours where person_id = :id`,
    { id: act.by.id },
  );
  const rows = await act.em.execute<(MatterChoice & { studentId: number | null })[]>(
    'select student_id as "studentId", matter, choice from telling_choice where person_id = :id',
    { id: act.by.id },
  );
  const chosen = new Map(rows.map(({ studentId, matter, choice }) => [`${studentId} ${matter}`, choice]));
  const choicesOf = (studentId: number | null) => (matter: Matter) => ({
    matter,
    choice: chosen.get(`${studentId} ${matter}`) ?? matterRules[matter].usual,
  });
  return {
    ...{ ...usualHours, spoiler: false, ...hours },
    students: (await ownStudents(act)).map(({ id, givenName }) => ({
      ...{ id, givenName, self: id === act.by.studentId },
      choices: mattersOf(act, id).map(choicesOf(id)),
    })),
    own: mattersOf(act, null).map(choicesOf(null)),
  };
}

/** What the person may choose about: of a student of theirs, or (null) of what is about no student. */
export function mattersOf({ by }: Act, studentId: number | null): Matter[] {
  if (studentId !== null) {
    // Of their absences students are not told: they know.
    return matters.filter(
      matter => matterRules[matter].ofChild && (matter !== 'absence' || studentId !== by.studentId),
    );
  }
  const teaches = by.roles.has('teacher') || by.ownClassIds.length > 0;
  const open: Partial<Record<Matter, boolean>> = {
    letter: true,
    announcement: true,
    missing: teaches,
    'stood-in': by.roles.has('teacher'),
    'absence-note': by.ownClassIds.length > 0,
    reply: isStaff(by),
    mention: isStaff(by),
    topic: isStaff(by),
  };
  return matters.filter(matter => open[matter]);
}
