import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import keyboard from './keyboard.json' with { type: 'json' };
import { invalid } from './refusal.ts';

// Argon2id as OWASP advises: 19 MiB, two passes.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Verifying against this takes as long as against a real hash, so an unknown login can't be told by the clock.
const nobody = await hash('nobody has this password', cost);

/** The hash to keep instead of the password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether the password is the one behind the hash; in equal time when there is no hash. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const right = await verify(passwordHash ?? nobody, password);
  return right && passwordHash !== null;
}

const shortest = 8;
// Tens of thousands from known leaks, in small letters; the ten thousand commonest are among them.
const common: ReadonlySet<string> = new Set(dictionary['passwords-common'].filter(({ length }) => length >= shortest));

/** Refuses a password that is too short, absurdly long, or among the commonest; no other rules of composition. */
export function checkPassword(password: string, field: string): void {
  if (password.length < shortest) invalid('password-short', field);
  if (password.length > 256) invalid('password-long', field);
  const small = password.toLowerCase();
  // The first keys of the keyboard are no better with the Russian layout on.
  if (common.has(small) || common.has(inLatinLayout(small))) invalid('password-common', field);
}

function inLatinLayout(text: string): string {
  return [...text].map(sign => keyboard.latin[keyboard.russian.indexOf(sign)] ?? sign).join('');
}
