import { Person } from '#db/school/person.ts';
import { TeacherChange } from '#db/school/teacher-change.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { type Day, parseDay } from '#school/calendar.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { recordSetting } from '#school/settings/record-setting.ts';
import { courseWith, factsOf, nameOf, refuseStrangers } from './keep-course.ts';
import { teacherWith } from './teacher.ts';

/**
 * Gives a course to another teacher from a day on, today or later; lessons before it stay the former one's. A change that was
 * planned for the course gives way. Refusals: not-found, not-allowed, invalid (teacher, day).
 */
export async function changeTeacher(
  act: Act,
  { courseId, teacherId, day: typed }: { courseId: number; teacherId: number; day: string },
): Promise<void> {
  refuseStrangers(act);
  const course = await courseWith(act, courseId);
  const teacher = await teacherWith(act, teacherId);
  const day = parseDay(typed) ?? invalid('settings/day', 'day');
  if (day < act.today) invalid('settings/teacher-past', 'day');
  if (course.teacher.id === teacher.id) invalid('settings/teacher-same', 'teacher', { name: teacher.name });
  await act.em.nativeDelete(TeacherChange, { course: courseId, doneAt: null });
  const by = act.em.getReference(Person, act.by.id);
  act.em.create(TeacherChange, {
    ...{ course: courseId, was: course.teacher.id, becomes: teacher.id, day, by, at: act.at },
  });
  recordSetting(act, {
    ...{ page: 'load', thing: 'teacher', name: nameOf(factsOf(course)) },
    ...{ before: { teacher: course.teacher.shortName, since: null }, after: { teacher: teacher.name, since: day } },
  });
  await act.em.flush();
  await applyTeacherChanges(act);
}

/** Takes back a change that has not come yet. Refusals: not-found, not-allowed. */
export async function takeBackTeacherChange(act: Act, id: number): Promise<void> {
  refuseStrangers(act);
  const change = await act.em.findOne(TeacherChange, { id, doneAt: null }, { populate: ['becomes'] });
  if (!change) throw new Refusal('not-found', 'not-found');
  const course = await courseWith(act, change.course.id);
  recordSetting(act, {
    ...{ page: 'load', thing: 'teacher', name: nameOf(factsOf(course)) },
    ...{ before: { teacher: change.becomes.shortName, since: change.day as Day }, after: null },
  });
  act.em.remove(change);
}

/** Gives courses to whom they go from today on: the clock's deed, and of a change that begins at once. Once, however often. */
export async function applyTeacherChanges(act: HouseAct): Promise<void> {
  await act.em.execute(
    `with due as (
       update teacher_change set done_at = :at where done_at is null and day <= :today returning course_id, becomes_id)
     update course c set teacher_id = due.becomes_id from due where c.id = due.course_id`,
    { at: act.at, today: act.today },
  );
}
