import type { Day } from '../day.ts';
import type { Assignment } from '../school/assignment.ts';
import type { Bell } from '../school/bell.ts';
import type { DaysOff } from '../school/days-off.ts';
import type { Period } from '../school/period.ts';
import type { School } from '../school/school.ts';
import type { SchoolClass } from '../school/school-class.ts';
import { takeAttendance } from './absences.ts';
import { bells } from './bells.ts';
import { openBoard } from './board.ts';
import { clockOf, schoolDaysOf, type YearPlan, yearOf } from './calendar.ts';
import { cast } from './cast.ts';
import { type ClassPlan, classesFor } from './classes.ts';
import { openCourses } from './courses.ts';
import { enrol } from './enrol.ts';
import { openForum } from './forum.ts';
import { findGaps } from './gaps.ts';
import { fillJournal } from './journal.ts';
import { layOutLessons, type Sheet, timetableRows } from './lessons.ts';
import { divideLoad, type LoadLine, type Post } from './load.ts';
import { giveMarks } from './marks.ts';
import { openRegister, type Register } from './register.ts';
import type { Row } from './rows.ts';
import { askedOf } from './show.ts';
import { classTeachers, hire } from './staff.ts';
import { subjects } from './subjects.ts';
import { substitute } from './substitutions.ts';
import { layOutWeek } from './timetable.ts';
import { workKinds } from './work-kinds.ts';
import { planWorks } from './works.ts';

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
  const year = yearOf(options.today);
  const clock = clockOf(options.timeZone);
  const opened = clock(`${Number(year.firstDay.slice(0, 4))}-08-25`, 9 * 60);
  const register = openRegister(options.passwordHashes, opened);
  const plans = classesFor(options.students);
  const { posts, lines } = divideLoad(plans);
  const holders = hire(posts, register);
  const tutors = classTeachers(plans, lines);
  const staff = [...holders.values()];
  const { stays, ...enrolled } = enrol(plans, register, { year, today: options.today });
  const { plans: courses, ...book } = openCourses(lines, holders, stays);
  const entries = timetableRows(layOutWeek(plans, lines), courses, year.firstDay);
  const sheets = layOutLessons(entries, courses, { year, clock });
  const classTeacherOf = (schoolClass: ClassPlan) => holders.get(tutors.get(schoolClass)!)!;
  const named = (login: string) => register.people.find(person => person.login === login)!.id;
  const journal = keepJournal(sheets, {
    ...options,
    year,
    clock,
    classTeacherOf,
    volkov: named('volkov'),
    cast: new Set(cast.flatMap(member => register.people.find(one => one.login === member.login)?.id ?? [])),
    students: studentsByLogin(register, enrolled.students),
  });
  const personBy = whoIs(posts, holders, named);
  return {
    school: schoolRow(options.timeZone),
    year: { id: 1, firstDay: year.firstDay, lastDay: year.lastDay },
    periods: periodRows(year, options.at, clock),
    daysOff: year.daysOff.map((span, index): Row<DaysOff> => ({ id: index + 1, year: 1, ...span })),
    bells: bells.map(([startsAt, endsAt], index): Row<Bell> => ({ id: index + 1, slot: index + 1, startsAt, endsAt })),
    people: register.people,
    assignments: assignmentRows(posts, holders, `${Number(year.firstDay.slice(0, 4))}-08-25`, lines),
    ...enrolled,
    classes: plans.map(plan => classRow(plan, classTeacherOf(plan))),
    subjects: subjects.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName })),
    ...book,
    entries,
    workKinds,
    ...journal,
    forum: openForum(options.at, { staff, personBy }),
    board: openBoard({ year, today: options.today, at: options.at, clock, staff, personBy }),
  };
}

