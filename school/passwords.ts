import { hash, verify } from '@node-rs/argon2';
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

/** Refuses a password that is too short or absurdly long; no other rules of composition. */
export function checkPassword(password: string, field: string): void {
  if (password.length < 8) invalid('password-short', field);
  if (password.length > 256) invalid('password-long', field);
}
