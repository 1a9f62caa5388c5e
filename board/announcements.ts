import { BoardDocument } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import { isStaff, personWord } from '#school/actor.ts';
import type { Day } from '#school/calendar.ts';
import type { FileContent } from '#school/files.ts';
import { shortNameOf } from '#school/names.ts';
import { ownClasses } from '#school/own-classes.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { familyWords } from './audience.ts';
import { type FileLine, filesOf, readHungFile } from './files.ts';
import { isOver, olderThan } from './force.ts';

/** An announcement for families in a list. */
export interface AnnouncementLine {
  id: number;
  number: number;
  date: Day;
  title: string;
  signer: string;
  publishedAt: Date;
  hasFile: boolean;
}

export interface AnnouncementsView {
  announcements: AnnouncementLine[];
  total: number;
  page: number;
  pages: number;
}

export interface AnnouncementView extends Omit<AnnouncementLine, 'hasFile'> {
  text: string;
  files: FileLine[];
}

const perPage = 30;

/**
 * Announcements addressed to the actor as a parent or a student, the latest first, or those of the archive: over, or of an older
 * school year; what is for the staff alone stays unseen. The same
 * rule as `readAnnouncement` of the charter. Refusal: not-found to who is neither.
 */
export async function announcements(
  act: Act,
  query: { page?: number | undefined; most?: number; archive?: boolean | undefined } = {},
): Promise<AnnouncementsView> {
  see(act, 'readAnnouncements');
  const { most = perPage } = query;
  const words = `{${(await wordsOfFamily(act)).join(',')}}`;
  const where = `d.kind = 'announcement' and d.audience && :words::text[]
    and (${isOver(':today')} or coalesce(d.date <= ${olderThan(':today')}, false)) = :archive`;
  const asked = { words, today: act.today, archive: query.archive ?? false };
  const [row] = await act.em.execute<{ total: number }[]>(
    `select count(*)::int as total from board_document d where ${where}`,
    asked,
  );
  const { total } = row!;
  const pages = Math.max(1, Math.ceil(total / most));
  const page = Math.min(Math.max(1, query.page ?? 1), pages);
  const rows = await act.em.execute<(Omit<AnnouncementLine, 'publishedAt'> & { publishedAt: string })[]>(
    `select d.id, d.number, d.date::text as date, d.title, ${shortNameOf('p')} as signer, d.published_at as "publishedAt",
       exists (select from board_file h where h.document_id = d.id) as "hasFile"
     from board_document d join person p on p.id = d.signer_id
     where ${where} order by d.published_at desc, d.id desc limit :limit offset :offset`,
    { ...asked, limit: most, offset: (page - 1) * most },
  );
  return {
    announcements: rows.map(line => ({ ...line, publishedAt: new Date(line.publishedAt) })),
    total,
    page,
    pages,
  };
}

/** One announcement, to those of the families it is for. Refusal: not-found. */
export async function announcement(act: Act, id: number): Promise<AnnouncementView> {
  const { number, date, title, text, publishedAt, signer } = await load(act, id);
  return {
    ...{ id, number, date, title, text, publishedAt, signer: signer.shortName },
    files: await filesOf(act, { documentId: id }),
  };
}

/** One of its files, the first when none is named. Refusal: not-found. */
export async function announcementFile(act: Act, id: number, fileId?: number): Promise<FileContent> {
  await load(act, id);
  return readHungFile(act, { documentId: id }, fileId);
}

async function load(act: Act, id: number) {
  see(act, 'readAnnouncements');
  const document = await act.em.findOne(BoardDocument, { id }, { populate: ['signer'] });
  if (!document) throw new Refusal('not-found', 'not-found');
  const { kind, audience } = document;
  see(act, 'readAnnouncement', { kind, audience, classIds: await ownClasses(act) });
  return document;
}

async function wordsOfFamily(act: Act): Promise<string[]> {
  const roles = { parents: 'parent', students: 'student' } as const;
  const own = familyWords.filter(word => act.by.roles.has(roles[word]));
  // Who works here as well finds what is for them alone on the board.
  const self = isStaff(act.by) ? [] : [personWord(act.by.id)];
  return [...own, ...(await ownClasses(act)).map(id => `class:${id}`), ...self];
}
