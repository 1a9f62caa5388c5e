import { plainText } from '#school/imports/headings.ts';
import { invalid } from '#school/refusal.ts';
import words from './asc-words.json' with { type: 'json' };
import { type Element, readXml } from './read-xml.ts';

/** A subject, a class or a room as the file names it. */
export interface AscNamed {
  name: string;
  short: string;
  line: number;
}

export interface AscTeacher extends AscNamed {
  firstName: string;
  lastName: string;
}

export interface AscGroup extends AscNamed {
  classId: string;
  /** The group is the class itself. */
  whole: boolean;
  /** Groups of one division part the class among them. */
  division: string;
}

export interface AscLesson {
  id: string;
  line: number;
  subjectId: string;
  classIds: string[];
  groupIds: string[];
  teacherIds: string[];
  /** Hours a week. */
  hours: number;
  /** How many slots one card of it takes. */
  slots: number;
  weeksDefId: string;
  termsDefId: string;
}

/** Where a lesson stands: a bit for each day it is on, for each week, for each term. */
export interface AscCard {
  line: number;
  lessonId: string;
  period: string;
  days: string;
  weeks: string;
  terms: string;
  roomIds: string[];
}

/** A timetable as aSc Timetables wrote it, nothing of it compared with the school yet. */
export interface AscFile {
  periods: Map<string, { startsAt: string }>;
  weeks: Map<string, string>;
  terms: Map<string, string>;
  subjects: Map<string, AscNamed>;
  teachers: Map<string, AscTeacher>;
  rooms: Map<string, AscNamed>;
  classes: Map<string, AscNamed>;
  groups: Map<string, AscGroup>;
  lessons: Map<string, AscLesson>;
  cards: AscCard[];
}

/**
 * Reads the XML that aSc Timetables exports (the form of 2012 and the days of the older one). Attributes and sections in any
 * order; what is not needed is passed over. Refusals under `file`: those of `readXml`, no timetable of aSc, no cards.
 */
export function readAsc(text: string): AscFile {
  const file: AscFile = {
    ...{ periods: new Map(), weeks: new Map(), terms: new Map(), subjects: new Map(), teachers: new Map() },
    ...{ rooms: new Map(), classes: new Map(), groups: new Map(), lessons: new Map(), cards: [] },
  };
  let firstDay = 0;
  readXml(text, element => {
    const { name, around, attributes } = element;
    if (around.length === 0) {
      if (name !== 'timetable') invalid('asc/not-asc', 'file', { name });
      if (attributes.options?.split(/[,;\s]+/).includes('daynumbering1')) firstDay = 1;
    }
    if (around.length === 2) readers[`${around[1]}/${name}`]?.(file, element, firstDay);
  });
  if (file.cards.length === 0) invalid('asc/no-cards', 'file');
  return file;
}

type Reader = (file: AscFile, element: Element, firstDay: number) => void;

const readers: Partial<Record<string, Reader>> = {
  'periods/period': (file, { attributes }) =>
    keep(file.periods, attributes.period, { startsAt: timeOf(attributes.starttime) }),
  'weeksdefs/weeksdef': (file, { attributes }) => keep(file.weeks, attributes.id, textOf(attributes.weeks)),
  'termsdefs/termsdef': (file, { attributes }) => keep(file.terms, attributes.id, textOf(attributes.terms)),
  'subjects/subject': (file, element) => keep(file.subjects, element.attributes.id, namedOf(element)),
  'classrooms/classroom': (file, element) => keep(file.rooms, element.attributes.id, namedOf(element)),
  'classes/class': (file, element) => keep(file.classes, element.attributes.id, namedOf(element)),
  'teachers/teacher': (file, element) => {
    const { id, firstname, lastname } = element.attributes;
    const [firstName, lastName] = [textOf(firstname), textOf(lastname)];
    const { name, ...rest } = namedOf(element);
    keep(file.teachers, id, { ...rest, firstName, lastName, name: name || `${lastName} ${firstName}`.trim() });
  },
  'groups/group': (file, element) => {
    const { id, classid, entireclass, divisiontag } = element.attributes;
    const named = namedOf(element);
    const whole = entireclass === '1' || entireclass === 'true' || wholeClass.test(plainText(named.name));
    keep(file.groups, id, { ...named, classId: textOf(classid), whole, division: textOf(divisiontag) });
  },
  'lessons/lesson': (file, { attributes: of, line }) =>
    keep(file.lessons, of.id, {
      ...{ id: textOf(of.id), line, subjectId: textOf(of.subjectid) },
      ...{ classIds: idsOf(of.classids ?? of.classid), groupIds: idsOf(of.groupids ?? of.groupid) },
      teacherIds: idsOf(of.teacherids ?? of.teacherid),
      ...{ hours: numberOf(of.periodsperweek), slots: Math.max(1, Math.trunc(numberOf(of.periodspercard))) },
      ...{ weeksDefId: textOf(of.weeksdefid), termsDefId: textOf(of.termsdefid) },
    }),
  'cards/card': (file, { attributes: of, line }, firstDay) => {
    file.cards.push({
      ...{ line, lessonId: textOf(of.lessonid), period: textOf(of.period), days: daysOf(of, firstDay) },
      ...{ weeks: textOf(of.weeks), terms: textOf(of.terms), roomIds: idsOf(of.classroomids ?? of.classroomid) },
    });
  },
};

const wholeClass = new RegExp(words.whole);

// Of two with one name the first is meant.
function keep<T>(map: Map<string, T>, id: string | undefined, value: T): void {
  const key = textOf(id);
  if (key !== '' && !map.has(key)) map.set(key, value);
}

const longestName = 200;

function textOf(attribute: string | undefined): string {
  return (attribute ?? '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .slice(0, longestName);
}

function namedOf({ attributes: { name, short }, line }: Element): AscNamed {
  return { name: textOf(name) || textOf(short), short: textOf(short), line };
}

/** Several ids are parted by commas; a lone star is none. */
function idsOf(attribute: string | undefined): string[] {
  const ids = (attribute ?? '').split(',').map(id => id.trim());
  return [...new Set(ids.filter(id => id !== '' && id !== '*'))].slice(0, 100);
}

/** «4.0» or «4,0»; none where it is no number. */
function numberOf(attribute: string | undefined): number {
  const number = Number((attribute ?? '').replace(',', '.'));
  return Number.isFinite(number) && number > 0 ? Math.min(number, 100) : 0;
}

/** «8:30» as «08:30». */
function timeOf(attribute: string | undefined): string {
  return textOf(attribute).padStart(5, '0');
}

/** The older form has the number of the day instead of bits. */
function daysOf({ days, day }: Element['attributes'], firstDay: number): string {
  if (days !== undefined || !/^\d$/.test(day ?? '')) return textOf(days);
  const at = Number(day) - firstDay;
  return at < 0 ? '' : `${'0'.repeat(at)}1`;
}
