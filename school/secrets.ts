import { createHash } from 'node:crypto';
import type { World } from './world.ts';

// Letters and digits that can't be taken for one another on paper.
const paperAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The form in which a secret is kept. */
export function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A secret for machines: 128 random bits as 22 characters fit for an address. */
export function machineSecret(world: World): string {
  return world.random(16).toString('base64url');
}

/** A secret for people: so many characters without look-alikes. */
export function paperSecret(world: World, length: number): string {
  let secret = '';
  while (secret.length < length) {
    for (const byte of world.random(length * 2)) {
      // Bytes past the last whole alphabet would favour its first letters.
      if (byte < 256 - (256 % paperAlphabet.length) && secret.length < length)
        secret += paperAlphabet[byte % paperAlphabet.length];
    }
  }
  return secret;
}
