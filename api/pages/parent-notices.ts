import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attendanceChoices } from '#journal/attendance/attendance-choices.ts';
import { classNotices } from '#journal/parent-notices/class-notices.ts';
import { noticePaper } from '#journal/parent-notices/notice-paper.ts';
import { paperReturned, takeBackNotice } from '#journal/parent-notices/take-back.ts';
import { tellParents } from '#journal/parent-notices/tell-parents.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** «Уведомления родителям»: who fails or is borderline, sending and printing, and what became of each notice (3.2f, 4.1). */
export function parentNoticePages(app: FastifyInstance, api: ApiHouse): void {
  const shown = { name: 'parent-notices', show };
  page(app, api, { path: '/parent-notices', ...shown });
  for (const [path, way] of [
    ['send', 'sent'],
    ['print', 'paper'],
  ] as const) {
    form(app, api, {
      path: `/parent-notices/${path}`,
      ...shown,
      submit: async (act, request) => {
        const { students, again } = chosenIn(request);
        const { classId, term } = await askedIn(act, request);
        const ids = await tellParents(act, { classId, term, way, students, again });
        return way === 'sent' ? addressIn(request) : `${addressIn(request)}&paper=${ids.join(',')}`;
      },
      flash: `parent-notices/${path}`,
    });
  }
  form(app, api, {
    path: '/parent-notices/:id/taken-back',
    ...shown,
    submit: async (act, request) => {
      await takeBackNotice(act, idOf(request));
      return addressIn(request);
    },
    flash: 'parent-notices/taken-back',
  });
  form(app, api, {
    path: '/parent-notices/:id/returned',
    ...shown,
    submit: async (act, request) => {
      await paperReturned(act, idOf(request), textOf(fieldsOf(request).day));
      return addressIn(request);
    },
    flash: 'parent-notices/returned',
  });
  app.get('/parent-notices/pdf', async (request, reply) => {
    const ids = numbersIn((request.query as { ids?: unknown }).ids);
    const document = await actOf(api, request, async act =>
      api.press.sheets('parent-notice', await noticePaper(act, ids)),
    );
    const file = `attachment; filename="parent-notices-${ids[0]}.pdf"`;
    reply.headers({ 'content-disposition': file, 'cache-control': 'no-store' });
    return reply.type('application/pdf').send(await api.paper.make(document, 'pdf'));
  });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const { classId, term, choices } = await askedIn(act, request);
  const notices = await classNotices(act, { classId, term });
  const paper = numbersIn((request.query as { paper?: unknown }).paper);
  const address = `class=${classId}&term=${notices.term.name}`;
  const groups = [
    { name: 'failing', students: notices.students.filter(({ failing }) => failing) },
    { name: 'borderline', students: notices.students.filter(one => !one.failing && one.subjects.length > 0) },
    { name: 'over', students: notices.students.filter(({ subjects }) => subjects.length === 0) },
  ].filter(({ students }) => students.length > 0);
  return {
    ...notices,
    groups,
    choices,
    address,
    paper,
    draft: { student: [] },
    ...questionIn(request, notices.students),
  };
}

/** The class asked for, or the person's first; the period as it stands in the address. Refusal: not-found when it is none of theirs. */
async function askedIn(act: Act, request: FastifyRequest) {
  const { class: asked, term } = request.query as Record<string, unknown>;
  const choices = await attendanceChoices(act);
  const classId = asked === undefined ? choices[0]?.id : wholeNumber(asked);
  if (classId === undefined) throw new Refusal('not-found', 'not-found');
  return { classId, term: textOf(term) || undefined, choices };
}

function addressIn(request: FastifyRequest): string {
  const { class: classAsked, term } = request.query as Record<string, unknown>;
  return `/parent-notices?${new URLSearchParams({ class: textOf(classAsked), term: textOf(term) })}`;
}

/** Pressed beside one student, with several marked, or for all who have not been told. */
function chosenIn(request: FastifyRequest): { students: number[] | 'untold'; again: number[] } {
  const { only, student, all, again } = fieldsOf(request);
  const students = all === 'untold' ? all : listOf(only ?? student);
  return { students, again: listOf(again) };
}

/** After a refusal «told before»: whom it was about, and the latest notices that were seen by it. */
function questionIn(request: FastifyRequest, students: Awaited<ReturnType<typeof classNotices>>['students']): object {
  const way = request.url.startsWith('/parent-notices/send') ? 'sent' : 'paper';
  const { students: chosen } = chosenIn(request);
  const isTold = ({ traces }: (typeof students)[number]) => traces.find(one => one.way === way && !one.takenBack);
  const asked = chosen === 'untold' ? [] : students.filter(({ studentId }) => chosen.includes(studentId));
  const told = asked.filter(isTold);
  return {
    question: {
      ...{ way, students: chosen === 'untold' ? [] : chosen, again: told.map(one => isTold(one)!.id) },
      others: asked.filter(one => !told.includes(one)).map(({ studentId }) => studentId),
    },
  };
}

function listOf(sent: unknown): number[] {
  return (Array.isArray(sent) ? sent : [sent]).flatMap(one => wholeNumber(one) ?? []);
}

function numbersIn(typed: unknown): number[] {
  return textOf(typed)
    .split(',')
    .flatMap(one => wholeNumber(one) ?? []);
}
