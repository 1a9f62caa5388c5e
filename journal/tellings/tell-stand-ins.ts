import type { Act } from '#school/act.ts';
import { type Day, momentOf } from '#school/calendar.ts';
import { type LessonHead, loadLessons } from '../lesson-head.ts';
import { studentsOn } from '../lesson-sql.ts';

/** A lesson that one gives for a colleague, or gives no more: the facts of the notice `stand-in`; never why. */
interface StandInNews {
  lessonId: number;
  day: Day;
  slot: number;
  startsAt: string | null;
  className: string;
  subject: string;
  subgroup: number | null;
  room: string;
  teacher: string;
  combined: boolean;
  /** Taken back. */
  off: boolean;
}

/** What becomes of one's own lesson while one is away: the facts of the notice `stood-in`. */
interface StoodInNews {
  day: Day;
  slot: number;
  className: string;
  subject: string;
  subgroup: number | null;
  /** Nobody: it is not held, or (`off`) nobody was found yet. */
  substitute: string | null;
  off: boolean;
}

/** Tells those who stand in which lessons they give, and those stood in for by whom; of lessons that are over nobody. */
export async function tellStandIns(act: Act, lessonIds: readonly number[]): Promise<void> {
  const lessons = await loadLessons(act, {
    where: 'u.id is not null and l.id = any(:ids)',
    params: { ids: `{${lessonIds.join(',')}}` },
  });
  for (const lesson of lessons.filter(({ ended }) => !ended)) tellOfLesson(act, lesson, { off: false });
}

/** Tells of a substitution taken back whoever was told of it: families, the substitute, the teacher. */
export async function tellWithdrawn(act: Act, lessons: readonly LessonHead[]): Promise<void> {
  const coming = lessons.filter(({ ended }) => !ended);
  const told = await toldOf(act, coming);
  for (const lesson of coming) {
    const { id, day, slot, subject, teacher } = lesson;
    const staleAt = momentOf(day, '00:00', act.timeZone);
    for (const { readerId, studentId, givenName } of told.filter(one => one.subject === `lesson:${id}`)) {
      const facts = { studentId, givenName, lessonId: id, day, slot, subject, teacher };
      act.tell(readerId, { kind: 'substitution-off', subject: `lesson:${id}`, facts, studentId, staleAt });
    }
    tellOfLesson(act, lesson, { off: true });
  }
}

function tellOfLesson(act: Act, lesson: LessonHead, { off }: { off: boolean }): void {
  const { id, day, slot, startsAt, className, subject, subgroup, room, teacher, combined, substitute } = lesson;
  const about = { subject: `lesson:${id}`, staleAt: momentOf(day, '00:00', act.timeZone) };
  if (lesson.substituteId !== null && lesson.substituteId !== act.by.id) {
    const facts: StandInNews = {
      lessonId: id,
      ...{ day, slot, startsAt, className, subject, subgroup, room, teacher, combined, off },
    };
    act.tell(lesson.substituteId, { ...about, kind: 'stand-in', facts: { ...facts } });
  }
  if (lesson.teacherId !== act.by.id) {
    const facts: StoodInNews = { day, slot, className, subject, subgroup, substitute: off ? null : substitute, off };
    act.tell(lesson.teacherId, { ...about, kind: 'stood-in', facts: { ...facts } });
  }
}

interface Told {
  readerId: number;
  subject: string;
  studentId: number;
  givenName: string;
}

/** The readers of families whose latest news of the lesson is that somebody stands in. */
function toldOf(act: Act, lessons: readonly LessonHead[]): Promise<Told[]> {
  return act.em.execute<Told[]>(
    `select latest."readerId", latest.subject, latest."studentId", latest."givenName" from (
       select distinct on (n.reader_id, n.student_id, n.subject) n.kind, n.reader_id as "readerId", n.subject,
         n.student_id as "studentId", n.facts->>'givenName' as "givenName"
       from lesson l join course c on c.id = l.course_id cross join lateral ${studentsOn('l.day')} here
       join notice n on n.student_id = here.student_id and n.subject = 'lesson:' || l.id
         and n.kind in ('substitution', 'substitution-off')
       where l.id = any(:lessons)
       order by n.reader_id, n.student_id, n.subject, n.id desc) latest
     where latest.kind = 'substitution' order by latest."readerId", latest."studentId"`,
    { lessons: `{${lessons.map(({ id }) => id).join(',')}}` },
  );
}
