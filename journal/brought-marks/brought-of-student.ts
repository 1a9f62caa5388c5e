import type { HouseAct } from '#school/act.ts';
import type { JournalMark } from '../finals/due-cells.ts';

/** What a student brought from another school in a subject, for one period. */
export interface StudentBrought {
  subjectId: number;
  values: number[];
  /** The school they were given in, in the teacher's words. */
  origin: string | null;
  /** They enter the mean of the period. */
  counted: boolean;
}

/** Of all subjects, for who has been asked whether they may be seen; one query. */
export function broughtOfStudent(act: HouseAct, studentId: number, periodId: number): Promise<StudentBrought[]> {
  return act.em.execute<StudentBrought[]>(
    `select c.subject_id as "subjectId", b."values", b.origin, s.brought_marks_count as counted
     from brought_mark b join course c on c.id = b.course_id cross join school s
     where b.student_id = :studentId and b.period_id = :periodId and b.replaced_at is null and b."values" <> '[]'
     order by b.id`,
    { studentId, periodId },
  );
}

/** Those that enter the mean, as the marks of a period are counted: each with weight 1. */
export function countedBrought(brought: readonly StudentBrought[]): JournalMark[] {
  return brought
    .filter(({ counted }) => counted)
    .flatMap(({ values }) => values)
    .map(value => ({ value, weight: 1, owed: false, dueOn: null, elsewhere: true }));
}
