import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import { studentsOn } from './lesson-sql.ts';
import type { SheetMark, SheetStudent } from './sheet.ts';

/** The students of a lesson as of its day, in the order of their names, with the current cells of each; one query. */
export async function studentsWithCells(act: HouseAct, lessonId: number): Promise<Map<number, SheetStudent>> {
  return (await studentsOfLessons(act, [lessonId])).get(lessonId)!;
}

/** The same for each of several lessons, still one query. */
export async function studentsOfLessons(
  act: HouseAct,
  lessonIds: readonly number[],
): Promise<Map<number, Map<number, SheetStudent>>> {
  const rows = await prepared<StudentRow>(
    act.em,
    `select l.id as "lessonId", s.id, p.family_name || ' ' || p.given_name as name, p.given_name as "givenName",
       a.kind as absence, a.id as "absenceId",
       coalesce((select json_agg(json_build_object('position', m.position, 'id', m.id, 'value', m.value, 'owed', m.owed,
           'workKindId', m.work_kind_id, 'comment', m.comment, 'was', w.value) order by m.position)
         from mark m left join mark w on w.id = m.replaces_id
         where m.lesson_id = l.id and m.student_id = s.id and m.replaced_at is null), '[]') as marks
     from lesson l
     join course c on c.id = l.course_id
     cross join lateral ${studentsOn('l.day')} here
     join student s on s.id = here.student_id
     join person p on p.id = s.person_id
     left join absence a on a.lesson_id = l.id and a.student_id = s.id and a.replaced_at is null
     where l.id = any(:lessonIds)
     order by l.id, p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`,
    { lessonIds: `{${lessonIds.join(',')}}` },
  );
  const lessons = new Map<number, Map<number, SheetStudent>>(lessonIds.map(id => [id, new Map()]));
  for (const { lessonId, marks, ...student } of rows) {
    const places = new Map(marks.map(({ position, ...mark }) => [position, mark]));
    lessons.get(lessonId)!.set(student.id, { ...student, marks: places });
  }
  return lessons;
}

type StudentRow = Omit<SheetStudent, 'marks'> & { lessonId: number; marks: (SheetMark & { position: number })[] };
