import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { type Reach, reach } from '#school/ways/reach.ts';
import { expectedFinals } from '../reports/figures/expected-finals.ts';
import type { Term } from '../reports/report.ts';
import { currentTerm, termsOf, yearOf } from '../reports/terms.ts';
import { type NoticedStudent, noticedStudents } from './noticed-subjects.ts';
import { type NoticeTrace, noticeTraces } from './traces.ts';

export interface ClassNotices {
  classId: number;
  className: string;
  /** «Иванова Н. П.»: in whose name the parents are told. */
  teacher: string;
  term: Term & { periodId: number };
  /** The periods of the class that have begun. */
  terms: Term[];
  asOf: Day;
  mayTell: boolean;
  students: ClassNotice[];
  /** Failing whose family has been told in no way; of these whom a message reaches. */
  untold: number;
  untoldReached: number;
}

/** A student who fails or is borderline now, or whose parents have been told so in this period. */
export interface ClassNotice extends NoticedStudent {
  parents: Pick<Reach, 'parentId' | 'parent' | 'ways' | 'lost' | 'reached'>[];
  /** Nothing sent reaches any parent: to be printed. */
  onlyPaper: boolean;
  traces: NoticeTrace[];
  isTold: boolean;
}

/**
 * Whose parents of a class are to know that their child fails or is near to it, and what is known of telling them (4.1, 3.2f).
 * Without a term the period that goes on. Refusals: not-found, also before the first period; invalid (a term that has not begun,
 * or of another kind).
 */
export async function classNotices(
  act: Act,
  { classId, term: typed }: { classId: number; term?: string | undefined },
): Promise<ClassNotices> {
  see(act, 'readClassReports', classId);
  const { className, teacher, term, terms } = await classTerm(act, classId, typed);
  const finals = await expectedFinals(act, { classId, periodId: term.periodId });
  const traces = Map.groupBy(
    await noticeTraces(act, { classId, periodId: term.periodId }),
    ({ studentId }) => studentId,
  );
  const families = Map.groupBy(await reach(act, classId), ({ studentId }) => studentId);
  const listed = finals ? noticedStudents(finals) : [];
  const others = (finals?.students ?? [])
    .filter(({ id }) => traces.has(id) && !listed.some(({ studentId }) => studentId === id))
    .map(({ id, name }) => ({ studentId: id, student: name, failing: false, subjects: [] }));
  const students = [...listed, ...others].map(student => {
    const parents = families.get(student.studentId) ?? [];
    const own = traces.get(student.studentId) ?? [];
    const isTold = own.some(({ state }) => state !== 'taken-back');
    return { ...student, parents, onlyPaper: !parents.some(({ reached }) => reached), traces: own, isTold };
  });
  const untold = students.filter(({ failing, isTold }) => failing && !isTold);
  return {
    ...{ classId, className, teacher, term, terms, asOf: act.today, students },
    mayTell: may(act.by, 'tellParents', classId),
    untold: untold.length,
    untoldReached: untold.filter(({ onlyPaper }) => !onlyPaper).length,
  };
}

async function classTerm(act: Act, classId: number, typed: string | undefined) {
  const [own] = await act.em.execute<{ className: string; teacher: string; periodKind: string; firstDay: Day }[]>(
    `select k.grade || k.letter as "className", coalesce(${shortNameOf('t')}, '') as teacher, k.period_kind as "periodKind",
       y.first_day::text as "firstDay"
     from school_class k join school_year y on y.id = k.year_id left join person t on t.id = k.class_teacher_id where k.id = :classId`,
    { classId },
  );
  const year = own && (await yearOf(act, own.firstDay));
  if (!year) throw new Refusal('not-found', 'not-found');
  const terms = (await termsOf(act, year)).filter(
    ({ kind, periodKind, firstDay }) => kind === 'period' && periodKind === own.periodKind && firstDay <= act.today,
  );
  const term = typed ? terms.find(({ name }) => name === typed) : currentTerm(terms, act.today);
  if (!term && typed) invalid('report/term', 'term');
  if (!term) throw new Refusal('not-found', 'not-found');
  return { ...own, terms, term: { ...term, periodId: term.periodId! } };
}
