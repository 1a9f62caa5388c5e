import { expect, test } from 'vitest';
import { workKinds } from '../sample/work-kinds.ts';
import usualSchool from './usual-school.json' with { type: 'json' };

test('the sample school has the usual kinds of work', () => {
  const plain = ({ name, weight, control = false }: { name?: string; weight?: number; control?: boolean }) => ({
    ...{ name, weight, control },
  });
  expect(workKinds.map(plain)).toEqual(usualSchool.workKinds.map(plain));
});
