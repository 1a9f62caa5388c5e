import type { FinalStage, FinalWord } from '#db/journal/period-mark.ts';
import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import type { FinalsCourse } from './finals-course.ts';
import { joinedSubjectOf } from './joined-subjects.ts';

/** What stands as a final mark: a number, a word, or nothing. */
export type Choice = number | FinalWord | null;

/** A current row of final marks; `choice` is null when it was taken back. */
export interface ChosenFinal {
  id: number;
  courseId: number;
  subject: string;
  grade: number;
  yearId: number;
  studentId: number;
  stage: FinalStage;
  periodId: number | null;
  choice: Choice;
  /** What the program suggested when it was chosen. */
  suggested: number | null;
  at: Date;
  by: string;
  /** What it corrected. */
  was: Choice;
}

/**
 * The current final marks of the students in the subjects of the courses: of this year, in grade 11 of grade 10 too,
 * whatever class they were in; and of the subjects joined with them. The earlier period first. One query.
 */
export async function chosenFinals(
  act: HouseAct,
  { courses, studentIds }: { courses: readonly FinalsCourse[]; studentIds: readonly number[] },
): Promise<ChosenFinal[]> {
  const subjects = courses.flatMap(course => joinedSubjectOf(course)?.subjects ?? [course.subject]);
  const rows = await prepared<ChosenRow>(act.em, chosenQuery, {
    students: `{${studentIds.join(',')}}`,
    subjects: JSON.stringify([...new Set(subjects)]),
    years: `{${courses.map(({ yearId }) => yearId).join(',')}}`,
    withGrade10: courses.some(({ grade }) => grade === 11),
  });
  return rows.map(({ value, word, wasValue, wasWord, at, ...row }) => ({
    ...row,
    at: new Date(at),
    choice: value ?? word,
    was: wasValue ?? wasWord,
  }));
}

type ChosenRow = Omit<ChosenFinal, 'choice' | 'was' | 'at'> & {
  at: string;
  value: number | null;
  word: FinalWord | null;
  wasValue: number | null;
  wasWord: FinalWord | null;
};

const chosenQuery = `
  select f.id, f.course_id as "courseId", j.name as subject, k.grade, k.year_id as "yearId",
    f.student_id as "studentId", f.stage, f.period_id as "periodId", f.value, f.word, f.suggested, f.at,
    ${shortNameOf('a')} as by, was.value as "wasValue", was.word as "wasWord"
  from period_mark f
  join course c on c.id = f.course_id
  join subject j on j.id = c.subject_id
  join school_class k on k.id = c.school_class_id
  join person a on a.id = f.by_id
  left join period p on p.id = f.period_id
  left join period_mark was on was.id = f.replaces_id
  where f.replaced_at is null and f.student_id = any(:students)
    and j.name in (select jsonb_array_elements_text(:subjects::jsonb))
    and (k.year_id = any(:years) or (:withGrade10 and k.grade = 10))
  order by p.first_day nulls last, f.id`;
