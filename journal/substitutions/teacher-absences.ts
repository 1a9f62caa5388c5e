import type { Act } from '#school/act.ts';
import { may, see } from '#school/permissions.ts';
import { lessonTables } from '../lesson-sql.ts';
import { teachersBetween } from '../timetable/free-teachers.ts';
import words from './absence-reasons.json' with { type: 'json' };
import { isMissedIn, loadAbsences, type TeacherAbsenceHead } from './teacher-absence-head.ts';

/** Who is away now and soon, and who was. */
export interface TeacherAbsences {
  current: CountedAbsence[];
  /** The latest first. */
  past: CountedAbsence[];
  mayKeep: boolean;
}

export interface CountedAbsence extends TeacherAbsenceHead {
  lessons: number;
  /** Lessons still to come, or going on, for which nothing was decided. */
  open: number;
}

const mostPast = 60;

/** Absences of teachers with their counts; of the past ones the latest sixty. Three queries. Refuses: not-found. */
export async function teacherAbsences(act: Act): Promise<TeacherAbsences> {
  see(act, 'readTeacherAbsences');
  const { today } = act;
  const current = await loadAbsences(act, { where: 'a.until >= :today', params: { today } });
  const past = await loadAbsences(act, {
    where: `a.id in (select id from teacher_absence where until < :today order by since desc, id desc limit ${mostPast})`,
    params: { today },
  });
  const counts = await countsOf(
    act,
    [...current, ...past].map(({ id }) => id),
  );
  const counted = (absence: TeacherAbsenceHead) => ({
    ...absence,
    ...(counts.get(absence.id) ?? { lessons: 0, open: 0 }),
  });
  return {
    current: current.map(counted),
    past: past.map(counted).toReversed(),
    mayKeep: may(act.by, 'keepSubstitutions'),
  };
}

async function countsOf(act: Act, ids: readonly number[]): Promise<Map<number, { lessons: number; open: number }>> {
  const rows = await act.em.execute<{ id: number; lessons: number; open: number }[]>(
    `select a.id, count(l.id)::int as lessons, (count(l.id) filter (where u.id is null and l.day >= :today))::int as open
     from teacher_absence a
     join course c on c.teacher_id = a.teacher_id
     join lesson l on l.course_id = c.id and ${isMissedIn}
     left join substitution u on u.lesson_id = l.id
     where a.id = any(:ids) group by a.id`,
    { today: act.today, ids: `{${ids.join(',')}}` },
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** What the form of an absence offers: teachers of today, and reasons: the usual ones, then what this school has written. */
export async function absenceChoices(
  act: Act,
): Promise<{ teachers: { id: number; name: string }[]; reasons: string[] }> {
  see(act, 'readTeacherAbsences');
  const teachers = await teachersBetween(act, { from: act.today, to: act.today });
  const written = await act.em.execute<{ reason: string }[]>(
    `select reason from teacher_absence where reason is not null group by reason order by count(*) desc, reason limit 30`,
  );
  return {
    teachers: teachers.map(({ id, name }) => ({ id, name })),
    reasons: [...new Set([...words, ...written.map(({ reason }) => reason)])],
  };
}

/** Lessons of a day, and of the days after it, whose teachers are away and for whom nobody was found. */
export async function openLessons(act: Act): Promise<{ today: number; later: number }> {
  const [row] = await act.em.execute<{ today: number; later: number }[]>(
    `select (count(*) filter (where l.day = :today))::int as today, (count(*) filter (where l.day > :today))::int as later
     from ${lessonTables} join teacher_absence a on ${isMissedIn}
     where u.id is null and l.day >= :today and a.until >= :today`,
    { today: act.today },
  );
  return row!;
}
