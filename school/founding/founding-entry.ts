import usualSchool from '#db/founding/usual-school.json' with { type: 'json' };
import type { Person } from '#db/school/person.ts';
import { emailAddress } from '../email-address.ts';
import { checkPassword } from '../passwords.ts';
import { invalid } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';

/** What a new school is asked at its first start. */
export interface FoundingEntry {
  /** «Школа № 5», on every page. */
  name: string;
  /** As on the seal, on every paper. */
  fullName: string;
  timeZone: string;
  /** The school year begins in September of that year. */
  yearStart: number;
  daysPerWeek: number;
  familyName: string;
  givenName: string;
  patronymic: string | null;
  sex: Person['sex'];
  login: string;
  email: string | null;
  password: string;
}

/** Where schools are, by their clocks. */
export const { timeZones } = usualSchool;

/** The typed answers as they are kept. Refusals: invalid under each field. */
export function checkFounding(typed: Record<string, string>): FoundingEntry {
  const line = (field: string, most: number) => {
    const text = tidyLine(typed[field] ?? '');
    if (text === '' || text.length > most) invalid('founding/line', field, { most });
    return text;
  };
  const name = line('name', 60);
  const fullName = line('fullName', 300);
  const timeZone = (typed.timeZone ?? '').trim();
  if (!timeZones.some(({ zone }) => zone === timeZone)) invalid('founding/time-zone', 'timeZone');
  const yearStart = Number(typed.yearStart);
  if (!Number.isInteger(yearStart) || yearStart < 2000 || yearStart > 2100) invalid('founding/year', 'yearStart');
  const familyName = line('familyName', 60);
  const givenName = line('givenName', 60);
  const login = (typed.login ?? '').trim().toLowerCase();
  if (!/^[a-z][a-z0-9.-]{2,39}$/.test(login)) invalid('founding/login', 'login');
  const isMailWritten = (typed.email ?? '').trim() !== '';
  const email = isMailWritten ? (emailAddress(typed.email!) ?? invalid('founding/email', 'email')) : null;
  const password = typed.password ?? '';
  checkPassword(password, 'password');
  return {
    ...{ name, fullName, timeZone, yearStart, familyName, givenName, login, password },
    daysPerWeek: typed.daysPerWeek === '6' ? 6 : 5,
    patronymic: tidyLine(typed.patronymic ?? '').slice(0, 60) || null,
    sex: typed.sex === 'male' ? 'male' : 'female',
    email,
  };
}
