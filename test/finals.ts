import type { FinalStage } from '#db/journal/period-mark.ts';
import type { Day } from '#school/calendar.ts';
import type { TestSchool } from './house.ts';
import { addLesson, addMark, query, type SmallClass, smallClass } from './journal.ts';

/** Kinds of work of the sample school by what they weigh. */
export const ofWeight = { 1: 1, 2: 3, 3: 4 } as const;

/**
 * Class 3К with marks of the second quarter: Анна 5·3, 5·1, 4·3, 4·2 (40/9 = 4.44), Борис 5 and 4 (too few),
 * Вера 4, 4, 5 (13/3 = 4.33).
 */
export async function markedClass(school: TestSchool, options: { grade?: number } = {}): Promise<SmallClass> {
  const small = await smallClass(school, options);
  const [anna, boris, vera] = small.students;
  const days: Day[] = ['2026-11-09', '2026-11-11', '2026-11-16', '2026-11-18'];
  const lessons: number[] = [];
  for (const day of days) lessons.push(await addLesson(school, small.courseId, { day }));
  const give = async (studentId: number, ...marks: [value: number, weight: 1 | 2 | 3][]) => {
    for (const [index, [value, weight]] of marks.entries()) {
      await addMark(school, { lessonId: lessons[index]!, studentId, value, workKind: ofWeight[weight] });
    }
  };
  await give(anna, [5, 3], [5, 1], [4, 3], [4, 2]);
  await give(boris, [5, 1], [4, 1]);
  await give(vera, [4, 1], [4, 1], [5, 1]);
  return small;
}

/** The id of a quarter or a half-year of the sample's year. */
export async function periodIdOf(school: TestSchool, kind: 'quarter' | 'half-year', number: number): Promise<number> {
  const [row] = await query<{ id: number }>(
    school,
    'select id from period where kind = :kind and number = :number order by first_day desc limit 1',
    { kind, number },
  );
  return row!.id;
}

/** A final mark as if Иванова had chosen it. */
export async function addFinal(
  school: TestSchool,
  final: { courseId: number; studentId: number; stage: FinalStage; periodId?: number; value?: number; word?: string },
): Promise<void> {
  await query(
    school,
    `insert into period_mark (course_id, student_id, stage, period_id, value, word, by_id, at)
     select :courseId, :studentId, :stage, :periodId, :value, :word, id, '2026-11-20T10:00:00Z'
     from person where login = 'ivanova'`,
    { periodId: null, value: null, word: null, ...final },
  );
}

/** The course of a class in a subject. */
export async function courseOf(
  school: TestSchool,
  className: string,
  subject: string,
  subgroup?: number,
): Promise<number> {
  const [row] = await query<{ id: number }>(
    school,
    `select c.id from course c join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
     left join subgroup g on g.id = c.subgroup_id
     where k.grade || k.letter = :className and j.name = :subject and (:subgroup::int is null or g.number = :subgroup)`,
    { className, subject, subgroup: subgroup ?? null },
  );
  if (!row) throw new Error(`no course of ${subject} in ${className}`);
  return row.id;
}
