import { NoticedParent, ParentNotice, type ParentNoticeWay } from '#db/journal/parent-notice.ts';
import { Period } from '#db/school/period.ts';
import { Person } from '#db/school/person.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { familyReaders } from '../tellings/family-readers.ts';
import { type ClassNotice, type ClassNotices, classNotices } from './class-notices.ts';
import { subjectOf } from './traces.ts';

/** So long a notice waits before it goes out, in ms: whoever sent it by mistake takes it back. */
export const waitsBeforeSending = 5 * 60_000;

export interface Telling {
  classId: number;
  term?: string | undefined;
  way: ParentNoticeWay;
  /** Whose parents; `untold`: of all who fail and whose parents have not been told, by this way as far as it reaches. */
  students: readonly number[] | 'untold';
  /** The latest notices the person has seen of those told before, so that nobody is told twice by mistake. */
  again?: readonly number[] | undefined;
}

/**
 * Tells the parents of students of one's class that they fail or are near to it (3.2f, 4.2): sends to all parents of record by
 * their ways, not before five minutes have passed, or writes down what is to be printed. Gives the numbers of the notices.
 * Refusals: not-found, not-allowed, invalid (nobody chosen; not of the list; only paper reaches them), conflict (told before).
 */
export async function tellParents(act: Act, telling: Telling): Promise<number[]> {
  const { classId, way } = telling;
  see(act, 'readClassReports', classId);
  permit(act, 'tellParents', classId);
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('parent notices'), ?)`, [classId]);
  const found = await classNotices(act, telling);
  const students = chosen(found, telling);
  if (way === 'sent') refuseUnreached(students);
  refuseTold(students, telling);
  const notices = students.map(student => ({ student, notice: writtenDown(act, student, { found, way }) }));
  await act.em.flush();
  if (way === 'sent') await send(act, notices, found);
  return notices.map(({ notice }) => notice.id);
}

function chosen({ students }: ClassNotices, { students: asked, way }: Telling): ClassNotice[] {
  const wanted =
    asked === 'untold'
      ? students.filter(({ failing, isTold, onlyPaper }) => failing && !isTold && (way === 'paper' || !onlyPaper))
      : students.filter(({ studentId }) => asked.includes(studentId));
  if (wanted.length === 0) invalid('parent-notice/nobody', 'student');
  const isListed = wanted.every(({ subjects }) => subjects.length > 0);
  if (!isListed || (asked !== 'untold' && wanted.length < new Set(asked).size)) {
    invalid('parent-notice/not-listed', 'student');
  }
  return wanted;
}

function refuseUnreached(students: readonly ClassNotice[]): void {
  const names = students.filter(({ onlyPaper }) => onlyPaper).map(({ student }) => student);
  if (names.length > 0) invalid('parent-notice/only-paper', 'student', { names });
}

/** Told by the same way before: only again where the person has seen that very notice. */
function refuseTold(students: readonly ClassNotice[], { way, again = [] }: Telling): void {
  const told = students.flatMap(({ student, traces }) => {
    const last = traces.find(trace => trace.way === way && !trace.takenBack);
    return last && !again.includes(last.id) ? [{ student, at: last.at }] : [];
  });
  if (told.length === 0) return;
  throw new Refusal('conflict', 'parent-notice/told', { field: 'told', facts: { told, way } });
}

function writtenDown(
  act: Act,
  { studentId, subjects }: ClassNotice,
  { found, way }: { found: ClassNotices; way: ParentNoticeWay },
): ParentNotice {
  return act.em.create(ParentNotice, {
    student: act.em.getReference(Student, studentId),
    schoolClass: act.em.getReference(SchoolClass, found.classId),
    period: act.em.getReference(Period, found.term.periodId),
    ...{ way, subjects, at: act.at },
    by: act.em.getReference(Person, act.by.id),
  });
}

async function send(
  act: Act,
  notices: readonly { student: ClassNotice; notice: ParentNotice }[],
  { className, teacher, term, asOf }: ClassNotices,
): Promise<void> {
  const readers = await familyReaders(
    act,
    notices.map(({ student }) => student.studentId),
  );
  for (const { student, notice } of notices) {
    const { studentId, student: name, subjects } = student;
    const facts = { id: notice.id, student: name, className, teacher, asOf, subjects, ...termFacts(term) };
    for (const { personId, isParent } of readers.get(studentId) ?? []) {
      if (!isParent) continue;
      act.em.create(NoticedParent, { parentNotice: notice, parent: act.em.getReference(Person, personId) });
      const dueAt = new Date(act.at.getTime() + waitsBeforeSending);
      act.tell(personId, { kind: 'parent-notice', subject: subjectOf(notice.id), facts, studentId, dueAt });
    }
  }
}

function termFacts({ periodKind, number, year }: ClassNotices['term']) {
  return { term: { kind: 'period', periodKind, number, year } };
}
