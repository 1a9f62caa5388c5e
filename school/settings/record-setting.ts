import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '../act.ts';
import { recordChange } from '../history/record-change.ts';

/** The pages of settings; each has its own thread in the history. */
export const settingPages = ['about', 'year', 'classes', 'subjects', 'load', 'rules'] as const;
export type SettingPage = (typeof settingPages)[number];

export type SettingValue = string | number | boolean | null;
export type SettingValues = Record<string, SettingValue>;

/** What was set: «work-kind» «диктант», with its values before and after; one of them null where it is new or gone. */
export interface SettingChange {
  page: SettingPage;
  thing: SettingThing;
  name?: string;
  before: SettingValues | null;
  after: SettingValues | null;
}

export type SettingThing =
  | 'school'
  | 'rules'
  | 'thresholds'
  | 'work-kind'
  | 'year'
  | PeriodKind
  | 'days-off'
  | 'moved-day'
  | 'class'
  | 'subject'
  | 'course'
  | 'teacher';

/** Writes a changed setting into the history of the school: who, when, old and new; what stayed the same leaves no line. */
export function recordSetting(act: Act, { page, thing, name = '', before, after }: SettingChange): void {
  const named = (values: SettingValues | null) => values && { thing, name, ...values };
  recordChange(act, {
    deed: 'setting',
    subject: subjectOf(page),
    course: null,
    ...changedOnly(named(before), named(after)),
  });
}

export function subjectOf(page: SettingPage): string {
  return `setting:${page}`;
}

/** Of two states what differs, with the name of the thing. */
function changedOnly(before: SettingValues | null, after: SettingValues | null) {
  if (!before || !after) return { before, after };
  const isTold = (key: string) => key === 'thing' || key === 'name' || before[key] !== after[key];
  const told = (values: SettingValues) => Object.fromEntries(Object.entries(values).filter(([key]) => isTold(key)));
  return { before: told(before), after: told(after) };
}
