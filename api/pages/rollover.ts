import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { undoUnusedRollover, unfinishedOfYear } from '#journal/rollover/unfinished.ts';
import type { Act } from '#school/act.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type OldYear, proposedChoices, yearToEnd } from '#school/rollover/propose.ts';
import {
  confirmRollover,
  decideStudent,
  prepareRollover,
  rollover,
  rolloverPlan,
  rollovers,
} from '#school/rollover/rollovers.ts';
import { type ApiHouse, wordRefusal } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page, showPage } from './page.ts';

/** «Новый учебный год»: proposal, preview, the carrying out by the queue with its progress, and the undoing. */
export function rolloverPages(app: FastifyInstance, api: ApiHouse): void {
  const start = { name: 'rollover', show: (act: Act) => showProposal(api, act) };
  page(app, api, { path: '/rollover', ...start });
  form(app, api, {
    path: '/rollover',
    ...start,
    submit: async (act, request) => `/rollover/${await prepareRollover(act, await typedEntry(act, request))}`,
  });
  const shown = (request: FastifyRequest, reply: FastifyReply) => (act: Act) =>
    showRollover(api, act, { request, reply });
  app.get('/rollover/:id', (request, reply) =>
    showPage(api, { request, reply, name: 'rollover-preview', show: shown(request, reply) }),
  );
  const on = {
    name: 'rollover-preview',
    show: (act: Act, request: FastifyRequest) => showRollover(api, act, { request }),
  };
  const back = (request: FastifyRequest) => `/rollover/${idOf(request)}`;
  form(app, api, {
    path: '/rollover/:id/students',
    ...on,
    submit: async (act, request) => {
      await decideStudent(act, idOf(request), typedDecision(request));
      return back(request);
    },
  });
  form(app, api, {
    path: '/rollover/:id',
    ...on,
    submit: async (act, request) => {
      await confirmRollover(act, idOf(request), textOf(fieldsOf(request).basis));
      return back(request);
    },
  });
  form(app, api, {
    path: '/rollover/:id/undoing',
    ...on,
    submit: async (act, request) => {
      await undoUnusedRollover(act, idOf(request));
      return back(request);
    },
    flash: 'rollover/undone',
  });
}

/** A year that can't end yet says why; what was done before is listed all the same. */
async function showProposal({ press }: ApiHouse, act: Act): Promise<object> {
  see(act, 'rollOver');
  const past = await rollovers(act);
  const draft = { orderNumber: '', orderDate: act.today };
  try {
    const old = await yearToEnd(act);
    const choices = await proposedChoices(act, old);
    return { past, old, choices, classes: rowsOf(old, choices.classes), why: '', draft };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return { past, old: null, choices: null, classes: [], why: wordRefusal(press, error), draft };
  }
}

type Choices = Awaited<ReturnType<typeof proposedChoices>>;

/** Classes as they are shown: what they were, and who would lead them. */
function rowsOf(old: OldYear, classes: Choices['classes']) {
  return classes.map((one, index) => {
    const from = old.classes.find(({ id }) => id === one.former);
    const teachers = old.classes.filter(
      ({ id, grade, teacherId }) => teacherId && (id === one.former || (one.grade === 1 && grade === 4)),
    );
    return {
      ...one,
      index,
      from: from ? `${from.grade}${from.letter}` : null,
      students: from?.students ?? 0,
      teachers,
    };
  });
}

async function typedEntry(act: Act, request: FastifyRequest) {
  see(act, 'rollOver');
  const body = fieldsOf(request);
  const old = await yearToEnd(act);
  const proposed = await proposedChoices(act, old);
  const textAt = (name: string, otherwise: string) => textOf(body[name]) || otherwise;
  return {
    orderNumber: textOf(body.orderNumber),
    orderDate: textOf(body.orderDate),
    choices: {
      ...proposed,
      ...{ firstDay: textAt('firstDay', proposed.firstDay), lastDay: textAt('lastDay', proposed.lastDay) },
      periods: proposed.periods.map(period => ({
        ...period,
        firstDay: textAt(`${period.kind}-${period.number}-first`, period.firstDay),
        lastDay: textAt(`${period.kind}-${period.number}-last`, period.lastDay),
      })),
      classes: rowsOf(old, proposed.classes)
        .filter(({ index, former }) => former !== null || textOf(body[`class-${index}`]) === 'yes')
        .map(({ index, former, grade, letter, shift, teacher, teachers }) => ({
          ...{ former, grade, shift, letter: textAt(`letter-${index}`, letter).trim().toUpperCase() },
          teacher: chosenTeacher(textOf(body[`teacher-${index}`]), teachers, teacher),
        })),
      copyLoad: body.copyLoad === undefined ? false : textOf(body.copyLoad) === 'yes',
    },
  };
}

function chosenTeacher(typed: string, offered: OldYear['classes'], proposed: number | null): number | null {
  if (typed === '') return proposed;
  return offered.find(({ teacherId }) => teacherId === wholeNumber(typed))?.teacherId ?? null;
}

async function showRollover(
  { press }: ApiHouse,
  act: Act,
  { request, reply }: { request: FastifyRequest; reply?: FastifyReply },
): Promise<object> {
  const run = await rollover(act, idOf(request));
  // The page that waits looks again by itself, without a script.
  if (run.state === 'waiting') reply?.header('refresh', '1');
  const why = run.reason === null ? '' : wordRefusal(press, new Refusal('conflict', run.reason));
  const base = { run, mayUndo: may(act.by, 'rollOver'), draft: { student: '', becomes: 'repeating', to: '' } };
  if (run.state !== 'shown') return { ...base, why, plan: null, unfinished: null, special: [], choose: [] };
  const unfinished = await unfinishedOfYear(act);
  try {
    const plan = await rolloverPlan(act, run.id);
    const decided = new Set(run.choices.students.map(({ student }) => student));
    const special = plan.students.filter(({ studentId }) => decided.has(studentId));
    const choose = [...Map.groupBy(plan.students, ({ className }) => className)].map(([className, students]) => ({
      className,
      students,
    }));
    return { ...base, why, plan, unfinished, special, choose };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    return { ...base, why: wordRefusal(press, error), plan: null, unfinished, special: [], choose: [] };
  }
}

function typedDecision(request: FastifyRequest) {
  const body = fieldsOf(request);
  const becomes =
    (['promoted', 'conditional', 'repeating', 'finished'] as const).find(one => one === body.becomes) ?? null;
  return { studentId: wholeNumber(body.student) ?? 0, becomes, to: textOf(body.to) };
}
