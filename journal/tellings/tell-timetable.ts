import type { Act } from '#school/act.ts';
import { type Day, momentOf } from '#school/calendar.ts';
import type { EntryWeek, Placed } from '#school/timetable/placed.ts';
import { familyReaders } from './family-readers.ts';

/** One lesson of the week that was moved, taken away or is new: a line of the notices `timetable` and `timetable-own`. */
export interface TimetableLine {
  subject: string;
  className: string;
  subgroup: number | null;
  was: TimetableSpot | null;
  now: TimetableSpot | null;
}

interface TimetableSpot {
  weekday: number;
  slot: number;
  week: EntryWeek;
  room: string | null;
}

interface Changed {
  from: Day;
  changeId: number;
  ended: readonly Placed[];
  added: readonly Placed[];
}

/** Tells the teachers and the families of a changed timetable, each what concerns them; who made it is not told. */
export async function tellTimetable(act: Act, { from, changeId, ended, added }: Changed): Promise<void> {
  const lines = linesOf(ended, added);
  const common = { subject: `timetable:${changeId}`, staleAt: momentOf(from, '00:00', act.timeZone) };
  for (const [teacherId, own] of Map.groupBy(lines, ({ course }) => course.teacherId)) {
    if (teacherId === act.by.id) continue;
    act.tell(teacherId, { ...common, kind: 'timetable-own', facts: { since: from, ...shortened(own) } });
  }
  const students = await studentsOf(act, { from, classIds: [...new Set(lines.map(({ course }) => course.classId))] });
  const readers = await familyReaders(
    act,
    students.map(({ studentId }) => studentId),
  );
  const ofClass = Map.groupBy(lines, ({ course }) => course.classId);
  for (const { studentId, givenName, classId, className, subgroups } of students) {
    const own = ofClass.get(classId)!.filter(({ course }) => isFor(course, subgroups));
    if (own.length === 0) continue;
    const facts = { studentId, givenName, className, since: from, ...shortened(own) };
    for (const { personId } of readers.get(studentId) ?? [])
      act.tell(personId, { ...common, kind: 'timetable', facts, studentId });
  }
}

interface Line extends TimetableLine {
  course: Placed;
}

/** What was and what is now, course by course: the first place left for the first taken. */
function linesOf(ended: readonly Placed[], added: readonly Placed[]): Line[] {
  const now = Map.groupBy(added.toSorted(byTime), ({ courseId }) => courseId);
  const was = Map.groupBy(ended.toSorted(byTime), ({ courseId }) => courseId);
  return [...new Set([...was.keys(), ...now.keys()])].flatMap(courseId => {
    const [left, taken] = [was.get(courseId) ?? [], now.get(courseId) ?? []];
    return Array.from({ length: Math.max(left.length, taken.length) }, (_, index) => {
      const course = (taken[index] ?? left[index])!;
      const { subject, className, subgroup } = course;
      const spots = { was: spotOf(left[index]), now: spotOf(taken[index]) };
      return { subject, className, subgroup: subgroup?.number ?? null, ...spots, course };
    });
  });
}

function spotOf(placed: Placed | undefined): TimetableSpot | null {
  return placed ? { weekday: placed.weekday, slot: placed.slot, week: placed.week, room: placed.room } : null;
}

function byTime(one: Placed, other: Placed): number {
  return one.weekday - other.weekday || one.slot - other.slot;
}

const mostLines = 8;

/** The first of them; a whole new timetable is looked at, not read in a message. */
function shortened(lines: readonly Line[]): { lines: TimetableLine[]; more: number } {
  const shown = lines.slice(0, lines.length > mostLines ? mostLines - 2 : mostLines);
  return { lines: shown.map(({ course: _, ...line }) => line), more: lines.length - shown.length };
}

function isFor({ subgroup }: Placed, subgroups: readonly number[]): boolean {
  return subgroup === null || subgroups.includes(subgroup.id);
}

function studentsOf(
  act: Act,
  { from, classIds }: { from: Day; classIds: readonly number[] },
): Promise<{ studentId: number; givenName: string; classId: number; className: string; subgroups: number[] }[]> {
  return act.em.execute(
    `select s.id as "studentId", p.given_name as "givenName", k.id as "classId", k.grade || k.letter as "className",
       array(select m.subgroup_id from subgroup_member m
         where m.student_id = s.id and m.since <= :from and (m.until is null or m.until > :from)) as subgroups
     from enrolment e join student s on s.id = e.student_id join person p on p.id = s.person_id
     join school_class k on k.id = e.school_class_id
     where e.school_class_id = any(:classes) and e.since <= :from and (e.until is null or e.until > :from)
     order by s.id`,
    { from, classes: `{${classIds.join(',')}}` },
  );
}
