import usualSchool from '#db/founding/usual-school.json' with { type: 'json' };
import { School } from '#db/school/school.ts';
import type { Act } from '../act.ts';
import { shortNameOf } from '../names.ts';
import { may, permit, see } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import { recordSetting } from './record-setting.ts';

/** What the school is called, and by which clock it lives. */
export interface SchoolAbout {
  /** «Школа № 5», on every page. */
  name: string;
  /** As on the seal, on every paper. */
  fullName: string;
  /** «с. Крюково» */
  town: string | null;
  /** Who signs as the director, as it was typed. */
  directorName: string | null;
  /** Who holds the function today: signs where nobody was typed. */
  director: string | null;
  timeZone: string;
  mayKeep: boolean;
}

/** The name of the school, its town, its director, its clock. For the heads of the school and the registrar. Refusal: not-found. */
export async function schoolAbout(act: Act): Promise<SchoolAbout> {
  see(act, 'readSchoolSettings');
  const { name, fullName, town, directorName, timeZone } = await act.em.findOneOrFail(School, { id: 1 });
  return {
    ...{ name, fullName, town: town ?? null, directorName: directorName ?? null, timeZone },
    director: await directorOfToday(act),
    mayKeep: may(act.by, 'keepSchool'),
  };
}

async function directorOfToday(act: Act): Promise<string | null> {
  const [row] = await act.em.execute<{ name: string }[]>(
    `select ${shortNameOf('p')} as name from assignment a join person p on p.id = a.person_id and p.deactivated_at is null
     where a.role = 'director' and a.since <= :today and (a.until is null or a.until >= :today) order by a.since desc limit 1`,
    { today: act.today },
  );
  return row?.name ?? null;
}

export interface AboutEntry {
  name: string;
  fullName: string;
  town: string;
  directorName: string;
  timeZone: string;
}

/**
 * Changes what the school is called. Another time zone holds from the next start of the program on.
 * Refusals: not-found, not-allowed, invalid under each field.
 */
export async function keepAbout(act: Act, entry: AboutEntry): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepSchool');
  const line = (field: 'name' | 'fullName' | 'town' | 'directorName', most: number) => {
    const text = tidyLine(entry[field]);
    if (text.length > most) invalid('settings/line', field, { most });
    return text;
  };
  const after = {
    name: line('name', 60) || invalid('settings/line', 'name', { most: 60 }),
    fullName: line('fullName', 300) || invalid('settings/line', 'fullName', { most: 300 }),
    town: line('town', 80) || null,
    directorName: line('directorName', 80) || null,
    timeZone: entry.timeZone,
  };
  const school = await act.em.findOneOrFail(School, { id: 1 });
  const isKnown = usualSchool.timeZones.some(({ zone }) => zone === after.timeZone);
  if (!isKnown && after.timeZone !== school.timeZone) invalid('founding/time-zone', 'timeZone');
  const { name, fullName, town = null, directorName = null, timeZone } = school;
  Object.assign(school, after);
  const told = ({ name: shortName, ...values }: typeof after) => ({ shortName, ...values });
  recordSetting(act, {
    ...{ page: 'about', thing: 'school' },
    before: told({ name, fullName, town, directorName, timeZone }),
    after: told(after),
  });
}
