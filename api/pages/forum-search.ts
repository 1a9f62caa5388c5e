import type { FastifyInstance, FastifyRequest } from 'fastify';
import { forumAuthors, type SearchView, searchForum } from '#forum/search.ts';
import { sections } from '#forum/sections.ts';
import type { Act } from '#school/act.ts';
import { parseDay } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, wordRefusal } from '../doors.ts';
import { pageNumberOf, wholeNumber } from './address.ts';
import { page } from './page.ts';

/** The search of the forum (3.2h): what is looked for stands in the address, so that it can be sent to a colleague. */
export function forumSearchPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/forum/search', name: 'forum-search', show: (act, request) => show(api, act, request) });
}

async function show(api: ApiHouse, act: Act, request: FastifyRequest): Promise<object> {
  const asked = askedOf(request);
  const { result, sentence } = await searched(api, act, { ...asked, page: pageNumberOf(request) });
  const all = await sections(act);
  return {
    ...asked,
    result,
    errors: sentence ? { q: sentence } : {},
    sections: all.map(({ key, name }) => ({ key, name, chosen: key === asked.section })),
    authors: (await forumAuthors(act)).map(one => ({ ...one, chosen: one.id === asked.author })),
    narrowed: [asked.section, asked.author, asked.from, asked.to].some(one => one !== undefined),
    pager: result && pagerOf(asked, result),
  };
}

type Asked = ReturnType<typeof askedOf>;

// An empty field of the form is not a wish.
function askedOf({ query }: FastifyRequest) {
  const { q, section, author, from, to } = query as Record<string, unknown>;
  const text = (typed: unknown) => (typeof typed === 'string' && typed !== '' ? typed : undefined);
  return {
    q: text(q) ?? '',
    section: text(section),
    author: wholeNumber(author),
    from: parseDay(text(from) ?? ''),
    to: parseDay(text(to) ?? ''),
  };
}

async function searched(api: ApiHouse, act: Act, asked: Asked & { page?: number | undefined }) {
  if (asked.q === '') return { result: null, sentence: null };
  try {
    return { result: await searchForum(act, asked), sentence: null };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'invalid') throw error;
    return { result: null, sentence: wordRefusal(api.press, error) };
  }
}

function pagerOf(asked: Asked, { page, pages }: SearchView): object {
  const at = (number: number) => {
    const wishes = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
    return `?${new URLSearchParams([...wishes, ['page', `${number}`]] as [string, string][])}`;
  };
  return { previous: page > 1 ? at(page - 1) : null, next: page < pages ? at(page + 1) : null };
}
