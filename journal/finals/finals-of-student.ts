import type { Act } from '#school/act.ts';
import { type StudentFactsView, seenStudent } from '../student-facts.ts';
import type { FinalColumn } from './final-columns.ts';
import { openBooks } from './finals-book.ts';
import { type CellView, cellView } from './finals-of-course.ts';

export interface StudentFinals {
  student: StudentFactsView;
  subjects: { courseId: number; subject: string; teacher: string; finals: StudentFinal[] }[];
}

/** A final mark of the student; while there is none, what it comes to by now (`suggested`). */
export type StudentFinal = Pick<FinalColumn, 'key' | 'stage' | 'periodKind' | 'number' | 'joined'> & CellView;

/**
 * A student's final marks of this year, subject by subject, with the mean and the mark it comes to by now. For the
 * student, parents, the class teacher, deputy and director; nothing in grade 1. Refuses: not-found.
 */
export async function finalsOfStudent(act: Act, studentId: number): Promise<StudentFinals> {
  const student = await seenStudent(act, studentId);
  const books = await openBooks(act, {
    where: `k.id = :classId and (c.subgroup_id is null or exists (select 1 from subgroup_member sm
      where sm.subgroup_id = c.subgroup_id and sm.student_id = :studentId
        and sm.since <= :today and (sm.until is null or sm.until > :today)))`,
    params: { classId: student.classId, studentId },
    studentId,
  });
  const subjects = books.flatMap(({ course, columns, students }) => {
    const cells = students.get(studentId)?.cells;
    const finals = columns.flatMap(({ key, stage, periodKind, number, joined }) => {
      const cell = cellView(cells?.get(key));
      return cell ? [{ key, stage, periodKind, number, joined, ...forFamily(cell) }] : [];
    });
    const { courseId, subject, teacher } = course;
    return finals.length > 0 ? [{ courseId, subject, teacher, finals }] : [];
  });
  return { student, subjects };
}

/** The teacher's word is the last: what was suggested is no longer said beside it. */
function forFamily(cell: CellView): CellView {
  return cell.choice === null ? cell : { ...cell, suggested: null, borderline: false, differs: false };
}
