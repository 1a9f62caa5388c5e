import { describe, expect, it } from 'vitest';
import { cast } from '#db/sample/cast.ts';
import { checkPassword } from './passwords.ts';

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
