import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { type MedicalView, medicalOf } from '../medical/medical-of-class.ts';
import { may, see } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { type CardPerson, type CardStudent, cardStudents } from './card-people.ts';
import { type CardRead, noteReading } from './card-readings.ts';
import { type WaitingCorrection, waitingCorrections } from './waiting-corrections.ts';

export type { CardPerson, CardStudent };

export interface ClassHead {
  classId: number;
  className: string;
  grade: number;
  classTeacherId: number | null;
  classTeacher: string | null;
  yearFirstDay: Day;
  yearLastDay: Day;
  /** The full name of the school. */
  school: string;
}

/** The card of a class: its students of today by name, their parents, how each is reached, subgroups, health. */
export interface ClassCard extends ClassHead {
  students: (CardStudent & { number: number; medical: MedicalView | null })[];
  /** Certificates that end within two weeks: whose. */
  ending: { studentId: number; student: string; kind: string; until: Day }[];
  /** What families propose to correct, for who may accept it. */
  corrections: WaitingCorrection[];
  mayKeepMedical: boolean;
  mayKeepParents: boolean;
  mayKeepSubgroups: boolean;
}

/**
 * The card of a class of this year (4.2a), for its class teacher, deputy, director and registrar; the reading is written down, once
 * for the class. Without `health` nothing of it is asked for. Seven queries, whatever the size. Refusal: not-found.
 */
export async function classCard(
  act: Act,
  classId: number,
  { what = 'class', health = true }: { what?: CardRead; health?: boolean } = {},
): Promise<ClassCard> {
  see(act, 'readClassCard', classId);
  const head = await classHead(act, classId);
  const students = await cardStudents(act, { classId });
  if (health) see(act, 'readMedical', classId);
  const medical = health
    ? await medicalOf(
        act,
        students.map(({ studentId }) => studentId),
      )
    : new Map<number, MedicalView>();
  await noteReading(act, { what, classId });
  return {
    ...head,
    students: students.map((one, at) => ({ ...one, number: at + 1, medical: medical.get(one.studentId) ?? null })),
    ending: students.flatMap(({ studentId, name }) => {
      const ending = medical.get(studentId)?.ending;
      return ending ? [{ studentId, student: name, kind: ending.kind, until: ending.until }] : [];
    }),
    corrections: await waitingCorrections(act, students),
    mayKeepMedical: may(act.by, 'keepMedical', classId),
    mayKeepParents: may(act.by, 'keepParents', classId),
    mayKeepSubgroups: may(act.by, 'keepSubgroups', classId),
  };
}

/** A class of this year by its id; whoever asks has asked the charter. Refusal: not-found. */
export async function classHead(act: Act, classId: number): Promise<ClassHead> {
  const [head] = await act.em.execute<ClassHead[]>(
    `select c.id as "classId", c.grade || c.letter as "className", c.grade, c.class_teacher_id as "classTeacherId",
       nullif(concat_ws(' ', t.family_name, t.given_name, t.patronymic), '') as "classTeacher",
       y.first_day::text as "yearFirstDay", y.last_day::text as "yearLastDay", (select full_name from school) as school
     from school_class c join school_year y on y.id = c.year_id left join person t on t.id = c.class_teacher_id
     where c.id = :classId and ${isYearOf(':today')}`,
    { classId, today: act.today },
  );
  if (!head) throw new Refusal('not-found', 'not-found');
  return head;
}
