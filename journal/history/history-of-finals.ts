import type { FinalStage, FinalWord } from '#db/journal/period-mark.ts';
import { prepared } from '#db/prepared.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { Choice } from '../finals/chosen-finals.ts';
import { type FinalsCourse, loadFinalsCourses } from '../finals/finals-course.ts';

/** Who set, corrected or took back which final mark, when. */
export interface FinalEntryThen {
  at: Date;
  by: string;
  student: { id: number; name: string };
  stage: FinalStage;
  /** Of the period; the kind of the course's periods for the other stages. */
  periodKind: PeriodKind;
  number: number | null;
  before: Choice;
  after: Choice;
}

export interface FinalsHistory {
  course: Pick<FinalsCourse, 'courseId' | 'subject' | 'className' | 'subgroup'>;
  /** The latest first. */
  entries: FinalEntryThen[];
}

/** Every final mark ever entered in a journal, or those of one student; for who reads the journal. Refuses: not-found. */
export async function historyOfFinals(act: Act, courseId: number, studentId?: number): Promise<FinalsHistory> {
  const [found] = await loadFinalsCourses(act, { where: 'c.id = :courseId', params: { courseId } });
  if (!found) throw new Refusal('not-found', 'not-found');
  see(act, 'readJournal', found);
  const rows = await prepared<Row>(act.em, entriesQuery, { courseId, studentId: studentId ?? null });
  const { subject, className, subgroup, periodKind } = found;
  const entries = rows.map(({ at, studentId: id, student: name, value, word, oldValue, oldWord, kind, ...row }) => ({
    ...row,
    at: new Date(at),
    student: { id, name },
    periodKind: kind ?? periodKind,
    before: oldValue ?? oldWord,
    after: value ?? word,
  }));
  return { course: { courseId, subject, className, subgroup }, entries };
}

interface Row {
  at: string;
  by: string;
  studentId: number;
  student: string;
  stage: FinalStage;
  kind: PeriodKind | null;
  number: number | null;
  value: number | null;
  word: FinalWord | null;
  oldValue: number | null;
  oldWord: FinalWord | null;
}

/** Final marks tell their own history: a correction is a new row over the old one, an empty row took it back. */
const entriesQuery = `
  select f.at, ${shortNameOf('b')} as by, f.student_id as "studentId", n.family_name || ' ' || n.given_name as student,
    f.stage, p.kind, p.number, f.value, f.word, o.value as "oldValue", o.word as "oldWord"
  from period_mark f
  join person b on b.id = f.by_id
  join student s on s.id = f.student_id
  join person n on n.id = s.person_id
  left join period p on p.id = f.period_id
  left join period_mark o on o.id = f.replaces_id
  where f.course_id = :courseId and (:studentId::int is null or f.student_id = :studentId)
  order by f.at desc, n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu", f.id desc
  limit 1000`;
