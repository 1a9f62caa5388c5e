import { readFileSync } from 'node:fs';
import type { Acknowledgement } from '../board/acknowledgement.ts';
import type { BoardDocument } from '../board/board-document.ts';
import type { Day } from '../day.ts';
import { freshPaper, type Paper, papers } from './board-papers.ts';
import { dayAfter, type YearPlan } from './calendar.ts';
import { chanceOf } from './chance.ts';
import type { Row } from './rows.ts';

interface Options {
  year: YearPlan;
  today: Day;
  at: Date;
  clock: (day: Day, minutes: number) => Date;
  staff: readonly number[];
  personBy: (login: string) => number;
}

/** «Учительская» as it stands today: the regulation first, then what was published since; numbers without gaps. */
export function openBoard(options: Options): {
  documents: Row<BoardDocument>[];
  acknowledgements: Row<Acknowledgement>[];
} {
  const dated = datedPapers(options);
  const documents = dated.map(({ day, ...paper }, index) => {
    const year = Number(day.slice(0, 4));
    const before = dated.slice(0, index).filter(other => other.kind === paper.kind && other.day.startsWith(`${year}-`));
    const { kind, title, text, audience } = paper;
    const publishedAt = earlier(options.clock(day, 9 * 60 + 30 + index), options.at);
    const signer = options.personBy(paper.by);
    return {
      id: index + 1,
      kind,
      year,
      number: before.length + 1,
      date: day,
      title,
      text,
      signer,
      audience,
      file: null,
      publishedAt,
    };
  });
  return {
    documents,
    acknowledgements: documents.flatMap(document => acknowledgedBy(document, options)).map(numbered),
  };
}

function datedPapers(options: Options): (Omit<Paper, 'monthDay'> & { day: Day })[] {
  const start = Number(options.year.firstDay.slice(0, 4));
  const yesterday = dayAfter(options.today, -1);
  const dated = papers.map(({ monthDay, ...paper }) => ({
    ...paper,
    day: `${monthDay > '08' ? start : start + 1}-${monthDay}` as Day,
  }));
  const regulation = { ...regulationPaper(), day: `${start}-08-27` as Day };
  return [regulation, ...dated, { ...freshPaper, day: yesterday }]
    .filter(paper => paper.day < options.today)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function regulationPaper(): Omit<Paper, 'monthDay'> {
  return {
    kind: 'regulation',
    title: 'Положение о ведении журналов успеваемости в электронном виде (электронных классных журналов)',
    by: 'sokolova',
    audience: ['staff'],
    text: readFileSync(`${import.meta.dirname}/regulation.txt`, 'utf8').trim(),
  };
}

// Old papers have been read by nearly all; yesterday's by a few, and by none of the cast's teachers.
function acknowledgedBy(document: Row<BoardDocument>, options: Options): Omit<Row<Acknowledgement>, 'id'>[] {
  const chance = chanceOf('acknowledged', document.title!, document.date!);
  const age = Temporal.PlainDate.from(document.date!).until(options.today).days;
  const castTeachers = ['ivanova', 'orlova', 'volkov', 'fedorova'].map(options.personBy);
  return options.staff.flatMap(person => {
    const has = chance.happens(age > 14 ? 0.9 : age > 3 ? 0.6 : 0.2);
    if (person === document.signer || !has || (age <= 3 && castTeachers.includes(person))) return [];
    const at = earlier(new Date(document.publishedAt!.getTime() + chance.whole(20, 3000) * 60_000), options.at);
    return [{ document: document.id, person, at, through: chance.happens(0.6) ? ('page' as const) : ('web' as const) }];
  });
}

function numbered<T extends object>(row: T, index: number): T & { id: number } {
  return { id: index + 1, ...row };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
