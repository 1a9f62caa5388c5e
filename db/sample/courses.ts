import type { Day } from '../day.ts';
import type { Course } from '../school/course.ts';
import type { Subgroup, SubgroupMember } from '../school/subgroup.ts';
import type { Stay } from './enrol.ts';
import type { LoadLine, Post } from './load.ts';
import type { Row } from './rows.ts';
import { type SubjectPlan, subjects } from './subjects.ts';

/** A course with all one needs to fill its journal. `roster` is everyone who ever belonged to it. */
export interface CoursePlan {
  id: number;
  line: LoadLine;
  teacher: number;
  graded: boolean;
  roster: { student: number; since: Day; until: Day | null }[];
}

export interface CourseBook {
  courses: Row<Course>[];
  subgroups: Row<Subgroup>[];
  members: Row<SubgroupMember>[];
  plans: CoursePlan[];
}

/** Makes courses of the load, splits classes into subgroups, and lists who belongs where. */
export function openCourses(
  lines: readonly LoadLine[],
  holders: ReadonlyMap<Post, number>,
  stays: readonly Stay[],
): CourseBook {
  const book: CourseBook = { courses: [], subgroups: [], members: [], plans: [] };
  for (const line of lines) {
    const classmates = stays.filter(stay => stay.schoolClass === line.schoolClass);
    const roster = classmates.filter(stay => isIn(stay, line, classmates));
    const subgroup = line.subgroup ? addSubgroup(book, line, roster) : null;
    const id = book.plans.length + 1;
    const teacher = holders.get(line.post)!;
    const graded = line.schoolClass.grade > 1 && !line.subject.ungraded;
    book.plans.push({ id, line, teacher, graded, roster });
    const { schoolClass, subject, hours: hoursPerWeek } = line;
    book.courses.push({
      id,
      schoolClass: schoolClass.id,
      subgroup,
      subject: subjectId(subject),
      teacher,
      hoursPerWeek,
      graded,
    });
  }
  return book;
}

/** Whether a member of a roster belongs to it on the day. */
export function isOn(member: CoursePlan['roster'][number], day: Day): boolean {
  return member.since <= day && (member.until === null || day < member.until);
}

/** The subject's id in the database. */
export function subjectId(subject: SubjectPlan): number {
  return subjects.indexOf(subject) + 1;
}

// Technology splits a class into girls and boys, everything else into the same two halves.
function isIn(stay: Stay, line: LoadLine, classmates: readonly Stay[]): boolean {
  if (!line.subgroup) return true;
  const first =
    line.subject.name === 'Труд (технология)' ? stay.child.sex === 'female' : classmates.indexOf(stay) % 2 === 0;
  return first === (line.subgroup === 1);
}

function addSubgroup(book: CourseBook, line: LoadLine, roster: readonly Stay[]): number {
  const id = book.subgroups.length + 1;
  book.subgroups.push({
    id,
    schoolClass: line.schoolClass.id,
    subject: subjectId(line.subject),
    number: line.subgroup!,
  });
  for (const { student, since, until } of roster) {
    book.members.push({ id: book.members.length + 1, subgroup: id, student, since, until });
  }
  return id;
}
