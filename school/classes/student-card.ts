import type { CardField } from '#db/school/card-change.ts';
import type { Act } from '../act.ts';
import { type Certificate, type MedicalView, medicalOf } from '../medical/medical-of-class.ts';
import { may, see } from '../permissions.ts';
import { type CardStudent, cardStudents } from './card-people.ts';
import { noteReading } from './card-readings.ts';
import { placeOfStudent } from './place-of-student.ts';
import { type WaitingCorrection, waitingCorrections } from './waiting-corrections.ts';

/** The card of one student: the family with former parents, every certificate, what was changed. */
export interface StudentCard extends CardStudent {
  classId: number;
  className: string;
  medical: MedicalView | null;
  certificates: (Certificate & { enteredBy: string; enteredAt: Date; withdrawnAt: Date | null; isOver: boolean })[];
  corrections: WaitingCorrection[];
  /** The latest fifty, of the student and the parents. */
  changes: CardChangeLine[];
  mayKeepMedical: boolean;
  mayKeepParents: boolean;
}

export interface CardChangeLine {
  id: number;
  person: string;
  field: CardField;
  before: string | null;
  after: string | null;
  by: string;
  at: Date;
}

/** The card of a student (4.2a), for who may read the class's; the reading is written down. Refusal: not-found. */
export async function studentCard(act: Act, studentId: number): Promise<StudentCard> {
  const { classId, className, personId } = await placeOfStudent(act, studentId);
  see(act, 'readMedical', classId);
  const students = await cardStudents(act, { classId, studentId, former: true });
  const [student] = students;
  await noteReading(act, { what: 'person', classId, personId });
  return {
    ...student!,
    ...{ classId, className },
    medical: (await medicalOf(act, [studentId])).get(studentId) ?? null,
    certificates: await certificatesOf(act, studentId),
    corrections: await waitingCorrections(act, students),
    changes: await changesOf(act, [personId, ...student!.parents.map(parent => parent.personId)], studentId),
    mayKeepMedical: may(act.by, 'keepMedical', classId),
    mayKeepParents: may(act.by, 'keepParents', classId),
  };
}

async function certificatesOf(act: Act, studentId: number): Promise<StudentCard['certificates']> {
  const rows = await act.em.execute<
    (Certificate & { enteredBy: string; enteredAt: string; withdrawnAt: string | null; isOver: boolean })[]
  >(
    `select m.id, m.kind, m.since::text, m.until::text, m.number, m.until < :today::date as "isOver",
       concat_ws(' ', b.family_name, b.given_name, b.patronymic) as "enteredBy", m.entered_at as "enteredAt", m.withdrawn_at as "withdrawnAt"
     from medical_certificate m join person b on b.id = m.entered_by_id
     where m.student_id = :studentId order by m.since desc, m.id desc`,
    { studentId, today: act.today },
  );
  return rows.map(({ enteredAt, withdrawnAt, ...row }) => ({
    ...row,
    enteredAt: new Date(enteredAt),
    withdrawnAt: withdrawnAt ? new Date(withdrawnAt) : null,
  }));
}

// A parent of two is a parent of this one here.
async function changesOf(act: Act, people: readonly number[], studentId: number): Promise<CardChangeLine[]> {
  const rows = await act.em.execute<(Omit<CardChangeLine, 'at'> & { at: string })[]>(
    `select h.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as person, h.field, h.before, h.after,
       concat_ws(' ', b.family_name, b.given_name, b.patronymic) as by, h.at
     from card_change h join person p on p.id = h.person_id join person b on b.id = h.by_id
     where h.person_id = any(:people) and (h.student_id is null or h.student_id = :studentId) order by h.id desc limit 50`,
    { people: `{${people.join(',')}}`, studentId },
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
}
