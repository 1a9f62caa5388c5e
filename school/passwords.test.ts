import { verify } from '@node-rs/argon2';
import { describe, expect, it, vi } from 'vitest';
import { cast } from '#db/sample/cast.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';

vi.mock(import('@node-rs/argon2'), async original => {
  const argon = await original();
  return { ...argon, verify: vi.fn(argon.verify) };
});

describe('a password', () => {
  it('is kept by argon2id with 19 MiB in two passes, salted', async () => {
    const [one, other] = [await hashPassword('тихий вечер'), await hashPassword('тихий вечер')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect([await isPassword('тихий вечер', one), await isPassword('тихий  вечер', one)]).toEqual([true, false]);
  });

  it('of nobody is compared all the same, with a hash of the same cost', async () => {
    vi.mocked(verify).mockClear();
    expect(await isPassword('тихий вечер', null)).toBe(false);
    expect(await isPassword('nobody has this password', null)).toBe(false);
    expect(vi.mocked(verify).mock.calls.map(([hash]) => String(hash).slice(0, 31))).toEqual(
      Array(2).fill('$argon2id$v=19$m=19456,t=2,p=1$'),
    );
  });
});

const refusal = (password: string) => {
  try {
    checkPassword(password, 'next');
    return null;
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

describe('a new password', () => {
  it('is refused when it is one of the commonest, in whatever case', () => {
    for (const password of ['12345678', 'password', 'Password1', 'QWERTYUIOP', '1q2w3e4r5t', 'ghjcnjnfr']) {
      expect(refusal(password), password).toBe('password-common');
    }
  });

  it('is refused when it is one of them with the Russian layout on', () => {
    expect(refusal('йцукенгшщз')).toBe('password-common');
    expect(refusal('Йцукенгш')).toBe('password-common');
  });

  it('needs eight characters and nothing else: no digit, no capital, no sign', () => {
    expect(refusal('трамвай')).toBe('password-short');
    expect(refusal('трамваи!')).toBeNull();
    expect(refusal('дождь стучит по крыше')).toBeNull();
    expect(refusal('zelenyitramvai')).toBeNull();
  });

  it('may be 64 characters long and much longer, and is refused past 256', () => {
    expect(refusal('я'.repeat(64))).toBeNull();
    expect(refusal('я'.repeat(256))).toBeNull();
    expect(refusal('я'.repeat(257))).toBe('password-long');
  });

  it('may be what the people of the sample school have', () => {
    for (const { login, password } of cast) expect(refusal(password), login).toBeNull();
  });
});
