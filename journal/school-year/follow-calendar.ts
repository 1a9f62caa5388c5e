import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { isSchoolDaySql } from '#school/school-days.ts';
import { relayLessons } from '../timetable/relay-lessons.ts';

/**
 * Makes the lessons of the days from one to another follow a calendar that has just been changed. Without `sure` it is
 * refused where lessons come or go, and says how many; days on which somebody has worked never become days off.
 * Refusals: conflict.
 */
export async function followCalendar(
  act: Act,
  { from, to, sure }: { from: Day; to: Day; sure: boolean },
): Promise<void> {
  await act.em.flush();
  const courses = await act.em.execute<{ id: number }[]>(
    `select c.id from course c join school_class k on k.id = c.school_class_id join school_year y on y.id = k.year_id
     where y.last_day >= :from`,
    { from },
  );
  const { removed, added, kept } = await relayLessons(act, { from, to, courseIds: courses.map(({ id }) => id) });
  if (kept.length > 0) await refuseWorkedOn(act, { from, to });
  if (!sure && removed + added > 0)
    throw new Refusal('conflict', 'settings/sure-lessons', {
      ...{ field: 'sure', facts: { removed, added, past: from < act.today } },
    });
}

/** A lesson somebody has worked on stays where the timetable has none; but not on a day without lessons. */
async function refuseWorkedOn(act: Act, span: { from: Day; to: Day }): Promise<void> {
  const lessons = await act.em.execute<{ day: Day; slot: number; className: string; subject: string }[]>(
    `select l.day::text as day, l.slot, k.grade || k.letter as "className", j.name as subject
     from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
     join subject j on j.id = c.subject_id
     where l.day between :from and :to and not ${isSchoolDaySql('l.day', 'k.grade')}
     order by l.day, l.slot, k.grade, k.letter collate "ru-x-icu", l.id`,
    span,
  );
  const [first] = lessons;
  if (!first) return;
  throw new Refusal('conflict', 'settings/lessons-stand', { facts: { ...first, count: lessons.length } });
}
