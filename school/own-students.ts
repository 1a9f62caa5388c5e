import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from './act.ts';

/** A student whose journal is this person's own: a child, or the student the person is. */
export interface OwnStudent {
  id: number;
  givenName: string;
  familyName: string;
  sex: 'female' | 'male';
  /** «5Б»; null when the student is in no class now. */
  className: string | null;
  grade: number | null;
  /** Quarters or half-years; null when the student is in no class now. */
  periodKind: PeriodKind | null;
}

/** My children in Russian order of given names; for a student, the student alone (2.4). */
export async function ownStudents(act: Act): Promise<OwnStudent[]> {
  const ids = act.by.studentId === null ? act.by.childIds : [act.by.studentId, ...act.by.childIds];
  if (ids.length === 0) return [];
  const rows = await act.em.execute<OwnStudentRow[]>(
    `select s.id, p.given_name, p.family_name, p.sex, c.grade, c.grade || c.letter as class_name, c.period_kind
     from student s join person p on p.id = s.person_id
     left join lateral (
       select c.grade, c.letter, c.period_kind from enrolment e join school_class c on c.id = e.school_class_id
       where e.student_id = s.id and e.since <= ? and (e.until is null or e.until > ?)
       order by e.since desc limit 1) c on true
     where s.id = any(?) order by p.given_name collate "ru-x-icu", s.id`,
    [act.today, act.today, `{${ids.join(',')}}`],
  );
  return rows.map(row => ({
    id: row.id,
    givenName: row.given_name,
    familyName: row.family_name,
    sex: row.sex,
    className: row.class_name,
    grade: row.grade,
    periodKind: row.period_kind,
  }));
}

/** The shift of a student's class today; the first where the student is in none. */
export async function shiftOf(act: Act, studentId: number): Promise<number> {
  const [row] = await act.em.execute<{ shift: number }[]>(
    `select k.shift from enrolment e join school_class k on k.id = e.school_class_id
     where e.student_id = :studentId and e.since <= :today and (e.until is null or e.until > :today)
     order by e.since desc limit 1`,
    { studentId, today: act.today },
  );
  return row?.shift ?? 1;
}

interface OwnStudentRow {
  id: number;
  given_name: string;
  family_name: string;
  sex: 'female' | 'male';
  class_name: string | null;
  grade: number | null;
  period_kind: PeriodKind | null;
}
