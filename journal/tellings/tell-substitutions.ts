import type { HouseAct } from '#school/act.ts';
import { type Day, momentOf } from '#school/calendar.ts';
import { isSchoolDay, nextSchoolDay } from '#school/school-days.ts';
import { loadLessons } from '../lesson-head.ts';
import { studentsOn } from '../lesson-sql.ts';
import { familyReaders } from './family-readers.ts';

/** The clock's job of that name tells of the next day of lessons. */
export const substitutionsJob = 'tell-substitutions';

/** What a family hears of a lesson that another teacher gives: the facts of the notice `substitution`; never why. */
interface SubstitutionNews {
  studentId: number;
  givenName: string;
  lessonId: number;
  day: Day;
  slot: number;
  subject: string;
  /** Nobody: the lesson is not held. */
  substitute: string | null;
}

/** Tells students and parents who stands in on the next day of lessons, and which are not held; on a day off nobody is told. */
export async function tellSubstitutions(act: HouseAct): Promise<void> {
  if (!(await isSchoolDay(act, act.today))) return;
  const day = await nextSchoolDay(act, act.today);
  if (day) await tellOf(act, 'l.day = :day', { day });
}

/**
 * Tells at once of substitutions that the evening job can tell no more: of today, and of a day it has told of already. Who
 * enters a substitution calls it afterwards with the lessons.
 */
export async function tellLateSubstitutions(act: HouseAct, lessonIds: readonly number[]): Promise<void> {
  await act.em.flush();
  const [last] = await act.em.execute<{ slot: Day }[]>(
    'select slot from clock_slot where job = :job and done_at is not null order by slot desc limit 1',
    { job: substitutionsJob },
  );
  const told = (last && (await nextSchoolDay(act, last.slot))) ?? act.today;
  await tellOf(act, `l.id = any(:ids) and l.day >= :today and l.day <= greatest(:told::date, :today::date)`, {
    ids: `{${lessonIds.join(',')}}`,
    told,
  });
}

async function tellOf(act: HouseAct, where: string, params: Record<string, unknown>): Promise<void> {
  const chosen = await loadLessons(act, { where: `u.id is not null and ${where}`, params });
  // Of a lesson that is over the substitution is entered for the books; nobody goes to it any more.
  const lessons = chosen.filter(({ ended }) => !ended);
  if (lessons.length === 0) return;
  const students = await studentsOf(
    act,
    lessons.map(({ id }) => id),
  );
  const readers = await familyReaders(
    act,
    students.map(({ studentId }) => studentId),
  );
  const byLesson = Map.groupBy(students, ({ lessonId }) => lessonId);
  for (const { id, day, slot, subject, substitute } of lessons) {
    const staleAt = momentOf(day, '00:00', act.timeZone);
    for (const { studentId, givenName } of byLesson.get(id) ?? []) {
      const news: SubstitutionNews = {
        studentId,
        givenName,
        lessonId: id,
        day,
        slot,
        subject,
        substitute,
      };
      for (const { personId } of readers.get(studentId) ?? []) {
        act.tell(personId, { kind: 'substitution', subject: `lesson:${id}`, facts: { ...news }, studentId, staleAt });
      }
    }
  }
}

function studentsOf(
  act: HouseAct,
  lessonIds: readonly number[],
): Promise<{ lessonId: number; studentId: number; givenName: string }[]> {
  return act.em.execute(
    `select l.id as "lessonId", s.id as "studentId", p.given_name as "givenName"
     from lesson l join course c on c.id = l.course_id
     cross join lateral ${studentsOn('l.day')} here
     join student s on s.id = here.student_id join person p on p.id = s.person_id
     where l.id = any(:ids) order by l.day, l.slot, s.id`,
    { ids: `{${lessonIds.join(',')}}` },
  );
}
