import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { announceTraining } from '#school/trainings/announce-training.ts';
import { answerTraining } from '#school/trainings/answer-training.ts';
import { cancelTraining } from '#school/trainings/cancel-training.ts';
import { changeTraining } from '#school/trainings/change-training.ts';
import { markAttendance } from '#school/trainings/mark-attendance.ts';
import { training } from '#school/trainings/training.ts';
import { trainingFigures } from '#school/trainings/training-figures.ts';
import { newTraining, trainingToChange } from '#school/trainings/training-form.ts';
import { trainings } from '#school/trainings/trainings.ts';
import { trainingEvent } from '#school/trainings/trainings-in-calendar.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { listOf } from './board-form.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { trainingCalendar } from './training-calendar.ts';

/** «Обучение» (3.2a): sessions to come and past, one with its answers, who came, the sheet to sign. */
export function trainingPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/trainings', name: 'trainings', show: showTrainings });
  page(app, api, { path: '/trainings/figures', name: 'training-figures', show: act => trainingFigures(act) });
  page(app, api, { path: '/trainings/new', name: 'training-form', show: showNew });
  form(app, api, {
    path: '/trainings',
    name: 'training-form',
    show: showNew,
    submit: begin,
    flash: 'trainings/announced',
  });

  page(app, api, { path: '/trainings/:id', name: 'training', show: showTraining });
  page(app, api, { path: '/trainings/:id/sheet', name: 'training-sheet', show: showSheet });
  app.get('/trainings/:id/calendar.ics', async (request, reply) => {
    const event = await actOf(api, request, act => trainingEvent(act, idOf(request)));
    reply.headers({
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename="training-${event.id}.ics"`,
    });
    return reply.type('text/calendar; charset=utf-8').send(trainingCalendar(api, event));
  });

  const changing = { path: '/trainings/:id/change', name: 'training-form', show: showChanging };
  page(app, api, changing);
  form(app, api, { ...changing, submit: change, flash: 'trainings/changed' });
  const cancelling = { path: '/trainings/:id/cancel', name: 'training-cancel', show: showCancelling };
  page(app, api, cancelling);
  form(app, api, { ...cancelling, submit: cancel, flash: 'trainings/cancelled' });

  const shown = { name: 'training', show: showTraining };
  form(app, api, { ...shown, path: '/trainings/:id/answer', submit: answer, flash: 'trainings/answered' });
  form(app, api, { ...shown, path: '/trainings/:id/attendance', submit: mark, flash: 'trainings/marked' });
}

async function showTrainings(act: Act, request: FastifyRequest): Promise<object> {
  const asked = pageNumberOf(request);
  const list = await trainings(act, asked === undefined ? {} : { page: asked });
  const { page, pages } = list;
  const pager = { previous: page > 1 ? `?page=${page - 1}` : null, next: page < pages ? `?page=${page + 1}` : null };
  return { ...list, pager };
}

async function showTraining(act: Act, request: FastifyRequest): Promise<object> {
  return { training: await training(act, idOf(request)) };
}

async function showSheet(act: Act, request: FastifyRequest): Promise<object> {
  const view = await training(act, idOf(request), { toKeep: true });
  return { training: view, lines: view.people.map((person, index) => ({ ...person, number: index + 1 })), at: act.at };
}

async function showNew(act: Act, request: FastifyRequest): Promise<object> {
  const choices = await newTraining(act);
  const times = { day: '', starts: '15:00', ends: '16:00' };
  const draft = { title: '', text: '', place: '', ...times, capacity: '', organiserId: `${act.by.id}`, version: '' };
  return { ...choices, training: null, draftKey: 'training-new', ...chosen(request, []), draft };
}

async function showChanging(act: Act, request: FastifyRequest): Promise<object> {
  const one = await trainingToChange(act, idOf(request));
  const { words, staff, me, audience, ...training } = one;
  const numbers = { capacity: training.capacity ? `${training.capacity}` : '', organiserId: `${training.organiserId}` };
  // After a conflict the form goes on from what the other has left, with the words typed here in its fields.
  const draftKey = `training-${training.id}`;
  return { words, staff, me, training, draftKey, ...chosen(request, audience), draft: { ...training, ...numbers } };
}

/** Whom the form has ticked: as typed, or as the session stands. */
function chosen(request: FastifyRequest, saved: readonly string[]) {
  const body = fieldsOf(request);
  const audience = body._csrf === undefined ? saved : listOf(body.audience);
  return { audience, peopleChosen: audience.some(word => word.startsWith('person:')) };
}

async function showCancelling(act: Act, request: FastifyRequest): Promise<object> {
  const { id, title, day, starts } = await trainingToChange(act, idOf(request));
  return { training: { id, title, day, starts }, draft: { reason: '' } };
}

async function begin(act: Act, request: FastifyRequest): Promise<string> {
  return `/trainings/${await announceTraining(act, typedTraining(request))}`;
}

async function change(act: Act, request: FastifyRequest): Promise<string> {
  const version = wholeNumber(fieldsOf(request).version) ?? 0;
  await changeTraining(act, idOf(request), { ...typedTraining(request), version });
  return `/trainings/${idOf(request)}`;
}

async function cancel(act: Act, request: FastifyRequest): Promise<string> {
  await cancelTraining(act, idOf(request), { reason: textOf(fieldsOf(request).reason) });
  return `/trainings/${idOf(request)}`;
}

async function answer(act: Act, request: FastifyRequest): Promise<string> {
  await answerTraining(act, idOf(request), { coming: fieldsOf(request).coming === 'yes', through: 'page' });
  return `/trainings/${idOf(request)}`;
}

async function mark(act: Act, request: FastifyRequest): Promise<string> {
  const came = listOf(fieldsOf(request).came).flatMap(id => wholeNumber(id) ?? []);
  await markAttendance(act, idOf(request), { came });
  return `/trainings/${idOf(request)}`;
}

function typedTraining(request: FastifyRequest) {
  const body = fieldsOf(request);
  const capacity = textOf(body.capacity).trim();
  return {
    ...{ title: textOf(body.title), text: textOf(body.text), place: textOf(body.place) },
    ...{ day: textOf(body.day), starts: textOf(body.starts), ends: textOf(body.ends) },
    audience: listOf(body.audience),
    capacity: capacity === '' ? undefined : (wholeNumber(capacity) ?? Number.NaN),
    organiserId: wholeNumber(body.organiserId),
  };
}
