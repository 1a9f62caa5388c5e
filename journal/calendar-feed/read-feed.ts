import { LockMode } from '@mikro-orm/core';
import { CalendarFeed, type ShownEvent } from '#db/school/calendar-feed.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { addDays, type Day, momentOf, weekOf } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { sha256 } from '#school/secrets.ts';
import { type TrainingEvent, trainingsInCalendar } from '#school/trainings/trainings-in-calendar.ts';
import { type LessonHead, loadLessons } from '../lesson-head.ts';
import { ownerId } from '../lesson-sql.ts';
import { concernsStudent } from '../student-lessons.ts';

/** A feed that is open, and the person whose it is. */
export interface OpenFeed {
  id: number;
  personId: number;
  studentId: number | null;
}

export interface FeedLessons {
  /** Lessons that one gives name their class; those of a student their teacher. */
  gives: boolean;
  className: string | null;
  events: FeedEvent[];
  /** Of the person's own feed: the training sessions that concern them. */
  trainings: TrainingEvent[];
}

export interface FeedEvent {
  /** The same for the same lesson as long as it is there. */
  uid: string;
  /** Grows with each change of time, room or teacher. */
  sequence: number;
  changedAt: Date;
  day: Day;
  /** Absent where the slot has no bell. */
  starts: Date | null;
  ends: Date | null;
  subject: string;
  className: string;
  subgroup: number | null;
  room: string;
  /** Who really gives it, and whether instead of another. */
  teacher: string;
  substituted: boolean;
  cancelled: boolean;
}

const daysBack = 14;
const daysAhead = 60;

/** The open feed of a secret; nothing when there is none, it was closed, or the account is. */
export async function findFeed(act: HouseAct, token: string): Promise<OpenFeed | undefined> {
  const [feed] = await act.em.execute<OpenFeed[]>(
    `select f.id, f.person_id as "personId", f.student_id as "studentId"
     from calendar_feed f join person p on p.id = f.person_id
     where f.token_hash = :hash and f.revoked_at is null and p.deactivated_at is null`,
    { hash: sha256(token) },
  );
  return feed;
}

/**
 * The lessons of a feed from two weeks ago to two months ahead, substitutions included, as its owner may see them today.
 * Remembers how each was shown, so that a change raises its number. Refuses: not-found, once the child is theirs no more.
 */
export async function readFeed(act: Act, { id, studentId }: OpenFeed): Promise<FeedLessons> {
  see(act, 'subscribeTimetable', { studentId });
  const span = { from: weekOf(addDays(act.today, -daysBack)).monday, to: addDays(act.today, daysAhead) };
  const lessons = await loadLessons(act, {
    where: `l.day between :from and :to and ${studentId === null ? `${ownerId} = :personId` : concernsStudent}`,
    params: { ...span, studentId, personId: act.by.id },
  });
  const feed = await act.em.findOneOrFail(CalendarFeed, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const shown = Object.fromEntries(lessons.map(lesson => [lesson.id, shownNow(act, lesson, feed.shown[lesson.id])]));
  Object.assign(feed, { shown, lastReadAt: act.at });
  const whose = studentId === null ? `person-${act.by.id}` : `student-${studentId}`;
  return {
    gives: studentId === null,
    className: studentId === null ? null : (lessons.at(-1)?.className ?? null),
    trainings: studentId === null ? await trainingsInCalendar(act, span.from) : [],
    events: lessons.map(lesson => eventOf(act, lesson, { whose, shown: shown[lesson.id]! })),
  };
}

/** As it was shown before, or once more with a higher number. */
function shownNow(act: Act, lesson: LessonHead, before: ShownEvent | undefined): ShownEvent {
  const { day, startsAt, endsAt, subject, room, teacherId, substituteId } = lesson;
  const gives = lesson.cancelled ? 'cancelled' : (substituteId ?? teacherId);
  const facts = [day, startsAt, endsAt, subject, room, gives];
  const digest = sha256(JSON.stringify(facts)).slice(0, 12);
  if (before?.[0] === digest) return before;
  return [digest, before ? before[1] + 1 : 0, Math.floor(act.at.getTime() / 1000)];
}

function eventOf(act: Act, lesson: LessonHead, { whose, shown }: { whose: string; shown: ShownEvent }): FeedEvent {
  const { id, day, startsAt, endsAt, subject, className, subgroup, room, teacher, substitute } = lesson;
  const at = (time: string | null) => (time === null ? null : momentOf(day, time, act.timeZone));
  return {
    uid: `lesson-${id}.${whose}`,
    sequence: shown[1],
    changedAt: new Date(shown[2] * 1000),
    ...{ day, subject, className, subgroup, room },
    starts: at(startsAt),
    ends: at(endsAt),
    teacher: substitute ?? teacher,
    substituted: substitute !== null,
    cancelled: lesson.cancelled,
  };
}
