import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notesOfStudent } from '#journal/absence-notes/notes-of-student.ts';
import { type StudentMarks, studentMarks } from '#journal/student-marks.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, daysBetween, weekOf } from '#school/calendar.ts';
import { me } from '#school/me.ts';
import { Refusal } from '#school/refusal.ts';
import { periodOf } from '#school/school-days.ts';
import { daysOr } from '../days.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf } from './address.ts';
import { page } from './page.ts';

/** What a family reads of the journal (1.2c, 2.4). */
export function marksPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, {
    path: '/marks',
    name: 'marks',
    show: async (act, request) => show(act, request, await firstOwn(act)),
  });
  page(app, api, { path: '/marks/:id', name: 'marks', show: (act, request) => show(act, request, idOf(request)) });
}

async function firstOwn(act: Act): Promise<number> {
  const own = act.by.studentId ?? (await me(act)).children[0]?.id;
  if (own === undefined) throw new Refusal('not-found', 'not-found');
  return own;
}

async function show(act: Act, request: FastifyRequest, studentId: number): Promise<object> {
  const { monday, sunday } = weekOf(act.today);
  const span = daysOr(request.query as { from?: unknown; to?: unknown }, { from: monday, to: sunday });
  const marks = await studentMarks(act, studentId, span);
  const period = marks.student.periodKind ? await periodOf(act, act.today, marks.student.periodKind) : undefined;
  const spans = {
    today: { from: act.today, to: act.today },
    week: { from: monday, to: sunday },
    ...(period ? { period: { from: period.firstDay, to: period.lastDay } } : {}),
  };
  const isLong = daysBetween(span.from, span.to) > 7;
  return {
    ...marks,
    mayExplain: (await notesOfStudent(act, studentId)).mayExplain,
    children: (await me(act)).children,
    spans: Object.entries(spans).map(([name, { from, to }]) => ({
      name,
      period: period ?? null,
      href: addressOf(studentId, from, to),
      current: from === span.from && to === span.to,
    })),
    earlier: isLong ? null : shifted(studentId, span, -1),
    later: isLong || span.to >= act.today ? null : shifted(studentId, span, 1),
    subjects: isLong ? bySubject(marks) : null,
  };
}

function addressOf(studentId: number, from: Day, to: Day): string {
  return `/marks/${studentId}?from=${from}&to=${to}`;
}

/** The same number of days before or after. */
function shifted(studentId: number, { from, to }: { from: Day; to: Day }, direction: 1 | -1): string {
  const step = direction * (daysBetween(from, to) + 1);
  return addressOf(studentId, addDays(from, step), addDays(to, step));
}

/** A long span reads better subject by subject. */
function bySubject({ days }: StudentMarks): object[] {
  const entries = days.flatMap(({ day, entries }) => entries.map(entry => ({ ...entry, day })));
  return [...Map.groupBy(entries, ({ subject }) => subject)]
    .toSorted(([a], [b]) => a.localeCompare(b, 'ru'))
    .map(([subject, own]) => ({
      subject,
      marks: own.flatMap(({ day, marks }) => marks.map(mark => ({ ...mark, day }))),
      missed: own.filter(({ absence }) => absence?.presence === 'absent').length,
      late: own.filter(({ absence }) => absence?.presence === 'late').length,
    }));
}
