import type { FastifyInstance, FastifyRequest } from 'fastify';
import { archiveSection } from '#forum/keeping/archive-section.ts';
import { type KeptSection, keptSection, keptSections } from '#forum/keeping/kept-sections.ts';
import { moveSection } from '#forum/keeping/order-sections.ts';
import { changeSection, createSection } from '#forum/keeping/save-section.ts';
import { staffWordsInOrder } from '#forum/keeping/section-fields.ts';
import type { Act } from '#school/act.ts';
import type { ApiHouse } from '../doors.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

const list = '/forum/sections';

/** The sections of the forum, kept by the registrar and the director (7, 3.2h). */
export function forumSectionPages(app: FastifyInstance, api: ApiHouse): void {
  const all = { path: list, name: 'forum-sections', show: showAll };
  page(app, api, all);
  form(app, api, { ...all, submit: move, flash: 'forum/section-moved' });

  const made = { path: `${list}/new`, name: 'forum-section', show: showNew };
  page(app, api, made);
  form(app, api, { ...made, submit: create, flash: 'forum/section-saved' });

  const one = { path: `${list}/:section`, name: 'forum-section', show: showOne };
  page(app, api, one);
  form(app, api, { ...one, submit: change, flash: 'forum/section-saved' });
  form(app, api, { ...one, path: `${list}/:section/archive`, submit: archive, flash: 'forum/section-saved' });
}

async function showAll(act: Act): Promise<object> {
  const sections = await keptSections(act);
  return { open: sections.filter(one => !one.archivedAt), archived: sections.filter(one => one.archivedAt) };
}

async function move(act: Act, request: FastifyRequest): Promise<string> {
  const { section, to } = fieldsOf(request);
  await moveSection(act, textOf(section), to === 'up' ? 'up' : 'down');
  return list;
}

async function showNew(act: Act, request: FastifyRequest): Promise<object> {
  await keptSections(act);
  const blank = { name: '', description: '', readers: ['staff'], writers: ['staff'], suggestions: false };
  return formOf(request, { section: null, shown: blank });
}

async function showOne(act: Act, request: FastifyRequest): Promise<object> {
  const section = await keptSection(act, keyOf(request));
  return formOf(request, { section, shown: section });
}

type Shown = Pick<KeptSection, 'name' | 'description' | 'readers' | 'writers' | 'suggestions'>;

/** A refused form comes back with what was ticked. */
function formOf(request: FastifyRequest, { section, shown }: { section: KeptSection | null; shown: Shown }): object {
  const typed = request.method === 'POST' && fieldsOf(request).name !== undefined ? typedSection(request) : shown;
  const words = (chosen: readonly string[]) => staffWordsInOrder.map(word => ({ word, chosen: chosen.includes(word) }));
  const { name, description } = shown;
  return {
    section,
    readers: words(typed.readers),
    writers: words(typed.writers),
    suggestions: typed.suggestions,
    draft: { name, description, key: '', reason: '' },
  };
}

async function create(act: Act, request: FastifyRequest): Promise<string> {
  const key = await createSection(act, { ...typedSection(request), key: textOf(fieldsOf(request).key) });
  return `${list}/${key}`;
}

async function change(act: Act, request: FastifyRequest): Promise<string> {
  await changeSection(act, keyOf(request), { ...typedSection(request), reason: textOf(fieldsOf(request).reason) });
  return list;
}

async function archive(act: Act, request: FastifyRequest): Promise<string> {
  const { archived, reason } = fieldsOf(request);
  await archiveSection(act, keyOf(request), { archived: archived === 'yes', reason: textOf(reason) });
  return list;
}

function typedSection(request: FastifyRequest) {
  const { name, description, readers, writers, suggestions } = fieldsOf(request);
  const words = (typed: unknown) => [typed].flat().filter(word => typeof word === 'string');
  return {
    ...{ name: textOf(name), description: textOf(description) },
    ...{ readers: words(readers), writers: words(writers), suggestions: suggestions === 'yes' },
  };
}

function keyOf(request: FastifyRequest): string {
  return (request.params as { section: string }).section;
}
