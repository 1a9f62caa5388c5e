import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { invalid } from '../refusal.ts';

/** A subject that is learned in subgroups, with the one that is proposed for a newcomer. */
export interface DividedSubject {
  subjectId: number;
  subject: string;
  subgroups: { id: number; number: number; teacher: string | null; students: number }[];
  proposedId: number;
}

/**
 * The subgroups of a class on a day, subject by subject. Proposed is the number the student had in the class they come from,
 * else the smallest.
 */
export async function dividedSubjects(
  act: Act,
  classId: number,
  { day, studentId }: { day: Day; studentId?: number | undefined },
): Promise<DividedSubject[]> {
  const rows = await act.em.execute<SubgroupRow[]>(
    `select g.id, g.number, j.id as "subjectId", j.name as subject,
       (select t.family_name || ' ' || left(t.given_name, 1) || '.' from course c join person t on t.id = c.teacher_id
         where c.subgroup_id = g.id order by c.id limit 1) as teacher,
       (select count(*)::int from subgroup_member m
         where m.subgroup_id = g.id and m.since <= :day and (m.until is null or m.until > :day)) as students,
       exists (select 1 from subgroup_member m join subgroup was on was.id = m.subgroup_id
         where m.student_id = :studentId and was.subject_id = g.subject_id and was.number = g.number
           and was.school_class_id <> g.school_class_id and (m.until is null or m.until >= :day)) as had
     from subgroup g join subject j on j.id = g.subject_id
     where g.school_class_id = :classId and exists (select 1 from course c where c.subgroup_id = g.id)
     order by j.name collate "ru-x-icu", g.number`,
    { classId, day, studentId: studentId ?? null },
  );
  return [...Map.groupBy(rows, ({ subjectId }) => subjectId).values()].map(ofSubject => ({
    subjectId: ofSubject[0]!.subjectId,
    subject: ofSubject[0]!.subject,
    subgroups: ofSubject.map(({ id, number, teacher, students }) => ({ id, number, teacher, students })),
    proposedId: (ofSubject.find(({ had }) => had) ?? ofSubject.toSorted((a, b) => a.students - b.students)[0]!).id,
  }));
}

interface SubgroupRow {
  id: number;
  number: number;
  subjectId: number;
  subject: string;
  teacher: string | null;
  students: number;
  had: boolean;
}

interface Joining {
  studentId: number;
  classId: number;
  day: Day;
  /** One of each divided subject; those not named are proposed. */
  subgroupIds?: readonly number[] | undefined;
}

/** From the day on the student is in the subgroups chosen. Refusal: invalid at subgroups of another class, two of one subject. */
export async function joinSubgroups(act: Act, { studentId, classId, day, subgroupIds = [] }: Joining): Promise<void> {
  const divided = await dividedSubjects(act, classId, { day, studentId });
  const known = divided.flatMap(({ subgroups }) => subgroups.map(({ id }) => id));
  if (subgroupIds.some(id => !known.includes(id))) invalid('movement/subgroup', 'subgroups');
  const joined = divided.map(({ subgroups, proposedId }) => {
    const chosen = subgroups.filter(({ id }) => subgroupIds.includes(id));
    if (chosen.length > 1) invalid('movement/subgroup', 'subgroups');
    return chosen[0]?.id ?? proposedId;
  });
  await act.em.execute(
    'insert into subgroup_member (subgroup_id, student_id, since) select unnest(:ids::int[]), :studentId, :day',
    { ids: `{${joined.join(',')}}`, studentId, day },
  );
}

/** From the day on the student is in no subgroup of the class; one that was to begin later never does. */
export async function quitSubgroups(
  act: Act,
  studentId: number,
  { classId, day }: { classId: number; day: Day },
): Promise<void> {
  const ofClass =
    'student_id = :studentId and subgroup_id in (select id from subgroup where school_class_id = :classId)';
  const params = { studentId, classId, day };
  await act.em.execute(`delete from subgroup_member where ${ofClass} and since >= :day`, params);
  await act.em.execute(
    `update subgroup_member set until = :day where ${ofClass} and (until is null or until > :day)`,
    params,
  );
}

/** What ended in the class on that day goes on: the end was a mistake. */
export async function resumeSubgroups(
  act: Act,
  studentId: number,
  { classId, day }: { classId: number; day: Day },
): Promise<void> {
  await act.em.execute(
    `update subgroup_member m set until = null from subgroup g
     where g.id = m.subgroup_id and g.school_class_id = :classId and m.student_id = :studentId and m.until = :day`,
    { studentId, classId, day },
  );
}
