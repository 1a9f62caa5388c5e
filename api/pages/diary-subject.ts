import type { FastifyRequest } from 'fastify';
import { studentAverages } from '#journal/student-averages.ts';
import { studentCourse } from '#journal/student-course.ts';
import { homeworkOfSubjects } from '#journal/student-homework.ts';
import { studentMarks } from '#journal/student-marks.ts';
import { studentNeed } from '#journal/student-need.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { coursePlot } from '#templates/course-plot.ts';
import { idOf } from './address.ts';
import { aroundDiary } from './diary-frame.ts';
import { worthSaying } from './diary-need.ts';

/** One subject of a student in a period: how the mean went, every mark with its words, what is needed, what is due next. */
export async function diarySubject(act: Act, request: FastifyRequest): Promise<object> {
  const [studentId, subjectId] = [idOf(request), idOf(request, 'subjectId')];
  const { period: asked } = request.query as { period?: unknown };
  const which = typeof asked === 'string' ? asked : undefined;
  const { student, period, periods, subjects } = await studentAverages(act, studentId, {
    which,
    subjectIds: [subjectId],
  });
  const homework = await homeworkOfSubjects(act, studentId, { subjectIds: [subjectId] });
  const course = await studentCourse(act, studentId, { subjectId, which });
  const name = subjects[0]?.subject ?? homework.subjects[0]?.subject;
  if (name === undefined) throw new Refusal('not-found', 'not-found');
  const isNow = period?.number === periods.at(-1)?.number;
  const { days } = await studentMarks(act, studentId, {
    ...{ from: period?.firstDay ?? act.today, to: period?.lastDay ?? act.today, subject: name },
  });
  return {
    ...(await aroundDiary(act, student, 'term')),
    period,
    periods: periods.map(one => ({
      ...one,
      href: `/diary/${studentId}/subject/${subjectId}?period=${one.number}`,
      current: one.number === period?.number,
    })),
    subject: name,
    average: subjects[0] ?? null,
    plot: course.points.length > 0 ? coursePlot(course) : null,
    entries: days.flatMap(({ day, entries }) => entries.map(entry => ({ ...entry, day }))).toReversed(),
    need: isNow ? await needOf(act, studentId, subjectId) : null,
    next: homework.subjects[0] ?? null,
  };
}

async function needOf(act: Act, studentId: number, subjectId: number) {
  const { subjects } = await studentNeed(act, studentId, { subjectIds: [subjectId] });
  return subjects[0] ? worthSaying(subjects[0]) : null;
}
