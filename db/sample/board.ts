import { readFileSync } from 'node:fs';
import type { Acknowledgement } from '../board/acknowledgement.ts';
import type { BoardDocument } from '../board/board-document.ts';
import type { BoardDraft } from '../board/board-draft.ts';
import type { BoardFile } from '../board/board-file.ts';
import type { Day } from '../day.ts';
import type { YearPlan } from '../founding/usual-year.ts';
import type { StoredFile } from '../school/stored-file.ts';
import {
  bellsFile,
  draftPapers,
  freshPaper,
  olderRegulation,
  type Paper,
  papers,
  regulationPaper,
} from './board-papers.ts';
import { dayAfter, weekdayOf } from './calendar.ts';
import { chanceOf } from './chance.ts';
import type { Row } from './rows.ts';
import { fileRow } from './stored-files.ts';

interface Options {
  year: YearPlan;
  today: Day;
  at: Date;
  clock: (day: Day, minutes: number) => Date;
  staff: readonly number[];
  personBy: (login: string) => number;
}

interface Board {
  documents: Row<BoardDocument>[];
  files: Row<StoredFile>[];
  acknowledgements: Row<Acknowledgement>[];
  drafts: Row<BoardDraft>[];
  /** Which file hangs on which document. */
  hung: Row<BoardFile>[];
}

/** «Учительская» as it stands today: the regulation first, then what was published since; numbers without gaps. */
export function openBoard(options: Options): Board {
  const board: Board = { documents: [], files: [], acknowledgements: [], drafts: draftRows(options), hung: [] };
  const dated = datedPapers(options);
  for (const paper of dated) publish(board, paper, options);
  const newest = board.documents.at(-1)!;
  for (const document of board.documents) acknowledge(board, document, { ...options, isNewest: document === newest });
  precede(board, options);
  return board;
}

type DatedPaper = Omit<Paper, 'monthDay'> & { day: Day };

function datedPapers({ year, today }: Options): DatedPaper[] {
  const start = Number(year.firstDay.slice(0, 4));
  const text = readFileSync(`${import.meta.dirname}/regulation.txt`, 'utf8').trim();
  const dated = papers.map(({ monthDay, ...paper }) => ({
    ...paper,
    day: workday(`${monthDay > '08' ? start : start + 1}-${monthDay}` as Day),
  }));
  const freshDay = [workday(dayAfter(today, -1)), year.lastDay].sort()[0]!;
  const fresh = freshDay >= `${start}-09-10` ? [{ ...freshPaper, day: freshDay }] : [];
  return [{ ...regulationPaper, text, day: workday(`${start}-08-26`) }, ...dated, ...fresh]
    .filter(paper => paper.day < today)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** Written by the deputy: an order that waits for the director, and an announcement that the clock publishes tomorrow; the director's own. */
function draftRows({ today, at, clock, personBy }: Options): Row<BoardDraft>[] {
  const [sokolova, morozov] = [personBy('sokolova'), personBy('morozov')];
  const editedAt = earlier(clock(dayAfter(today, -1), 16 * 60 + 5), at);
  const common = {
    author: morozov,
    editor: morozov,
    editedAt,
    version: 1,
    audience: ['staff'],
    publisher: null,
    publishAt: null,
  };
  const publishAt = clock(dayAfter(today, 1), 8 * 60);
  return [
    { id: 1, kind: 'order', ...draftPapers.order, ...common },
    { id: 2, kind: 'announcement', ...draftPapers.announcement, ...common, publisher: morozov, publishAt },
    { id: 3, kind: 'order', ...draftPapers.thanks, ...common, author: sokolova, editor: sokolova },
  ];
}

// The regulation before the present one: of two years ago, brought into the program with it.
function precede(board: Board, { year }: Options): void {
  const present = board.documents.find(({ kind }) => kind === 'regulation');
  if (!present) return;
  const begun = Number(year.firstDay.slice(0, 4)) - 2;
  const line = `regulation-${begun}-1`;
  const publishedAt = new Date(present.publishedAt!.getTime() - 10 * 60_000);
  const id = board.documents.length + 1;
  const own = { id, year: begun, number: 1, line, date: `${begun}-08-27` as Day, publishedAt, pinnedAt: null };
  const replaced = { supersededOn: present.date!, supersededBy: present.id };
  board.documents.push({ ...present, text: olderRegulation(present.text!), ...own, ...replaced });
  Object.assign(present, { line, version: 2 });
}

// On a weekend nobody signs: the Friday before it.
function workday(day: Day): Day {
  return dayAfter(day, -Math.max(0, weekdayOf(day) - 5));
}

function publish(board: Board, paper: DatedPaper, options: Options): void {
  const { kind, title, text, audience, day } = paper;
  const id = board.documents.length + 1;
  const year = Number(day.slice(0, 4));
  const number = board.documents.filter(other => other.kind === kind && other.year === year).length + 1;
  const signer = options.personBy(paper.by);
  const publishedAt = earlier(options.clock(day, 9 * 60 + 30 + id), options.at);
  if (paper.file) {
    const file = board.files.length + 1;
    board.files.push(fileRow(file, bellsFile(), { by: signer, at: publishedAt }));
    board.hung.push({ id: file, document: id, file, position: 1 });
  }
  const acknowledgeBy = paper.readWithin ? dayAfter(day, paper.readWithin) : null;
  const words = { kind, title, text, audience, isPublic: paper.isPublic ?? false };
  const days = {
    effectiveUntil: paper.lasts ? dayAfter(day, paper.lasts) : null,
    supersededOn: null,
    supersededBy: null,
  };
  const pinnedAt = paper.pinned ? publishedAt : null;
  const place = { year, number, line: `${kind}-${year}-${number}`, version: 1 };
  board.documents.push({ id, ...words, ...place, ...days, date: day, signer, publishedAt, acknowledgeBy, pinnedAt });
}

// Old papers have been read by nearly all; the newest by a few, and by none of the cast's teachers.
function acknowledge(board: Board, document: Row<BoardDocument>, options: Options & { isNewest: boolean }): void {
  // What is for families alone the staff have nothing to acknowledge of.
  if (document.audience!.every(word => ['parents', 'students'].includes(word))) return;
  const chance = chanceOf('acknowledged', document.title!, document.date!);
  const age = Temporal.PlainDate.from(document.date!).until(options.today, { largestUnit: 'day' }).days;
  const share = options.isNewest || age <= 3 ? 0.2 : age > 14 ? 0.9 : 0.6;
  const castTeachers = ['ivanova', 'orlova', 'volkov', 'fedorova'].map(options.personBy);
  for (const person of options.staff) {
    const has = chance.happens(share);
    if (person === document.signer || !has || (options.isNewest && castTeachers.includes(person))) continue;
    const at = earlier(new Date(document.publishedAt!.getTime() + chance.whole(20, 3000) * 60_000), options.at);
    const through = chance.happens(0.6) ? 'page' : 'web';
    const id = board.acknowledgements.length + 1;
    board.acknowledgements.push({ id, document: document.id, person, at, through });
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
