import type { FastifyInstance, FastifyRequest } from 'fastify';
import { missingByClass, missingOfClass, missingOfTeacher } from '#journal/missing.ts';
import { missingChoices } from '#journal/missing-choices.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { wholeNumber } from './address.ts';
import { page } from './page.ts';

/** What the journal lacks: one's own debts, those of a class, for deputy and director of each class (1.6, 4.2c, 5.2b). */
export function missingPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/missing', name: 'missing', show });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const asked = request.query as Record<string, unknown>;
  const classId = wholeNumber(asked.class);
  const around = { ...(await missingChoices(act)), classId: classId ?? null, school: null };
  if (classId) return { ...around, ...(await missingOfClass(act, classId)) };
  if (around.wholeSchool && asked.show === 'school') {
    return { ...around, school: await missingByClass(act), lessons: [], courses: [], finals: [] };
  }
  return { ...around, ...(await missingOfTeacher(act)) };
}
