import type { FastifyRequest } from 'fastify';
import type { DraftView } from '#board/drafts.ts';
import { wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';

/** What the order being written obliges to, as it was typed. */
export function typedDuties(request: FastifyRequest) {
  const body = fieldsOf(request);
  const [period, day] = [textOf(body.deadlinePeriod), textOf(body.deadlineDay).trim()];
  return { deadline: period === '' && day === '' ? undefined : { periodId: wholeNumber(period) ?? 0, day } };
}

/** The fields of duties as the form begins: empty, or as they stand in the draft. */
export function dutyFields(saved?: DraftView) {
  return {
    deadlinePeriod: saved?.deadlinePeriodId ? String(saved.deadlinePeriodId) : '',
    deadlineDay: saved?.deadlineDay ?? '',
  };
}
