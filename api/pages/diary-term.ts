import type { FastifyRequest } from 'fastify';
import { studentAverages } from '#journal/student-averages.ts';
import { type LessonEntry, studentMarks } from '#journal/student-marks.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { StudentPeriod } from '#school/student-periods.ts';
import { idOf } from './address.ts';
import { aroundDiary } from './diary-frame.ts';

/** The table of a period: every mark of each subject, what is missed, the mean and what it comes to. */
export async function diaryTerm(act: Act, request: FastifyRequest): Promise<object> {
  const studentId = idOf(request);
  const { period: which } = request.query as { period?: unknown };
  const averages = await studentAverages(act, studentId, typeof which === 'string' ? { which } : {});
  const { student, period, periods } = averages;
  const entries = period ? await entriesOf(act, studentId, period) : [];
  const ofSubject = Map.groupBy(entries, ({ subject }) => subject);
  const graded = averages.subjects.map(one => ({ ...one, ...foundIn(ofSubject.get(one.subject)) }));
  const known = new Set(averages.subjects.map(({ subject }) => subject));
  // What gives no mean may have been missed all the same.
  const others = [...ofSubject].filter(([subject]) => !known.has(subject));
  return {
    ...(await aroundDiary(act, student, 'term')),
    period,
    periods: periods.map(one => ({
      ...one,
      href: `/diary/${studentId}/term?period=${one.number}`,
      current: one.number === period?.number,
    })),
    subjects: graded,
    others: others.map(([subject, own]) => ({ subject, ...foundIn(own) })),
  };
}

type DatedEntry = LessonEntry & { day: Day };

async function entriesOf(act: Act, studentId: number, { firstDay, lastDay }: StudentPeriod): Promise<DatedEntry[]> {
  const { days } = await studentMarks(act, studentId, { from: firstDay, to: lastDay });
  return days.flatMap(({ day, entries }) => entries.map(entry => ({ ...entry, day })));
}

function foundIn(entries: readonly DatedEntry[] = []) {
  return {
    given: entries.flatMap(({ day, marks }) => marks.map(mark => ({ ...mark, day }))),
    missed: entries.filter(({ absence }) => absence?.presence === 'absent').length,
    late: entries.filter(({ absence }) => absence?.presence === 'late').length,
  };
}
