import known from '#templates/bot/vocabulary/subjects.json' with { type: 'json' };
import { type Entry, entry } from './lexicon.ts';
import { small } from './words.ts';

export interface SubjectName {
  id: number;
  name: string;
  shortName: string;
}

export interface SubjectSense {
  kind: 'subject';
  ids: number[];
}

const knownNames = new Set(Object.values(known).flat());

/** What families call the school's subjects; a subject our table doesn't know is called by its own words. */
export function subjectEntries(subjects: readonly SubjectName[]): Entry<SubjectSense>[] {
  const entries: Entry<SubjectSense>[] = [];
  for (const [pattern, names] of Object.entries(known)) {
    const ids = subjects.filter(subject => names.includes(subject.name)).map(subject => subject.id);
    if (ids.length > 0) entries.push(entry(pattern, { kind: 'subject', ids }));
  }
  for (const { id, name, shortName } of subjects) {
    if (knownNames.has(name)) continue;
    for (const pattern of ownWords(name, shortName)) entries.push(entry(pattern, { kind: 'subject', ids: [id] }));
  }
  return entries;
}

function ownWords(name: string, shortName: string): string[] {
  const [first = ''] = small(name).split(/\s+/);
  const short = small(shortName).replace(/[^\p{L}]+/gu, '');
  return [`${first.slice(0, Math.max(4, first.length - 2))}*`, ...(short.length > 2 ? [short] : [])];
}
