import { withoutYo } from '../names.ts';
import words from './people-words.json' with { type: 'json' };
import type { PersonName } from './read-values.ts';

/** Gives out logins made of names: «petukhova.a», the next one «petukhova.a2»; those taken already are never given. */
export function loginGiver(taken: Iterable<string>): (name: Pick<PersonName, 'familyName' | 'givenName'>) => string {
  const given = new Set(taken);
  return ({ familyName, givenName }) => {
    const plain = `${latin(familyName).slice(0, 40) || 'user'}.${latin(givenName).slice(0, 1) || 'x'}`;
    let login = plain;
    for (let number = 2; given.has(login); number++) login = plain + number;
    given.add(login);
    return login;
  };
}

function latin(word: string): string {
  const letters = words.latin as Record<string, string>;
  return [...withoutYo(word.toLowerCase())]
    .map(letter => letters[letter] ?? letter)
    .join('')
    .replace(/[^a-z0-9-]/g, '');
}
