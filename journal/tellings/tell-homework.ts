import type { Act } from '#school/act.ts';
import { type Day, momentOf } from '#school/calendar.ts';
import type { ReadText } from '../enter-text.ts';
import type { LessonHead } from '../lesson-head.ts';
import { studentsOn } from '../lesson-sql.ts';
import { gatherSeconds } from '../tell-families.ts';
import { familyReaders } from './family-readers.ts';

/** What a family hears of a homework: the facts of the notice `homework`. */
interface HomeworkNews {
  studentId: number;
  givenName: string;
  lessonId: number;
  subject: string;
  /** The day it is due; nothing when the timetable holds no later lesson. */
  dueOn: Day | null;
  /** Nothing when it was taken back. */
  homework: string | null;
  old: string | null;
}

/**
 * Tells the lesson's students and their parents of a homework set, changed or taken back, if it is still to come. What was
 * not sent yet is taken back and told anew; what ends as it began is not told, and that nothing is set is no news.
 */
export async function tellHomework(act: Act, lesson: LessonHead, { homework, homeworkForId }: ReadText): Promise<void> {
  if (homework === lesson.homework && homeworkForId === lesson.homeworkForId) return;
  const dueOn = await dueDay(act, lesson, homeworkForId);
  if (dueOn !== null && dueOn <= act.today) return;
  const subject = `lesson:${lesson.id}`;
  const unsent = await takeUnsent(act, subject);
  const moved = homeworkForId !== lesson.homeworkForId;
  const students = await studentsOfLesson(act, lesson.id);
  const readers = await familyReaders(
    act,
    students.map(({ id }) => id),
  );
  const timing = {
    dueAt: dueAtOf(act, lesson),
    ...(dueOn ? { staleAt: momentOf(dueOn, '00:00', act.timeZone) } : {}),
  };
  for (const { id, givenName } of students) {
    const common = { studentId: id, givenName, lessonId: lesson.id, subject: lesson.subject, dueOn, homework };
    for (const { personId } of readers.get(id) ?? []) {
      // Some have heard of it at once, others wait for their evening: each is told from where they stand.
      const waited = unsent.get(keyOf(personId, id));
      const old = waited ? waited.old : lesson.homework;
      if (homework === old && (old === null || !moved)) continue;
      const news: HomeworkNews = { ...common, old };
      act.tell(personId, { kind: 'homework', subject, facts: { ...news }, studentId: id, ...timing });
    }
  }
}

/** Written ahead, it is told when the lesson is over. */
function dueAtOf(act: Act, { day, endsAt, ended }: LessonHead): Date {
  const soon = new Date(act.at.getTime() + gatherSeconds * 1000);
  const over = momentOf(day, endsAt ?? '15:00', act.timeZone);
  return !ended && over > soon ? over : soon;
}

async function dueDay(act: Act, { courseId, day }: LessonHead, homeworkForId: number | null): Promise<Day | null> {
  const [row] = await act.em.execute<{ day: Day | null }[]>(
    `select coalesce((select day from lesson where id = :homeworkForId),
       (select min(later.day) from lesson later where later.course_id = :courseId and later.day > :day))::text as day`,
    { homeworkForId, courseId, day },
  );
  return row!.day;
}

/** Takes back what its reader was not told yet; gives it by reader and student. */
async function takeUnsent(act: Act, subject: string): Promise<Map<string, HomeworkNews>> {
  const rows = await act.em.execute<{ readerId: number; facts: HomeworkNews }[]>(
    `delete from notice where sent_out_at is null and kind = 'homework' and subject = :subject
     returning reader_id as "readerId", facts`,
    { subject },
  );
  return new Map(rows.map(({ readerId, facts }) => [keyOf(readerId, facts.studentId), facts]));
}

function keyOf(readerId: number, studentId: number): string {
  return `${readerId} ${studentId}`;
}

/** Those who are in the lesson's class or subgroup today, or on its day when that is to come. */
function studentsOfLesson(act: Act, lessonId: number): Promise<{ id: number; givenName: string }[]> {
  return act.em.execute(
    `select s.id, p.given_name as "givenName" from lesson l join course c on c.id = l.course_id
     cross join lateral ${studentsOn('greatest(l.day, :today::date)')} here
     join student s on s.id = here.student_id join person p on p.id = s.person_id
     where l.id = :lessonId order by s.id`,
    { lessonId, today: act.today },
  );
}
