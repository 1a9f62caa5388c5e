import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerConsultation, closeConsultation, takeConsultation } from '#forum/consultations/answer.ts';
import { ask } from '#forum/consultations/ask.ts';
import { consultation, consultations, waitingConsultations } from '#forum/consultations/consultations.ts';
import { workingDays } from '#forum/consultations/due.ts';
import { replyFile } from '#forum/reply-files.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { filePage, knownOf } from './files.ts';
import { badges } from './frame.ts';
import { form, page } from './page.ts';
import { filesOf, writing } from './writing.ts';

/** Questions to the registrar (2.6): one's own with their state, the queue for who answers. */
export function consultationPages(app: FastifyInstance, api: ApiHouse): void {
  badges.consultations = waitingConsultations;

  const all = { path: '/consultations', name: 'consultations', show: showAll };
  page(app, api, all);
  form(app, api, {
    ...all,
    submit: async (act, request) => `/consultations/${await ask(act, typed(request))}`,
    flash: 'consultations/asked',
  });

  const one = { path: '/consultations/:id', name: 'consultation', show: showOne };
  page(app, api, one);
  form(app, api, {
    ...one,
    submit: async (act, request) => {
      await answerConsultation(act, idOf(request), typed(request));
      return `/consultations/${idOf(request)}`;
    },
    flash: 'consultations/answered',
  });
  form(app, api, {
    ...one,
    path: '/consultations/:id/take',
    submit: doing(takeConsultation),
    flash: 'consultations/taken',
  });
  form(app, api, {
    ...one,
    path: '/consultations/:id/close',
    submit: doing(closeConsultation),
    flash: 'consultations/closed',
  });
  filePage(app, api, {
    path: '/consultations/replies/:id/files/:fileId',
    find: (act, request) =>
      replyFile(act, idOf(request), idOf(request, 'fileId'), { kind: 'consultation', known: knownOf(request) }),
  });
}

function typed(request: FastifyRequest) {
  return { text: textOf(fieldsOf(request).text), files: filesOf(request).files };
}

function doing(deed: (act: Act, id: number) => Promise<void>) {
  return async (act: Act, request: FastifyRequest) => {
    await deed(act, idOf(request));
    return `/consultations/${idOf(request)}`;
  };
}

async function showAll(act: Act): Promise<object> {
  return { ...writing, ...(await consultations(act)), workingDays, draft: { text: '' } };
}

async function showOne(act: Act, request: FastifyRequest): Promise<object> {
  return { ...writing, ...(await consultation(act, idOf(request))), draft: { text: '' } };
}
