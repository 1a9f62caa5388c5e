import type { FastifyInstance, FastifyRequest } from 'fastify';
import { takeBackMovement } from '#journal/movement/take-back-movement.ts';
import type { Act } from '#school/act.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { enrolNew, letGo, moveToClass, takeIn } from '#school/movement/enter-movement.ts';
import { type MovementView, movement } from '#school/movement/movement.ts';
import { classesToEnter, studentMovement, subgroupsToJoin } from '#school/movement/student-movement.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { writeBook } from '#school/write-book.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { tabsOf } from './overview.ts';
import { form, page } from './page.ts';

/** «Движение»: who came, moved and left in a span; of one student every stay, and the forms of an event. */
export function movementPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/movement', name: 'movement', show: (act, request) => show(api, act, request) });
  app.get('/movement/book', async (request, reply) => {
    const view = await actOf(api, request, act => movement(act, asked(request)));
    return reply
      .type(paperTypes.xlsx)
      .header('content-disposition', `attachment; filename="movement-${view.from}-${view.to}.xlsx"`)
      .send(await book(api, view));
  });
  const fresh = { name: 'movement-new', show: showNew };
  page(app, api, { path: '/movement/new', ...fresh });
  form(app, api, {
    path: '/movement/new',
    ...fresh,
    submit: async (act, request) => `/movement/students/${await enrolNew(act, typedStudent(request))}`,
    flash: 'movement/enrolled',
  });
  const ofStudent = { name: 'movement-student', show: showStudent };
  page(app, api, { path: '/movement/students/:id', ...ofStudent });
  form(app, api, {
    path: '/movement/students/:id',
    ...ofStudent,
    submit: async (act, request) => {
      await enter(act, request);
      return `/movement/students/${idOf(request)}`;
    },
    flash: 'movement/written',
  });
  form(app, api, {
    path: '/movement/students/:id/lines/:line/withdrawal',
    ...ofStudent,
    submit: async (act, request) => {
      await takeBackMovement(act, idOf(request, 'line'), textOf(fieldsOf(request).reason));
      return `/movement/students/${idOf(request)}`;
    },
    flash: 'movement/taken-back',
  });
}

function asked(request: FastifyRequest) {
  const query = request.query as Record<string, unknown>;
  return {
    from: textOf(query.from).trim() || undefined,
    to: textOf(query.to).trim() || undefined,
    classId: wholeNumber(query.class),
  };
}

/** Days that can't be shown leave the usual ones, with a sentence at the field. */
async function show(api: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const choice = asked(request);
  const shown = (view: MovementView, errors: object) => ({
    ...{ ...view, ...tabsOf(act), errors, draft: { from: choice.from ?? view.from, to: choice.to ?? view.to } },
    book: `/movement/book?from=${view.from}&to=${view.to}${view.classId ? `&class=${view.classId}` : ''}`,
  });
  try {
    return shown(await movement(act, choice), {});
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    return shown(await movement(act, {}), { [error.field!]: wordRefusal(api.press, error) });
  }
}

async function showNew(act: Act): Promise<object> {
  permit(act, 'keepMovement');
  return {
    classes: await classesToEnter(act),
    draft: {
      ...{ familyName: '', givenName: '', patronymic: '', sex: '', birthday: '', parent: '', kinship: '' },
      ...{ class: '', day: act.today, place: '', orderNumber: '', orderDate: act.today },
    },
  };
}

async function showStudent(act: Act, request: FastifyRequest): Promise<object> {
  const student = await studentMovement(act, idOf(request));
  const query = request.query as Record<string, unknown>;
  const sent = fieldsOf(request);
  const classId = wholeNumber(sent.class) ?? wholeNumber(query.class);
  const day = textOf(sent.day) || textOf(query.day) || act.today;
  const isKnown = student.classes.some(({ id }) => id === classId);
  return {
    student,
    divided: student.mayKeep && classId && isKnown ? await subgroupsToJoin(act, classId, student.id, day) : [],
    chosen: [sent.subgroups].flat().map(Number),
    draft: { class: classId ? String(classId) : '', day, place: '', orderNumber: '', orderDate: act.today, reason: '' },
  };
}

function typedEvent(request: FastifyRequest) {
  const body = fieldsOf(request);
  return {
    classId: wholeNumber(body.class),
    subgroupIds: [body.subgroups].flat().flatMap(one => wholeNumber(one) ?? []),
    day: textOf(body.day),
    orderNumber: textOf(body.orderNumber),
    orderDate: textOf(body.orderDate),
    place: textOf(body.place),
  };
}

function typedStudent(request: FastifyRequest) {
  const body = fieldsOf(request);
  return {
    ...typedEvent(request),
    ...{ familyName: textOf(body.familyName), givenName: textOf(body.givenName) },
    ...{ patronymic: textOf(body.patronymic), sex: textOf(body.sex), birthday: textOf(body.birthday) },
    ...{ parent: textOf(body.parent), kinship: textOf(body.kinship) },
  };
}

async function enter(act: Act, request: FastifyRequest): Promise<void> {
  const { deed } = fieldsOf(request);
  const id = idOf(request);
  if (deed === 'left') await letGo(act, id, typedEvent(request));
  else if (deed === 'moved') await moveToClass(act, id, typedEvent(request));
  else await takeIn(act, id, typedEvent(request));
}

function book({ press }: ApiHouse, view: MovementView): Promise<Buffer> {
  const [classes = [], events = [], kinds = [], [total = ''] = []] = press.words('sheets/movement', {});
  const [name = '', ...columns] = classes;
  const [nameOfEvents = '', ...columnsOfEvents] = events;
  const counts = ({ start, arrived, left, end }: MovementView['school']) => [start, arrived, left, end];
  const wordOf = (kind: string) => kinds[eventKinds.indexOf(kind)] ?? '';
  return writeBook([
    {
      ...{ name, columns },
      rows: [...view.classes.map(one => [one.className, ...counts(one)]), [total, ...counts(view.school)]],
    },
    {
      ...{ name: nameOfEvents, columns: columnsOfEvents },
      rows: view.events.map(({ day, kind, name: who, from, to, place, orderNumber, orderDate }) => [
        ...[day, wordOf(kind), who, from, to, place, orderNumber, orderDate],
      ]),
    },
  ]);
}

const eventKinds = ['enrolled', 'returned', 'moved', 'left', 'finished', 'repeating'];
