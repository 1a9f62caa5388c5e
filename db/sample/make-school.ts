import type { Day } from '../day.ts';
import type { Assignment } from '../school/assignment.ts';
import type { SchoolClass } from '../school/school-class.ts';
import { openBoard } from './board.ts';
import { clockOf, yearOf } from './calendar.ts';
import { cast } from './cast.ts';
import { type ClassPlan, classesFor } from './classes.ts';
import { castConsents } from './consents.ts';
import { askQuestions } from './consultations.ts';
import { type CoursePlan, openCourses } from './courses.ts';
import { enrol, type Stay } from './enrol.ts';
import type { ChildPlan } from './families.ts';
import { openForum } from './forum.ts';
import { keepJournal } from './keep-journal.ts';
import { hangResources } from './lesson-resources.ts';
import { layOutLessons, roomRows, timetableRows } from './lessons.ts';
import { officeHours } from './letter-texts.ts';
import { writeLetters } from './letters.ts';
import { divideLoad, type Post } from './load.ts';
import { layOutPlans } from './plans.ts';
import { putToVote } from './polls.ts';
import { openRegister, type Register } from './register.ts';
import type { Row } from './rows.ts';
import { classTeachers, hire } from './staff.ts';
import { subjects } from './subjects.ts';
import { layOutWeek } from './timetable.ts';
import { holdTrainings } from './trainings.ts';
import { workKinds } from './work-kinds.ts';
import { bellRows, daysOffRows, periodRows, schoolRow } from './year-rows.ts';

export interface SampleOptions {
  today: Day;
  at: Date;
  students: number;
  timeZone: string;
  /** By login, for the cast. */
  passwordHashes: ReadonlyMap<string, string>;
}

export type SampleSchool = ReturnType<typeof makeSchool>;

/** The whole sample school as rows, without a database: the same options give the same rows. */
export function makeSchool(options: SampleOptions) {
  const { today, at, timeZone } = options;
  const year = yearOf(today);
  const clock = clockOf(timeZone);
  const lateAugust: Day = `${Number(year.firstDay.slice(0, 4))}-08-25`;
  const register = openRegister(options.passwordHashes, clock(lateAugust, 9 * 60));

  const plans = classesFor(options.students);
  const { posts, lines } = divideLoad(plans);
  const holders = hire(posts, register);
  const tutors = classTeachers(plans, lines);
  const classTeacherOf = (schoolClass: ClassPlan) => holders.get(tutors.get(schoolClass)!)!;
  const { stays, ...enrolled } = enrol(plans, register, { year, today });

  const { plans: courses, ...book } = openCourses(lines, holders, stays);
  const week = layOutWeek(plans, lines);
  const rooms = roomRows(week);
  const entries = timetableRows(week, courses, { since: year.firstDay, rooms });
  const sheets = layOutLessons(entries, courses, { year, clock, rooms });
  const journal = keepJournal(sheets, { today, at, year, clock, classTeacherOf, ...playersOf(register, stays) });

  // What is not there yet can be seen too: a plan to hand in, and one to bring in from a file.
  const without = ({ teacher, line }: CoursePlan) =>
    teacher === register.idOf('volkov') || (line.schoolClass.name === '5Б' && line.subject.name === 'Математика');
  const lessonPlans = layOutPlans(sheets, { clock, firstDay: year.firstDay, without });

  const personBy = whoIs(posts, holders, register);
  const staff = [...holders.values()];
  const board = openBoard({ year, today, at, clock, staff, personBy });
  const resources = hangResources(sheets, { at, firstFile: board.files.length + 1 });
  const firstFile = board.files.length + resources.files.length + 1;
  const forum = openForum({ today, at, clock, staff, personBy, firstFile });
  const { topics, replies, readings } = forum;
  const after = { topics: topics.length, replies: replies.length, readings: readings.length };
  const { children } = playersOf(register, stays);
  const letters = writeLetters({ today, at, clock, personBy, studentBy: child => children[child], after });
  return {
    school: schoolRow(timeZone),
    year: { id: 1, firstDay: year.firstDay, lastDay: year.lastDay },
    periods: periodRows(year, at, clock),
    daysOff: daysOffRows(year),
    ...bellRows(year),
    rooms,
    people: register.people.map(person => ({ ...person, officeHours: officeHours[person.login!] ?? null })),
    consents: castConsents(register, { signedOn: year.firstDay, givenAt: clock(year.firstDay, 9 * 60) }),
    assignments: assignmentRows(holders, lateAugust),
    ...enrolled,
    classes: plans.map(plan => classRow(plan, classTeacherOf(plan))),
    subjects: subjects.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName, position: index + 1 })),
    ...book,
    entries,
    workKinds,
    ...journal,
    ...lessonPlans,
    forum,
    letters,
    questions: askQuestions({
      ...{ today, at, clock, personBy },
      after: { topics: after.topics + letters.topics.length, replies: after.replies + letters.replies.length },
    }),
    board,
    votes: putToVote({ at, staff, personBy, topics: forum.topics }),
    training: holdTrainings({ today, at, clock, staff, personBy }),
    resources,
  };
}

function playersOf(register: Register, stays: readonly Stay[]) {
  const child = (key: ChildPlan['key']) => stays.find(stay => stay.child.key === key)!.student;
  return {
    cast: new Set(cast.flatMap(({ login }) => register.idOf(login) ?? [])),
    volkov: register.idOf('volkov')!,
    children: { masha: child('masha'), vanya: child('vanya'), dima: child('dima'), egor: child('egor') },
  };
}

// «ivanova», or «физика 1»: the first teacher of physics.
function whoIs(
  posts: readonly Post[],
  holders: ReadonlyMap<Post, number>,
  register: Register,
): (who: string) => number {
  return who => {
    const [, speciality, number] = /^(.*) (\d+)$/.exec(who) ?? [];
    if (!speciality) return register.idOf(who)!;
    return holders.get(posts.filter(post => post.speciality === speciality)[Number(number) - 1]!)!;
  };
}

function assignmentRows(holders: ReadonlyMap<Post, number>, since: Day): Row<Assignment>[] {
  const roles = [...holders].flatMap(([post, person]) => [
    ...(post.role ? [{ person, role: post.role }] : []),
    ...(post.hours > 0 ? [{ person, role: 'teacher' as const }] : []),
  ]);
  return roles.map((role, index) => ({ id: index + 1, ...role, since, until: null }));
}

function classRow(plan: ClassPlan, classTeacher: number): Row<SchoolClass> {
  const { id, grade, letter } = plan;
  return { id, year: 1, grade, letter, classTeacher, periodKind: grade < 10 ? 'quarter' : 'half-year' };
}
