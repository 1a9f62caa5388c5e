import type { Change } from '#journal/changes-since.ts';
import { type MarksQuery, type StudentMarks, studentMarks } from '#journal/student-marks.ts';
import type { Day } from '#school/calendar.ts';
import { rememberChild, rememberLook } from '#school/chats.ts';
import type { SubjectView } from '#school/subjects.ts';
import { childView } from '../../about-child.ts';
import { fitting } from '../../fitting.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** Marks of which student and days, under which screen's name, and what only that screen says. */
export interface Asked {
  screen: string;
  studentId: number;
  from: Day;
  to: Day;
  subjects?: readonly SubjectView[];
  /** The latest day first, as for long stretches. */
  latestFirst?: boolean;
  /** The arguments after the student's id, so that another child's button asks the same. */
  rest?: string;
  /** A button's data for the days from one day to another, when not all of them fit. */
  further(from: Day, to: Day): string;
  extra?(marks: StudentMarks): Promise<object> | object;
}

/**
 * Shows a student's marks, absences and lates of the days, and what has changed since this chat last looked.
 * A message holds whole days; what doesn't fit stands behind «Дальше». Refusal: not-found.
 */
export async function showMarks(scene: Scene, asked: Asked): Promise<Screen> {
  const { act, chat, students } = scene;
  const { studentId, from, to } = asked;
  const seenAt = chat.marksSeen.get(studentId);
  const query: MarksQuery = { from, to, ...(seenAt ? { changedSince: seenAt } : {}) };
  const marks = narrow(await studentMarks(act, studentId, query), asked.subjects);
  await rememberLook(act, chat, studentId);
  const own = students.find(student => student.id === studentId);
  if (own) await rememberChild(act, chat, studentId);
  const view = {
    ...viewOf(scene, asked, marks),
    seenAt: seenAt ?? null,
    ...(await asked.extra?.(marks)),
  };
  const days = asked.latestFirst ? view.days.toReversed() : view.days;
  return fitting(days, shown => printDays(scene, asked, { view, days, shown }), withoutComments);
}

function narrow(marks: StudentMarks, subjects: readonly SubjectView[] | undefined): StudentMarks {
  if (!subjects) return marks;
  const isAsked = ({ subject }: { subject: string }) => subjects.some(({ name }) => name === subject);
  const days = marks.days.map(({ day, entries }) => ({ day, entries: entries.filter(isAsked) }));
  return {
    ...marks,
    days: days.filter(({ entries }) => entries.length > 0),
    ...(marks.changed ? { changed: marks.changed.filter(isAsked) } : {}),
  };
}

/** So many changes of other days are named; of more, how many. */
const mostChanges = 12;

function viewOf(scene: Scene, { screen, from, to, subjects, rest }: Asked, marks: StudentMarks) {
  const { student, changed = [] } = marks;
  const fresh = new Set(changed.map(change => change.lessonId));
  const elsewhere = changed.filter(({ day }) => day < from || day > to);
  return {
    ...childView(scene, student, { screen, rest }),
    from,
    to,
    subjects: (subjects ?? []).map(({ name }) => name),
    days: marks.days.map(({ day, entries }) => ({
      day,
      entries: entries.map(entry => ({ ...entry, fresh: fresh.has(entry.lessonId) })),
    })),
    changed: elsewhere.slice(-mostChanges).map(changeView),
    changedMore: Math.max(0, elsewhere.length - mostChanges),
  };
}

/** A change with every property its template asks about. */
function changeView(change: Change) {
  const none = { value: null, workKind: null, presence: null };
  return { ...none, ...change };
}

type Days = ReturnType<typeof viewOf>['days'];

function printDays(
  { press }: Scene,
  asked: Asked,
  { view, days, shown }: { view: object; days: Days; shown: Days },
): Screen {
  const next = days[shown.length]?.day;
  const further = next && (asked.latestFirst ? asked.further(asked.from, next) : asked.further(next, asked.to));
  const argument = [asked.studentId, asked.rest].filter(Boolean).join(' ');
  return print(press, asked.screen, { ...view, days: shown, further: further ?? null }, argument);
}

function withoutComments({ day, entries }: Days[number]): Days[number] {
  return {
    day,
    entries: entries.map(entry => ({ ...entry, marks: entry.marks.map(mark => ({ ...mark, comment: null })) })),
  };
}
