import { withoutYo } from '../names.ts';

/** A student as a name in a table is compared with: «Петрова Мария», and the patronymic. */
export interface NamedStudent {
  id: number;
  name: string;
  patronymic: string | null;
}

/**
 * Whom a name of a table means: «Петрова Мария», «Петрова Мария Дмитриевна», «Петрова М. Д.», «Петрова». Several when it
 * leaves that open.
 */
export function matchName<S extends NamedStudent>(written: string, students: readonly S[]): S[] {
  const words = wordsOf(written);
  if (words.length === 0) return [];
  const fitting = students.filter(student => fits(words, wordsOf(`${student.name} ${student.patronymic ?? ''}`)));
  // A name written whole is the one, even where another begins alike.
  const whole = fitting.filter(student => words.slice(0, 2).join(' ') === wordsOf(student.name).join(' '));
  return whole.length === 1 ? whole : fitting;
}

function wordsOf(name: string): string[] {
  return withoutYo(name.toLowerCase().normalize('NFC'))
    .split(/[\s.,]+/)
    .filter(word => word !== '' && !/^\d+$/.test(word));
}

/** Family name whole, then names in their order, each whole or by its first letter. */
function fits([family, ...others]: readonly string[], [ofFamily, ...names]: readonly string[]): boolean {
  if (family !== ofFamily || others.length > names.length) return false;
  return others.every((word, index) => word === names[index] || (word.length === 1 && names[index]!.startsWith(word)));
}
