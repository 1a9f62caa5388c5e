import type { FastifyInstance, FastifyRequest } from 'fastify';
import { copyPlan } from '#journal/plan/copy-plan.ts';
import { importPlan, previewPlan } from '#journal/plan/import-plan.ts';
import { type PlanView, planOfCourse } from '#journal/plan/plan.ts';
import { keptCourse } from '#journal/plan/plan-course.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { acceptedSheets, readSheet } from '#school/spreadsheets.ts';
import type { ApiHouse } from '../doors.ts';
import type { Upload } from '../uploads.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';
import { preview } from './preview.ts';

type Topics = Parameters<typeof importPlan>[2]['topics'];

/** The plan of a course: the table, its import with a preview, a copy for a parallel class. */
export function planPages(app: FastifyInstance, api: ApiHouse): void {
  const plan = { name: 'plan', show: showPlan };
  page(app, api, { path: '/journal/:id/plan', ...plan });
  preview(app, api, { path: '/journal/:id/plan/preview', name: 'plan-preview', show: showPreview, on: plan });
  form(app, api, {
    path: '/journal/:id/plan',
    ...plan,
    submit: async (act, request) => {
      const { topics, basis } = confirmed(request);
      await importPlan(act, idOf(request), { topics, basis });
      return `/journal/${idOf(request)}/plan`;
    },
    flash: 'plan/imported',
  });
  form(app, api, {
    path: '/journal/:id/plan/copy',
    ...plan,
    submit: async (act, request) => {
      const to = wholeNumber(fieldsOf(request).to);
      if (to === undefined) throw new Refusal('not-found', 'not-found');
      await copyPlan(act, idOf(request), { to });
      return `/journal/${to}/plan`;
    },
    flash: 'plan/copied',
  });
}

async function showPlan(act: Act, request: FastifyRequest): Promise<object> {
  const view = await planOfCourse(act, idOf(request));
  return { ...view, topics: withSections(view.topics), today: act.today, accept: acceptedSheets };
}

/** A section's name stands above its first topic. */
function withSections(topics: PlanView['topics']): object[] {
  return topics.map((topic, index) => ({
    ...topic,
    heads: topic.section !== null && topic.section !== topics[index - 1]?.section,
  }));
}

async function showPreview(act: Act, request: FastifyRequest): Promise<object> {
  await keptCourse(act, idOf(request));
  const { file } = fieldsOf(request);
  if (typeof file !== 'object' || file === null) invalid('plan/no-file', 'file');
  const { rows } = await readSheet(file as Upload);
  const view = await previewPlan(act, idOf(request), rows);
  const count = (state: string) => view.lines.filter(line => line.state === state).length;
  const topics = view.lines.map(({ section, title, hours, plannedOn }) => ({ section, title, hours, plannedOn }));
  return {
    ...view,
    changes: { fresh: count('new'), changed: count('changed'), same: count('same') },
    lost: view.remarks.filter(({ taken }) => !taken),
    doubtful: view.remarks.filter(({ taken }) => taken),
    sent: JSON.stringify(topics),
  };
}

/** What the preview handed on; the room holds every line to the rules again. */
function confirmed(request: FastifyRequest): { topics: Topics; basis: string } {
  const { topics, basis } = fieldsOf(request);
  try {
    const sent: unknown = JSON.parse(textOf(topics));
    if (Array.isArray(sent)) return { topics: sent as Topics, basis: textOf(basis) };
  } catch {
    // Said below.
  }
  throw new Refusal('invalid', 'malformed', { facts: { detail: '' } });
}
