import { describe, expect, it } from 'vitest';
import { filesOf, isTest, offences } from './tree.ts';

const rooms = filesOf(/^(bot|api|jobs|journal|forum|board|school|templates)\/.*\.ts$/).filter(
  ({ path }) => !isTest(path),
);

describe('the world', () => {
  it('lets time and chance in through main.ts only', () => {
    const everywhere = [
      ...rooms,
      ...filesOf(/^db\/.*\.ts$/).filter(({ path }) => !isTest(path) && !path.startsWith('db/server/')),
    ];
    expect(
      offences(everywhere, /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|Temporal\.Now|randomBytes|randomUUID/),
    ).toEqual([]);
  });

  it('reads the environment in config.ts only', () => {
    expect(offences(rooms, /process\.env/)).toEqual([]);
  });

  it('keeps arithmetic on days in school/calendar.ts', () => {
    expect(
      offences(
        rooms.filter(({ path }) => path !== 'school/calendar.ts'),
        /\bTemporal\./,
      ),
    ).toEqual([]);
  });

  it('catches nothing inside the rooms', () => {
    const inside = rooms.filter(
      ({ path }) =>
        /^(journal|forum|board|school)\//.test(path) &&
        // What the runtime says by throwing, and a line of a file that is shown instead of ending the deed.
        !['school/calendar.ts', 'school/imports/or-refusal.ts'].includes(path),
    );
    expect(offences(inside, /^\s*(\} )?(try|catch)\b/)).toEqual([]);
  });

  it('opens no second EntityManager: an act has one', () => {
    const inside = rooms.filter(({ path }) => path !== 'school/house.ts');
    expect(offences(inside, /\.fork\(|RequestContext|\.transactional\(/)).toEqual([]);
  });
});
