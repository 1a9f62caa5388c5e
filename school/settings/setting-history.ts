import type { Act } from '../act.ts';
import { shortNameOf } from '../names.ts';
import { may, see } from '../permissions.ts';
import {
  type SettingPage,
  type SettingThing,
  type SettingValue,
  type SettingValues,
  settingPages,
  subjectOf,
} from './record-setting.ts';

export interface SettingLine {
  id: number;
  at: Date;
  by: string | null;
  page: SettingPage;
  thing: SettingThing;
  name: string;
  /** «new», «gone» or «changed». */
  deed: 'new' | 'gone' | 'changed';
  values: { key: string; was: SettingValue; becomes: SettingValue }[];
  /** Nothing has been set there since, and it can be put back as it was. */
  mayUndo: boolean;
}

/** How many lines are shown at once. */
const most = 100;

/** Who set what at the school and when, old and new, the latest first; of one page or of all. Refusal: not-found. One query. */
export async function settingHistory(act: Act, page?: SettingPage): Promise<SettingLine[]> {
  see(act, 'readSchoolSettings');
  const pages = page ? [page] : settingPages;
  const rows = await act.em.execute<Row[]>(
    `select h.id, h.at, ${shortNameOf('p')} as by, h.subject, h.before, h.after
     from change h left join person p on p.id = h.by_id
     where h.deed = 'setting' and h.subject = any(:subjects) order by h.id desc limit ${most}`,
    { subjects: `{${pages.map(subjectOf).join(',')}}` },
  );
  const later = new Set<string>();
  return rows.map(row => {
    const line = lineOf(row);
    const about = `${line.page} ${line.thing} ${line.thing === 'school' ? '' : line.name}`;
    const isLatest = !later.has(about);
    later.add(about);
    return { ...line, mayUndo: isLatest && isUndoable(line) && mayUndo(act.by, line) };
  });
}

const calendar: readonly SettingThing[] = ['days-off', 'moved-day', 'quarter', 'trimester', 'half-year'];

/** What is made and taken away with more than values is not put back by one press: classes, subjects, the load. */
function isUndoable({ thing, deed, values }: Omit<SettingLine, 'mayUndo'>): boolean {
  if (thing === 'days-off' || thing === 'moved-day' || thing === 'thresholds') return true;
  if (thing === 'work-kind') return deed === 'changed' && values.every(({ key }) => key !== 'position');
  return deed === 'changed' && (thing === 'school' || thing === 'rules' || calendar.includes(thing));
}

function mayUndo(by: Act['by'], { page, thing }: Omit<SettingLine, 'mayUndo'>): boolean {
  if (page === 'about') return may(by, 'keepSchool');
  return page === 'year' || calendar.includes(thing) ? may(by, 'keepCalendar') : may(by, 'keepMarkRules');
}

interface Row {
  id: number;
  at: Date;
  by: string | null;
  subject: string;
  before: SettingValues | null;
  after: SettingValues | null;
}

function lineOf({ id, at, by, subject, before, after }: Row): Omit<SettingLine, 'mayUndo'> {
  const { thing, name } = (after ?? before)!;
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const values = [...keys]
    .filter(key => key !== 'thing' && key !== 'name')
    .map(key => ({ key, was: before?.[key] ?? null, becomes: after?.[key] ?? null }))
    .filter(({ was, becomes }) => was !== null || becomes !== null);
  return {
    ...{ id, by, values },
    at: new Date(at),
    page: settingPages.find(one => subjectOf(one) === subject)!,
    thing: thing as SettingThing,
    name: String(name),
    deed: before === null ? 'new' : after === null ? 'gone' : 'changed',
  };
}
