import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { addDays, parseDay } from '#school/calendar.ts';
import { divideEvenly, placeInSubgroups } from '#school/classes/place-in-subgroups.ts';
import { classSubgroups } from '#school/classes/subgroups.ts';
import { Refusal } from '#school/refusal.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** Who of a class learns in which subgroup, from which day. */
export function classSubgroupPages(app: FastifyInstance, api: ApiHouse): void {
  const shown = { path: '/classes/:id/subgroups', name: 'class-subgroups', show };
  page(app, api, shown);
  form(app, api, {
    ...shown,
    submit: async (act, request) => {
      const { since, even } = fieldsOf(request);
      const subjectId = subjectOf(request);
      if (subjectId === undefined) throw new Refusal('not-found', 'not-found');
      const placing = { subjectId, since: textOf(since).trim() };
      if (even === 'yes') await divideEvenly(act, idOf(request), placing);
      else await placeInSubgroups(act, idOf(request), { ...placing, places: placesOf(request) });
      return `/classes/${idOf(request)}/subgroups?subject=${subjectId}&day=${placing.since}`;
    },
    flash: 'classes/placed',
  });
}

function subjectOf(request: FastifyRequest): number | undefined {
  return wholeNumber((request.query as Record<string, unknown>).subject);
}

function placesOf(request: FastifyRequest): { studentId: number; subgroupId: number | null }[] {
  return Object.entries(fieldsOf(request)).flatMap(([name, value]) => {
    const studentId = wholeNumber(/^place\[(\d+)\]$/.exec(name)?.[1]);
    if (studentId === undefined) return [];
    const subgroupId = value === 'none' ? null : wholeNumber(value);
    return subgroupId === undefined ? [] : [{ studentId, subgroupId }];
  });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const day = parseDay(textOf((request.query as Record<string, unknown>).day)) ?? act.today;
  const { school: _, ...view } = await classSubgroups(act, idOf(request), day);
  const asked = subjectOf(request);
  const divided = view.subjects.find(({ subjectId }) => subjectId === asked) ?? view.subjects[0];
  // What was ticked before the refusal stands again.
  const typed = new Map(placesOf(request).map(({ studentId, subgroupId }) => [studentId, subgroupId]));
  const placeOf = (id: number) => (typed.has(id) ? typed.get(id) : divided!.placed[id]) ?? null;
  return {
    ...view,
    divided: divided
      ? {
          ...divided,
          rows: view.students.map(student => ({ ...student, place: placeOf(student.id) })),
          history: divided.history.map(move => ({ ...move, last: move.until && addDays(move.until, -1) })),
        }
      : null,
    draft: { since: day },
  };
}
