import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import { studentsOn } from './lesson-sql.ts';
import type { SheetMark, SheetStudent } from './sheet.ts';
import type { WorkKindView } from './work-kinds.ts';

/** The students of a lesson as of its day, in the order of their names, with the current cells of each; one query. */
export async function studentsWithCells(act: HouseAct, lessonId: number): Promise<Map<number, SheetStudent>> {
  const rows = await prepared<StudentRow>(act.em, rowsQuery('l.id = :lessonId'), { lessonId });
  return byId(rows);
}

/** The same of each of several lessons, still one query. */
export async function studentsOfLessons(
  act: HouseAct,
  lessonIds: readonly number[],
): Promise<Map<number, Map<number, SheetStudent>>> {
  const rows = await prepared<StudentRow>(act.em, rowsQuery('l.id = any(:lessonIds)'), {
    lessonIds: `{${lessonIds.join(',')}}`,
  });
  const lessons = Map.groupBy(rows, ({ lessonId }) => lessonId);
  return new Map(lessonIds.map(id => [id, byId(lessons.get(id) ?? [])]));
}

/** What a sheet lays open: the students of a lesson, or one of them, and the kinds of work; one query. */
export async function sheetLines(
  act: HouseAct,
  lessonId: number,
  studentId?: number,
): Promise<{ students: Map<number, SheetStudent>; workKinds: WorkKindView[] }> {
  const chosen = `l.id = :lessonId${studentId === undefined ? '' : ' and here.student_id = :studentId'}`;
  const [lines] = await prepared<{ students: StudentRow[]; workKinds: WorkKindView[] }>(
    act.em,
    `select
       (select coalesce(json_agg(x), '[]') from (${rowsQuery(chosen)}) x) as students,
       (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'weight', weight) order by position, id), '[]')
         from work_kind) as "workKinds"`,
    { lessonId, studentId },
  );
  return { students: byId(lines!.students), workKinds: lines!.workKinds };
}

function byId(rows: readonly StudentRow[]): Map<number, SheetStudent> {
  return new Map(
    rows.map(({ lessonId: _, marks, ...student }) => {
      const places = new Map(marks.map(({ position, ...mark }) => [position, mark]));
      return [student.id, { ...student, marks: places }];
    }),
  );
}

type StudentRow = Omit<SheetStudent, 'marks'> & { lessonId: number; marks: (SheetMark & { position: number })[] };

function rowsQuery(chosen: string): string {
  return `
  select l.id as "lessonId", s.id, p.family_name || ' ' || p.given_name as name, p.given_name as "givenName",
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
  where ${chosen}
  order by l.id, p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`;
}
