import type { NoticedSubject } from '#db/journal/parent-notice.ts';
import type { MessengerName } from '#db/school/chat.ts';
import type { Act } from '#school/act.ts';
import { type Day, dayOf } from '#school/calendar.ts';
import { yearName } from '#school/current-year.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { subjectOf } from './traces.ts';

/** A notice as the parent it was sent to reads it. */
export interface FamilyNotice {
  id: number;
  studentId: number;
  student: string;
  className: string;
  teacher: string;
  term: { kind: 'period'; periodKind: 'quarter' | 'half-year'; number: number; year: string };
  subjects: NoticedSubject[];
  asOf: Day;
  at: Date;
  confirmedAt: Date | null;
}

/** One that was sent to this parent; it is read by that. Refusal: not-found, also when it was taken back or the child is theirs no more. */
export async function familyNotice(act: Act, noticeId: number): Promise<FamilyNotice> {
  const notice = await loadOwn(act, noticeId);
  await readNow(act, noticeId);
  return notice;
}

/** «Ознакомлен» of the parent, once; said again it changes nothing. Refusal: not-found. */
export async function confirmNotice(
  act: Act,
  noticeId: number,
  through: 'page' | MessengerName,
): Promise<FamilyNotice> {
  await loadOwn(act, noticeId);
  await readNow(act, noticeId);
  await act.em.execute(
    `update noticed_parent set confirmed_at = ?, through = ? where parent_notice_id = ? and parent_id = ? and confirmed_at is null`,
    [act.at, through, noticeId, act.by.id],
  );
  return loadOwn(act, noticeId);
}

/** What this parent was sent about their children and has not confirmed, the latest first; of one child where it is named. */
export async function unconfirmedNotices(act: Act, studentId: number | null = null): Promise<FamilyNotice[]> {
  const rows = await load(act, 'a.confirmed_at is null and (:student::int is null or n.student_id = :student)', {
    student: studentId,
  });
  return rows.filter(notice => act.by.childIds.includes(notice.studentId));
}

/** Of which class and for what time a notice is. One query. */
export async function familyTerm(
  act: Act,
  { classId, periodId }: { classId: number; periodId: number },
): Promise<Pick<FamilyNotice, 'className' | 'term'>> {
  const [row] = await act.em.execute<(FamilyNotice['term'] & { className: string })[]>(
    `select k.grade || k.letter as "className", 'period' as kind, q.kind as "periodKind", q.number,
       ${yearName} as year
     from school_class k, period q join school_year y on y.id = q.year_id where k.id = :classId and q.id = :periodId`,
    { classId, periodId },
  );
  const { className, ...term } = row!;
  return { className, term };
}

async function loadOwn(act: Act, noticeId: number): Promise<FamilyNotice> {
  const [notice] = await load(act, 'n.id = :noticeId', { noticeId });
  if (!notice) throw new Refusal('not-found', 'not-found');
  see(act, 'readParentNotice', { studentId: notice.studentId });
  return notice;
}

async function load(act: Act, where: string, params: Record<string, unknown>): Promise<FamilyNotice[]> {
  const rows = await act.em.execute<FamilyRow[]>(
    `select n.id, n.student_id as "studentId", s.family_name || ' ' || s.given_name as student, k.grade || k.letter as "className",
       ${shortNameOf('b')} as teacher, n.subjects, n.at, a.confirmed_at as "confirmedAt", q.kind as "periodKind", q.number,
       ${yearName} as year
     from noticed_parent a join parent_notice n on n.id = a.parent_notice_id and n.taken_back_at is null
       join student u on u.id = n.student_id join person s on s.id = u.person_id join school_class k on k.id = n.school_class_id
       join person b on b.id = n.by_id join period q on q.id = n.period_id join school_year y on y.id = q.year_id
     where a.parent_id = :me and ${where} order by n.at desc, n.id desc`,
    { ...params, me: act.by.id },
  );
  return rows.map(({ periodKind, number, year, at, confirmedAt, ...row }) => ({
    ...row,
    term: { kind: 'period', periodKind, number, year },
    ...{ asOf: dayOf(new Date(at), act.timeZone), at: new Date(at) },
    confirmedAt: confirmedAt ? new Date(confirmedAt) : null,
  }));
}

interface FamilyRow extends Omit<FamilyNotice, 'term' | 'asOf' | 'at' | 'confirmedAt'> {
  periodKind: 'quarter' | 'half-year';
  number: number;
  year: string;
  at: string;
  confirmedAt: string | null;
}

async function readNow(act: Act, noticeId: number): Promise<void> {
  await act.em.execute(
    `update notice set read_at = ? where kind = 'parent-notice' and subject = ? and reader_id = ? and read_at is null`,
    [act.at, subjectOf(noticeId), act.by.id],
  );
}
