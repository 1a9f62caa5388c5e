import type { FastifyRequest } from 'fastify';
import { type SubjectNeed, studentNeed } from '#journal/student-need.ts';
import type { Act } from '#school/act.ts';
import { idOf } from './address.ts';
import { aroundDiary } from './diary-frame.ts';

/** What is needed in each subject for a better mark of the current period. */
export async function diaryNeed(act: Act, request: FastifyRequest): Promise<object> {
  const need = await studentNeed(act, idOf(request));
  return {
    ...need,
    ...(await aroundDiary(act, need.student, 'need')),
    subjects: need.subjects.map(worthSaying),
  };
}

/** Only the best mark that comes out already, and of the better ones the ways that lead there. */
export function worthSaying(need: SubjectNeed): SubjectNeed {
  const best = need.targets.find(({ state }) => state === 'already');
  return {
    ...need,
    targets: need.targets
      .filter(one => one.state !== 'already' || one === best)
      .filter(one => !best || one.target >= best.target)
      .map(one => ({ ...one, ways: one.ways.filter(({ count }) => count !== null) })),
  };
}
