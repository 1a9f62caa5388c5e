import type { FastifyInstance, FastifyRequest } from 'fastify';
import { editReply } from '#forum/edit-reply.ts';
import { addresseeView } from '#forum/letters/addressee-view.ts';
import type { Addressed } from '#forum/letters/addressees.ts';
import { answerLetter } from '#forum/letters/answer-letter.ts';
import { beginLetter } from '#forum/letters/begin-letter.ts';
import { classFamilies } from '#forum/letters/class-families.ts';
import { correspondents } from '#forum/letters/correspondents.ts';
import { findCorrespondents } from '#forum/letters/find-correspondents.ts';
import { letter } from '#forum/letters/letter.ts';
import { letters, unreadLetterCount } from '#forum/letters/letters.ts';
import { readLetter } from '#forum/letters/read-letter.ts';
import { pageOf } from '#forum/numbering.ts';
import { ownReply, quotable } from '#forum/replies.ts';
import { replyFile } from '#forum/reply-files.ts';
import type { Act } from '#school/act.ts';
import { isStaff } from '#school/actor.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, pageNumberOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { filePage, knownOf } from './files.ts';
import { badges } from './frame.ts';
import { form, page } from './page.ts';
import { filesOf, writing } from './writing.ts';

/** Letters between families and staff (1.2f, 4.2d): the list, one letter, and the forms that write. */
export function letterPages(app: FastifyInstance, api: ApiHouse): void {
  badges.letters = unreadLetterCount;

  page(app, api, { path: '/letters', name: 'letters', show: showLetters });
  page(app, api, { path: '/letters/new', name: 'letters-new', show: showNew });
  form(app, api, {
    path: '/letters/new',
    name: 'letters-new',
    show: showNew,
    submit: async (act, request) => {
      const ids = await beginLetter(act, {
        ...addressed(fieldsOf(request)),
        ...typed(request),
        files: filesOf(request).files,
      });
      return ids.length === 1 ? `/letters/${ids[0]}` : '/letters';
    },
    flash: 'letters/sent',
  });

  page(app, api, { path: '/letters/:id', name: 'letter', show: showLetter });
  form(app, api, {
    path: '/letters/:id',
    name: 'letter',
    show: showLetter,
    submit: async (act, request) => {
      const id = idOf(request);
      const { text, siteOnly } = typed(request);
      const quotes = wholeNumber(fieldsOf(request).quotes);
      const { number } = await answerLetter(act, id, { text, siteOnly, quotes, files: filesOf(request).files });
      return addressOf(id, number);
    },
    flash: 'letters/answered',
  });

  const edit = { path: '/letters/parts/:id/edit', name: 'letters-edit', show: showEditing };
  page(app, api, edit);
  form(app, api, {
    ...edit,
    submit: async (act, request) => {
      const { id, topic, number } = await ownReply(act, idOf(request), 'letter');
      const { text, version } = fieldsOf(request);
      const edit = { text: textOf(text), version: wholeNumber(version) ?? 0, ...filesOf(request) };
      await editReply(act, id, edit, 'letter');
      return addressOf(topic.id, number);
    },
    flash: 'letters/edited',
  });
  filePage(app, api, {
    path: '/letters/parts/:id/files/:fileId',
    find: (act, request) =>
      replyFile(act, idOf(request), idOf(request, 'fileId'), { kind: 'letter', known: knownOf(request) }),
  });
}

async function showLetters(act: Act, request: FastifyRequest): Promise<object> {
  const list = await letters(act, { page: pageNumberOf(request) });
  return {
    ...list,
    letters: list.letters.map(line => ({
      ...line,
      href: line.firstUnread === null ? `/letters/${line.id}` : addressOf(line.id, line.firstUnread),
    })),
    pager: {
      previous: list.page > 1 ? `?page=${list.page - 1}` : null,
      next: list.page < list.pages ? `?page=${list.page + 1}` : null,
    },
  };
}

async function showNew(act: Act, request: FastifyRequest): Promise<object> {
  const sent = fieldsOf(request);
  const asked = { ...(request.query as Record<string, unknown>), ...(sent._csrf === undefined ? {} : sent) };
  const to = addressed(asked);
  const isChosen = [to.toId, to.familyOf, to.classId].some(one => one !== undefined);
  const q = textOf(asked.q).trim();
  return {
    ...writing,
    staff: isStaff(act.by),
    chosen: isChosen ? await addresseeView(act, to) : null,
    fields: Object.entries(names).flatMap(([key, name]) => {
      const value = to[key as keyof Addressed];
      return value === undefined ? [] : [{ name, value }];
    }),
    // Of each addressee its own: what was begun to one family is not shown when writing to another.
    draftKey: ['letter-new', ...Object.values(to)].join('-'),
    families: isChosen ? [] : await correspondents(act),
    classes: isChosen ? [] : await classFamilies(act),
    ...{ q, found: isChosen ? [] : await findCorrespondents(act, q) },
    draft: { title: '', text: '', siteOnly: '' },
  };
}

/** What is shown is read, in the same act, so the badge above the page already knows. */
async function showLetter(act: Act, request: FastifyRequest): Promise<object> {
  const view = await letter(act, idOf(request), { page: pageNumberOf(request) });
  const last = view.replies.at(-1)?.number ?? 0;
  if (last > view.readUpTo) await readLetter(act, view.id, last);
  const chosen = wholeNumber(fieldsOf(request).quotes) ?? wholeNumber((request.query as { quote?: unknown }).quote);
  return {
    ...writing,
    ...view,
    quote: chosen ? await quotable(act, view.id, chosen, 'letter') : null,
    pager: {
      previous: view.page > 1 ? `?page=${view.page - 1}` : null,
      next: view.page < view.pages ? `?page=${view.page + 1}` : null,
    },
    draft: { text: '', siteOnly: '' },
  };
}

async function showEditing(act: Act, request: FastifyRequest): Promise<object> {
  const edited = await ownReply(act, idOf(request), 'letter');
  const began = wholeNumber(fieldsOf(request).version);
  const current = began !== undefined && began !== edited.version ? edited.text : null;
  const back = addressOf(edited.topic.id, edited.number);
  return { ...writing, reply: edited, current, back, draft: { text: edited.text, ...filesOf(request) } };
}

/** As an address and a form call them. */
const names = { toId: 'to', familyOf: 'family', classId: 'class', studentId: 'student' } as const;

function addressed(asked: Record<string, unknown>): Addressed {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, wholeNumber(asked[name])]));
}

function typed(request: FastifyRequest) {
  const { title, text, siteOnly } = fieldsOf(request);
  return { title: textOf(title), text: textOf(text), siteOnly: siteOnly === 'yes' };
}

function addressOf(id: number, number: number): string {
  return `/letters/${id}?page=${pageOf(number)}#reply-${number}`;
}
