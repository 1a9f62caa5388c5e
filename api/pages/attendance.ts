import type { FastifyInstance, FastifyRequest } from 'fastify';
import { explainAbsence, longestNote } from '#journal/absence-notes/explain-absence.ts';
import { notesOfStudent } from '#journal/absence-notes/notes-of-student.ts';
import { settleNote } from '#journal/absence-notes/settle-note.ts';
import { attendanceChoices } from '#journal/attendance/attendance-choices.ts';
import { type AttendanceMonth, attendanceMonth } from '#journal/attendance/attendance-month.ts';
import { giveReason, type ReasonsEntry, reasons } from '#journal/attendance/give-reason.ts';
import type { Act } from '#school/act.ts';
import { type Day, parseDay } from '#school/calendar.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { dayOr } from '../days.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { form, page } from './page.ts';

type Fields = Record<string, unknown>;

/** The attendance of a class for those who keep and control it (4.1, 4.2b); a parent's explanation of an absence. */
export function attendancePages(app: FastifyInstance, api: ApiHouse): void {
  const month = { name: 'attendance', show: showMonth };
  page(app, api, { path: '/attendance', ...month });
  form(app, api, { path: '/attendance', ...month, submit: submitReasons, flash: 'attendance/saved' });
  form(app, api, { path: '/absence-notes/:id', ...month, submit: submitSettlement, flash: 'attendance/settled' });

  const explain = { path: '/marks/:id/explain', name: 'attendance-explain', show: showExplain };
  page(app, api, explain);
  form(app, api, { ...explain, submit: submitExplanation, flash: 'attendance/explained' });
}

async function showMonth(act: Act, request: FastifyRequest): Promise<object> {
  const asked = request.query as Fields;
  const choices = await attendanceChoices(act);
  const classId = wholeNumber(asked.class) ?? choices[0]?.id;
  if (classId === undefined) throw new Refusal('not-found', 'not-found');
  const month = await attendanceMonth(act, classId, monthAsked(asked.month, act.today));
  const usual = usualDay(month, act.today);
  return {
    ...month,
    choices,
    reasons,
    today: act.today,
    address: addressOf(month.classId, month.from),
    chosen: textsOf((request.body as Fields | undefined)?.student),
    draft: { from: usual, to: usual },
  };
}

/** `?month=2026-11`; without one the month of today. */
function monthAsked(typed: unknown, today: Day): Day {
  return typed === undefined ? today : dayOr(`${typed}-01`, today, 'month');
}

/** The last day of the month with lessons that has come. */
function usualDay({ days, to }: AttendanceMonth, today: Day): Day {
  return days.findLast(day => day <= today) ?? days[0] ?? to;
}

function addressOf(classId: number, from: Day): string {
  return `/attendance?class=${classId}&month=${from.slice(0, 7)}`;
}

/** Some students on some days, or the one cell whose button was pressed: «12:2026-11-24:ill». */
async function submitReasons(act: Act, request: FastifyRequest): Promise<string> {
  const body = (request.body ?? {}) as Fields;
  const classId = wholeNumber((request.query as Fields).class) ?? nowhere();
  await giveReason(act, { classId, ...(typeof body.cell === 'string' ? cellOf(body.cell) : chosenOf(act, body)) });
  return backTo(request, act.today);
}

type Chosen = Omit<ReasonsEntry, 'classId'>;

function cellOf(cell: string): Chosen {
  const [id, day, kind = ''] = cell.split(':');
  const [studentId, known] = [wholeNumber(id), parseDay(day ?? '')];
  if (!studentId || !known) throw new Refusal('invalid', 'malformed', { facts: { detail: '' } });
  return { studentIds: [studentId], from: known, to: known, kind };
}

function chosenOf(act: Act, body: Fields): Chosen {
  const [from, to] = [dayOr(body.from, act.today, 'from'), dayOr(body.to, act.today, 'to')];
  const studentIds = textsOf(body.student).map(id => wholeNumber(id) ?? invalid('absence/no-students', 'student'));
  return { studentIds, from, to, kind: typeof body.kind === 'string' ? body.kind : '' };
}

function textsOf(sent: unknown): string[] {
  return [sent].flat().filter(one => typeof one === 'string');
}

async function submitSettlement(act: Act, request: FastifyRequest): Promise<string> {
  const { accepted } = (request.body ?? {}) as Fields;
  if (accepted !== 'yes' && accepted !== 'no') invalid('malformed', 'accepted', { detail: '' });
  await settleNote(act, idOf(request), { accepted: accepted === 'yes' });
  return backTo(request, act.today);
}

function backTo(request: FastifyRequest, today: Day): string {
  const asked = request.query as Fields;
  const classId = wholeNumber(asked.class);
  return classId ? addressOf(classId, monthAsked(asked.month, today)) : '/attendance';
}

async function showExplain(act: Act, request: FastifyRequest): Promise<object> {
  const view = await notesOfStudent(act, idOf(request));
  if (!view.mayExplain) throw new Refusal('not-found', 'not-found');
  const day = dayOr((request.query as Fields).day, act.today);
  const draft = { since: day, until: day, reason: '', text: '' };
  return { ...view, draft, longest: longestNote };
}

async function submitExplanation(act: Act, request: FastifyRequest): Promise<string> {
  const body = (request.body ?? {}) as Fields;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const studentId = idOf(request);
  const [since, until] = [text('since'), text('until') || text('since')];
  await explainAbsence(act, { studentId, since, until, reason: text('reason'), text: text('text') });
  return `/marks/${studentId}/explain`;
}

function nowhere(): never {
  throw new Refusal('not-found', 'not-found');
}
