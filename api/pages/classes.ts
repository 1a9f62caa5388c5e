import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { type ClassCard, classCard } from '#school/classes/class-card.ts';
import { classList } from '#school/classes/class-list.ts';
import { settleCorrection } from '#school/classes/settle-correction.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { may } from '#school/permissions.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { classBook } from './class-book.ts';
import { fieldsOf } from './fields.ts';
import { form, page } from './page.ts';

/** «Классы», the class teacher's card of one (4.2a), and the list of a class on paper and as a spreadsheet. */
export function classPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/classes', name: 'classes', show: showClasses });
  page(app, api, { path: '/classes/:id', name: 'class-card', show: (act, request) => showCard(act, idOf(request)) });
  page(app, api, { path: '/classes/:id/sheet', name: 'class-sheet', show: showSheet });
  app.get('/classes/:id/sheet/book', async (request, reply) => sendBook(api, request, reply));
  form(app, api, {
    path: '/corrections/:id',
    name: 'classes',
    show: showClasses,
    submit: async (act, request) => {
      await settleCorrection(act, idOf(request), { accepted: fieldsOf(request).accepted === 'yes' });
      return backTo(request);
    },
    flash: 'classes/settled',
  });
}

/** The list of classes: also what stands under a press that is refused. */
export async function showClasses(act: Act): Promise<object> {
  return { classes: await classList(act), mayReadCardReadings: may(act.by, 'readCardReadings') };
}

/** The card on which it was pressed. */
function backTo(request: FastifyRequest): string {
  const query = request.query as Record<string, unknown>;
  const [classId, studentId] = [wholeNumber(query.class), wholeNumber(query.student)];
  if (studentId) return `/students/${studentId}/card`;
  return classId ? `/classes/${classId}` : '/classes';
}

async function showCard(act: Act, classId: number): Promise<object> {
  const card = await classCard(act, classId);
  const { school: _, ...rest } = card;
  return {
    ...rest,
    mayGiveSlips: may(act.by, 'giveSlips', classId),
    mayReach: may(act.by, 'readInformed', classId),
  };
}

/** With the medical groups only where they were asked for. */
function isWithHealth(request: FastifyRequest): boolean {
  return (request.query as Record<string, unknown>).health === 'on';
}

function sheetOf(act: Act, request: FastifyRequest): Promise<ClassCard> {
  const health = isWithHealth(request);
  return classCard(act, idOf(request), { what: health ? 'sheet-with-health' : 'sheet', health });
}

async function showSheet(act: Act, request: FastifyRequest): Promise<object> {
  const card = await sheetOf(act, request);
  const year = `${card.yearFirstDay.slice(0, 4)}/${card.yearLastDay.slice(0, 4)}`;
  const { school: fullName, ...rest } = card;
  return { ...rest, fullName, year, health: isWithHealth(request), at: act.at };
}

async function sendBook(api: ApiHouse, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const card = await actOf(api, request, act => sheetOf(act, request));
  const health = isWithHealth(request);
  return reply
    .type(paperTypes.xlsx)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="class-${card.classId}.xlsx"`)
    .send(await classBook(api.press, card, { health }));
}
