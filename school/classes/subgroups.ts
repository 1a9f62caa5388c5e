import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { may, see } from '../permissions.ts';
import { type ClassHead, classHead } from './class-card.ts';

export interface SubgroupView {
  id: number;
  number: number;
  /** Who teach it. */
  teachers: string | null;
  students: number;
}

/** A subject that the class learns in parts. */
export interface DividedSubject {
  subjectId: number;
  subject: string;
  subgroups: SubgroupView[];
  /** By student: the subgroup on the day shown; absent for who is in none. */
  placed: Record<number, number>;
  /** Who is in none. */
  unplaced: number;
  /** Moves of the past and of what is to come, the latest first. */
  history: SubgroupMove[];
}

/** A stay in a subgroup that began after the others, or has ended. */
export interface SubgroupMove {
  studentId: number;
  student: string;
  number: number;
  since: Day;
  /** First day no longer in it. */
  until: Day | null;
}

export interface ClassSubgroups extends ClassHead {
  day: Day;
  students: { id: number; name: string; number: number }[];
  subjects: DividedSubject[];
  mayKeep: boolean;
}

/**
 * Which students of a class learn in which subgroup on a day, today when none is named. For who may read the card of the class.
 * Four queries. Refusal: not-found.
 */
export async function classSubgroups(act: Act, classId: number, day: Day = act.today): Promise<ClassSubgroups> {
  see(act, 'readClassCard', classId);
  const head = await classHead(act, classId);
  const students = await act.em.execute<{ id: number; name: string }[]>(studentsOfClass, { classId, day });
  const subgroups = await act.em.execute<(Omit<SubgroupView, 'students'> & { subjectId: number; subject: string })[]>(
    `select g.id, g.number, g.subject_id as "subjectId", j.name as subject, (
       select string_agg(distinct t.family_name || ' ' || left(t.given_name, 1) || '.' || coalesce(' ' || left(t.patronymic, 1) || '.', ''), ', ')
       from course c join person t on t.id = c.teacher_id where c.subgroup_id = g.id) as teachers
     from subgroup g join subject j on j.id = g.subject_id
     where g.school_class_id = :classId order by j.name collate "ru-x-icu", j.id, g.number`,
    { classId },
  );
  const stays = await act.em.execute<(SubgroupMove & { subgroupId: number; subjectId: number })[]>(
    `select m.subgroup_id as "subgroupId", g.subject_id as "subjectId", g.number, m.student_id as "studentId",
       p.family_name || ' ' || p.given_name as student, m.since::text as since, m.until::text as until
     from subgroup_member m join subgroup g on g.id = m.subgroup_id join student s on s.id = m.student_id
       join person p on p.id = s.person_id
     where g.school_class_id = :classId order by m.since desc, m.id desc`,
    { classId },
  );
  const bySubject = Map.groupBy(subgroups, ({ subjectId }) => subjectId);
  return {
    ...head,
    day,
    students: students.map((one, at) => ({ ...one, number: at + 1 })),
    subjects: [...bySubject.values()].map(parts => dividedSubject({ parts, stays, students, head, day })),
    mayKeep: may(act.by, 'keepSubgroups', classId),
  };
}

/** SQL: the students of `:classId` on `:day` in the order of a class list. */
export const studentsOfClass = `
  select s.id, p.family_name || ' ' || p.given_name as name
  from enrolment e join student s on s.id = e.student_id join person p on p.id = s.person_id
  where e.school_class_id = :classId and e.since <= :day and (e.until is null or e.until > :day)
  order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`;

interface Dividing {
  parts: (Omit<SubgroupView, 'students'> & { subjectId: number; subject: string })[];
  stays: (SubgroupMove & { subgroupId: number; subjectId: number })[];
  students: { id: number }[];
  head: ClassHead;
  day: Day;
}

function dividedSubject({ parts, stays, students, head, day }: Dividing): DividedSubject {
  const { subjectId, subject } = parts[0]!;
  const own = stays.filter(stay => stay.subjectId === subjectId);
  const here = own.filter(({ since, until }) => since <= day && (until === null || until > day));
  const placed = Object.fromEntries(here.map(({ studentId, subgroupId }) => [studentId, subgroupId]));
  return {
    ...{ subjectId, subject, placed },
    subgroups: parts.map(({ id, number, teachers }) => ({
      ...{ id, number, teachers },
      students: students.filter(student => placed[student.id] === id).length,
    })),
    unplaced: students.filter(({ id }) => placed[id] === undefined).length,
    history: own
      .filter(({ since, until }) => since > head.yearFirstDay || until !== null)
      .map(({ studentId, student, number, since, until }) => ({ studentId, student, number, since, until })),
  };
}