function keepJournal(sheets: Sheet[], options: SampleOptionsOfJournal) {
  const { today, at, clock, year, students } = options;
  const substitutions = substitute(sheets, options);
  const works = planWorks(sheets);
  fillJournal(sheets, { at, works, gaps: findGaps(sheets, today) });
  const days = [...new Set(sheets.map(sheet => sheet.row.day))].filter(day => day <= today).slice(-6);
  const attendance = takeAttendance(sheets, {
    at,
    clock,
    daysOf: grade => schoolDaysOf(year, grade),
    classTeacherOf: sheet => options.classTeacherOf(sheet.course.line.schoolClass),
    present: { students: new Set([students.masha, students.vanya, students.dima]), days: new Set(days) },
  });
  const asked = askedOf(sheets, { works, days: days.slice(-2), students });
  const marks = giveMarks(sheets, { at, clock, works, attendance, asked });
  return { lessons: sheets.map(sheet => sheet.row), substitutions, absences: attendance.rows, marks };
}

type SampleOptionsOfJournal = {
  today: Day;
  at: Date;
  year: YearPlan;
  clock: (day: Day, minutes: number) => Date;
  classTeacherOf: (schoolClass: ClassPlan) => number;
  volkov: number;
  cast: ReadonlySet<number>;
  students: { masha: number; vanya: number; dima: number };
};

function studentsByLogin(register: Register, students: readonly { id: number; person?: number }[]) {
  const find = (familyName: string, givenName: string, patronymic: string) => {
    const person = register.people.find(
      one => one.familyName === familyName && one.givenName === givenName && one.patronymic === patronymic,
    )!;
    return students.find(student => student.person === person.id)!.id;
  };
  return {
    masha: find('Петрова', 'Мария', 'Дмитриевна'),
    vanya: find('Петров', 'Иван', 'Дмитриевич'),
    dima: find('Смирнов', 'Дмитрий', 'Алексеевич'),
  };
}

// «ivanova», or «физика 1»: the first teacher of physics.
function whoIs(posts: readonly Post[], holders: ReadonlyMap<Post, number>, named: (login: string) => number) {
  return (who: string) => {
    const [, speciality, number] = /^(.*) (\d+)$/.exec(who) ?? [];
    if (!speciality) return named(who);
    return holders.get(posts.filter(post => post.speciality === speciality)[Number(number) - 1]!)!;
  };
}

function schoolRow(timeZone: string): Row<School> {
  return {
    id: 1,
    name: 'Крюковская СОШ',
    fullName: 'Муниципальное бюджетное общеобразовательное учреждение Крюковская средняя общеобразовательная школа',
    timeZone,
    sample: true,
    daysPerWeek: 5,
    fewestMarksInQuarter: 3,
    fewestMarksInHalfYear: 5,
    lowestMark: 2,
    editingDays: 7,
    remindersAt: '15:30',
  };
}

// A period is closed by order a week after its end.
function periodRows(year: YearPlan, at: Date, clock: (day: Day, minutes: number) => Date): Row<Period>[] {
  const rows = [
    ...year.quarters.map((span, index) => ({ ...span, kind: 'quarter' as const, number: index + 1 })),
    ...year.halfYears.map((span, index) => ({ ...span, kind: 'half-year' as const, number: index + 1 })),
  ];
  return rows.map((row, index) => {
    const closedAt = new Date(clock(row.lastDay, 18 * 60).getTime() + 7 * 86_400_000);
    return { id: index + 1, year: 1, ...row, closedAt: closedAt <= at ? closedAt : null };
  });
}

function assignmentRows(
  posts: readonly Post[],
  holders: ReadonlyMap<Post, number>,
  since: Day,
  lines: readonly LoadLine[],
): Row<Assignment>[] {
  const teaching = new Set(lines.map(line => line.post));
  const roles = posts.flatMap(post => {
    const person = holders.get(post)!;
    const own = post.role ? [{ person, role: post.role }] : [];
    return teaching.has(post) ? [...own, { person, role: 'teacher' as const }] : own;
  });
  return roles.map((role, index) => ({ id: index + 1, ...role, since, until: null }));
}

function classRow(plan: ClassPlan, classTeacher: number): Row<SchoolClass> {
  const { id, grade, letter } = plan;
  return { id, year: 1, grade, letter, classTeacher, periodKind: grade < 10 ? 'quarter' : 'half-year' };
}
