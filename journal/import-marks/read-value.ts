import type { AbsenceKind } from '#db/journal/absence.ts';
import { refuseExempt } from '../entry-rules.ts';
import entryWords from '../entry-words.json' with { type: 'json' };
import words from './import-words.json' with { type: 'json' };

/** What a cell of another journal says: marks as the rules of marks read them, and an absence. */
export interface ReadValue {
  marks: string[];
  absence: AbsenceKind | null;
}

/** Reads «5», «4/3», «5 4», «н», «оп 5», «.»; nothing when a part of it means nothing here. */
export function readValue(text: string): ReadValue | undefined {
  const value: ReadValue = { marks: [], absence: null };
  // «н/б» is one word, «4/3» are two marks.
  for (const part of text.toLowerCase().split(/[\s,;]+|(?<=\d)\/(?=\d)/)) {
    const absence = (words.codes as Record<string, AbsenceKind>)[part];
    if (absence && value.absence === null) value.absence = absence;
    else if (/^\d+$/.test(part)) value.marks.push(part);
    else if (words.owed.includes(part)) value.marks.push(entryWords.owed);
    // The journal itself says what to do instead.
    else if (refuseExempt(part)) value.marks.push(part);
    else if (part !== '') return undefined;
  }
  return value.marks.length === 0 && value.absence === null ? undefined : value;
}
