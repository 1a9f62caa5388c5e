import { Course } from '#db/school/course.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import { Subgroup } from '#db/school/subgroup.ts';
import { Subject } from '#db/school/subject.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { recordSetting } from '#school/settings/record-setting.ts';
import { isWorkedIn } from './load.ts';
import { type Teacher, teacherWith } from './teacher.ts';

export interface CourseEntry {
  classId: number;
  subjectId: number;
  /** The number of a subgroup, from 1; nothing for the whole class. */
  subgroup: number | null;
  teacherId: number;
  hours: number;
  /** False where no marks are put; always so in grade 1. */
  graded: boolean;
}

const mostHours = 20;
const mostSubgroups = 4;

/**
 * Adds a line to the teaching load: a journal of its own. A new subgroup has nobody in it yet. Gives its id. Refusals:
 * not-found, not-allowed, conflict (such a line is there), invalid (class, subject, subgroup, teacher, hours).
 */
export async function addCourse(act: Act, entry: CourseEntry): Promise<number> {
  refuseStrangers(act);
  const { subgroup: number, hours } = entry;
  const schoolClass = (await act.em.findOne(SchoolClass, { id: entry.classId })) ?? invalid('settings/class', 'class');
  const subject = (await act.em.findOne(Subject, { id: entry.subjectId })) ?? invalid('settings/subject', 'subject');
  const teacher = await teacherWith(act, entry.teacherId);
  refuseHours(hours);
  if (number !== null && !(Number.isInteger(number) && number >= 1 && number <= mostSubgroups))
    invalid('settings/number', 'subgroup', { least: 1, most: mostSubgroups });
  const graded = entry.graded && schoolClass.grade > 1;
  const place = { schoolClass: schoolClass.id, subject: subject.id };
  const others = await act.em.find(Course, place, { populate: ['subgroup'] });
  const facts = { className: schoolClass.name, subject: subject.name, subgroup: number };
  if (others.some(one => (one.subgroup?.number ?? null) === number))
    throw new Refusal('conflict', 'settings/course-there', { facts });
  const subgroup =
    number === null
      ? null
      : ((await act.em.findOne(Subgroup, { ...place, number })) ?? newSubgroup(act, { ...place, number }));
  const course = act.em.create(Course, {
    ...{ schoolClass, subject, subgroup, graded, hoursPerWeek: hours },
    teacher: teacher.id,
  });
  await act.em.flush();
  const after = { teacher: teacher.name, hours, graded };
  recordSetting(act, { page: 'load', thing: 'course', name: nameOf(facts), before: null, after });
  return course.id;
}

/** Changes hours and whether marks are put. Refusals: not-found, not-allowed, invalid (hours), conflict (marks stand; grade 1). */
export async function changeCourse(
  act: Act,
  { id, hours, graded }: { id: number; hours: number; graded: boolean },
): Promise<void> {
  refuseStrangers(act);
  const course = await courseWith(act, id);
  refuseHours(hours);
  const facts = factsOf(course);
  if (graded && course.schoolClass.grade === 1) throw new Refusal('conflict', 'settings/grade-one', { facts });
  if (!graded && course.graded && (await hasMarks(act, id)))
    throw new Refusal('conflict', 'settings/course-marks', { facts });
  const before = { hours: course.hoursPerWeek, graded: course.graded };
  Object.assign(course, { hoursPerWeek: hours, graded });
  recordSetting(act, { page: 'load', thing: 'course', name: nameOf(facts), before, after: { hours, graded } });
}

/** Takes away a line nobody has worked in, with its place in the timetable and its blank lessons. Refusals: not-found, not-allowed, conflict. */
export async function dropCourse(act: Act, id: number): Promise<void> {
  refuseStrangers(act);
  const course = await courseWith(act, id);
  const facts = factsOf(course);
  const [row] = await act.em.execute<{ worked: boolean; placed: boolean }[]>(
    `select ${isWorkedIn} as worked, exists (select from timetable_entry t where t.course_id = c.id) as placed
     from course c where c.id = ?`,
    [id],
  );
  if (row!.worked) throw new Refusal('conflict', 'settings/course-worked', { facts });
  if (row!.placed) throw new Refusal('conflict', 'settings/course-placed', { facts });
  const { hoursPerWeek: hours, graded } = course;
  await act.em.execute('delete from lesson where course_id = ?', [id]);
  await act.em.execute('delete from teacher_change where course_id = ?', [id]);
  act.em.remove(course);
  await act.em.flush();
  recordSetting(act, {
    ...{ page: 'load', thing: 'course', name: nameOf(facts) },
    ...{ before: { teacher: course.teacher.shortName, hours, graded }, after: null },
  });
}

export function refuseStrangers(act: Act): void {
  see(act, 'readSchoolSettings');
  permit(act, 'keepLoad');
}

/** The course with everything that names it. Refuses not-found. */
export async function courseWith(act: Act, id: number): Promise<Course & Named> {
  const populate = ['schoolClass', 'subject', 'subgroup', 'teacher'] as const;
  const course = await act.em.findOne(Course, { id }, { populate });
  if (!course) throw new Refusal('not-found', 'not-found');
  return course as unknown as Course & Named;
}

interface Named {
  schoolClass: SchoolClass;
  subject: Subject;
  subgroup: Subgroup | null;
  teacher: Teacher & { shortName: string };
}

export function factsOf({ schoolClass, subject, subgroup }: Named) {
  return { className: schoolClass.name, subject: subject.name, subgroup: subgroup?.number ?? null };
}

/** «5Б, Алгебра/2» */
export function nameOf({ className, subject, subgroup }: ReturnType<typeof factsOf>): string {
  return `${className}, ${subject}${subgroup === null ? '' : `/${subgroup}`}`;
}

function refuseHours(hours: number): void {
  if (!(Number.isInteger(hours) && hours >= 0 && hours <= mostHours))
    invalid('settings/number', 'hours', { least: 0, most: mostHours });
}

function newSubgroup(act: Act, place: { schoolClass: number; subject: number; number: number }): Subgroup {
  return act.em.create(Subgroup, place);
}

async function hasMarks(act: Act, courseId: number): Promise<boolean> {
  const [row] = await act.em.execute<{ any: boolean }[]>(
    `select exists (select from mark m join lesson l on l.id = m.lesson_id where l.course_id = :courseId)
       or exists (select from period_mark f where f.course_id = :courseId) as any`,
    { courseId },
  );
  return row!.any;
}
