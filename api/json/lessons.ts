import type { FastifyInstance } from 'fastify';
import { fillLesson } from '#journal/fill-lesson.ts';
import { giveMarks } from '#journal/give-mark.ts';
import { lesson } from '#journal/lesson.ts';
import { lessonsOfDay, narrowed } from '#journal/lessons-of-day.ts';
import { markAbsences } from '#journal/mark-absence.ts';
import type { Act } from '#school/act.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import {
  AbsenceEntries,
  type AbsencesGiven,
  Cells,
  type DayAsked,
  DayBody,
  DayQuery,
  LessonBody,
  MarkEntries,
  type MarksGiven,
  TextEntry,
  type TextGiven,
} from './lesson-shapes.ts';
import { answers, IdParams, type Static } from './schemas.ts';

type WithId = { Params: Static<typeof IdParams> };

/** Lessons for programs (3.2): a day, one lesson, and what is written into it. */
export function lessonRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: DayAsked }>(
    '/lessons',
    { schema: { querystring: DayQuery, response: answers(DayBody) } },
    request => {
      const { day, ...narrowing } = request.query;
      return actOf(api, request, async act => narrowed(await lessonsOfDay(act, dayOr(day, act.today)), narrowing));
    },
  );

  app.get<WithId>('/lessons/:id', { schema: { params: IdParams, response: answers(LessonBody) } }, request =>
    actOf(api, request, act => lesson(act, request.params.id)),
  );

  app.put<WithId & { Body: TextGiven }>(
    '/lessons/:id',
    { schema: { params: IdParams, body: TextEntry, response: answers(LessonBody) } },
    request =>
      actOf(api, request, async act => {
        await fillLesson(act, request.params.id, request.body);
        return lesson(act, request.params.id);
      }),
  );

  app.post<WithId & { Body: MarksGiven }>(
    '/lessons/:id/marks',
    { schema: { params: IdParams, body: MarkEntries, response: answers(Cells) } },
    request =>
      actOf(api, request, async act => {
        const entries = [request.body].flat();
        await giveMarks(act, request.params.id, entries);
        return cells(act, request.params.id, entries);
      }),
  );

  app.post<WithId & { Body: AbsencesGiven }>(
    '/lessons/:id/absences',
    {
      schema: {
        params: IdParams,
        body: AbsenceEntries,
        response: answers(Cells),
        description: 'An empty list says that the roll was called and nobody is missing.',
      },
    },
    request =>
      actOf(api, request, async act => {
        const entries = [request.body].flat();
        await markAbsences(act, request.params.id, entries);
        return cells(act, request.params.id, entries);
      }),
  );
}

async function cells(act: Act, lessonId: number, entries: readonly { studentId: number }[]) {
  const { students } = await lesson(act, lessonId);
  return { students: students.filter(({ id }) => entries.some(entry => entry.studentId === id)) };
}
