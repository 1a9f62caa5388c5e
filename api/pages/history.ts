import type { FastifyInstance, FastifyRequest } from 'fastify';
import { historyOfFinals } from '#journal/history/history-of-finals.ts';
import { historyOfCell, historyOfLesson } from '#journal/history/history-of-lesson.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { page } from './page.ts';

/** Every change of a lesson, or of one student's cell in it; every final mark of a journal, or of one student in it. */
export function historyPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/lessons/:id/history', name: 'history', show });
  page(app, api, { path: '/journal/:id/finals/history', name: 'finals-history', show: showFinals });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const studentId = studentOf(request);
  const id = idOf(request);
  const { lesson, entries } = studentId ? await historyOfCell(act, id, studentId) : await historyOfLesson(act, id);
  const students = entries.flatMap(entry => ('student' in entry ? [entry.student] : []));
  return { lesson, entries, student: (studentId && students[0]) || null, narrowed: studentId !== undefined };
}

async function showFinals(act: Act, request: FastifyRequest): Promise<object> {
  const studentId = studentOf(request);
  const view = await historyOfFinals(act, idOf(request), studentId);
  return { ...view, student: (studentId && view.entries[0]?.student) || null, narrowed: studentId !== undefined };
}

function studentOf(request: FastifyRequest): number | undefined {
  return wholeNumber((request.query as { student?: unknown }).student);
}
