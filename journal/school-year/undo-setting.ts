import { WorkKind } from '#db/journal/work-kind.ts';
import { DaysOff } from '#db/school/days-off.ts';
import { MovedDay } from '#db/school/moved-day.ts';
import { Period, type PeriodKind } from '#db/school/period.ts';
import { SchoolYear } from '#db/school/school-year.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { keepAbout, schoolAbout } from '#school/settings/about.ts';
import { keepMarkRules, type MarkRules, markRules } from '#school/settings/rules.ts';
import { type SettingLine, settingHistory } from '#school/settings/setting-history.ts';
import { dropThresholds, keepThresholds } from '#school/settings/thresholds.ts';
import { keepWorkKind } from '#school/settings/work-kinds.ts';
import { dropDaysOff, dropMovedDay, keepDaysOff, keepMovedDay } from './keep-days-off.ts';
import { keepPeriods } from './keep-periods.ts';
import { keepDaysPerWeek } from './keep-year.ts';

/**
 * Puts a setting back as it was before a line of the history, by the very deed that sets it: with its rights, its refusals and
 * its question about lessons. Refusals: not-found, not-allowed, conflict (something was set there since), and those of the deed.
 */
export async function undoSetting(act: Act, { id, sure = false }: { id: number; sure?: boolean }): Promise<void> {
  const line = (await settingHistory(act)).find(one => one.id === id);
  if (!line) throw new Refusal('not-found', 'not-found');
  if (!line.mayUndo) throw new Refusal('conflict', 'settings/not-undone');
  const was = valuesOf(line, 'was');
  const becomes = valuesOf(line, 'becomes');
  await undo[line.thing]?.(act, { line, was, becomes, sure });
}

/** What the deeds have written of the things that can be put back; a line holds some of it. */
interface Written extends MarkRules {
  shortName: string;
  fullName: string;
  town: string | null;
  directorName: string | null;
  timeZone: string;
  daysPerWeek: number;
  title: string;
  weight: number;
  control: boolean;
  five: number;
  four: number;
  three: number;
  firstDay: Day;
  lastDay: Day;
  grade: number | null;
  weekday: number;
}

interface Undoing {
  line: SettingLine;
  was: Partial<Written>;
  becomes: Partial<Written>;
  sure: boolean;
}

const undo: Partial<Record<SettingLine['thing'], (act: Act, undoing: Undoing) => Promise<unknown>>> = {
  school: async (act, { line, was }) => {
    if (line.page === 'year') return keepDaysPerWeek(act, was.daysPerWeek!);
    const { name, fullName, town, directorName, timeZone } = await schoolAbout(act);
    const { shortName = name, ...rest } = was;
    const {
      fullName: full,
      town: place,
      directorName: signer,
      timeZone: zone,
    } = { fullName, town, directorName, timeZone, ...rest };
    return keepAbout(act, {
      name: shortName,
      fullName: full,
      town: place ?? '',
      directorName: signer ?? '',
      timeZone: zone,
    });
  },
  rules: async (act, { was }) => keepMarkRules(act, { ...(await markRules(act)).rules, ...was }),
  thresholds: async (act, { line, was }) => {
    const grade = line.name === '' ? null : Number(line.name);
    if (line.deed === 'new') return dropThresholds(act, grade);
    const now = (await markRules(act)).thresholds.find(one => one.grade === grade);
    const { five, four, three } = { ...now, ...was } as Written;
    return keepThresholds(act, { grade, five, four, three });
  },
  'work-kind': async (act, { line, was, becomes }) => {
    const kind = await act.em.findOne(WorkKind, { name: becomes.title ?? line.name });
    if (!kind) throw new Refusal('not-found', 'not-found');
    const { id, name, weight, control } = kind;
    const { title = name, ...rest } = was;
    return keepWorkKind(act, { id, weight, control, ...rest, name: title });
  },
  'days-off': async (act, { line, was, becomes, sure }) => {
    if (line.deed === 'gone') {
      const yearId = await yearOf(act, was.firstDay!);
      const { title, firstDay, lastDay, grade } = was as Written;
      return keepDaysOff(act, { yearId, name: title, firstDay, lastDay, grade: grade ?? null, sure });
    }
    const { title = line.name, ...dates } = becomes;
    const found = await act.em.findOne(DaysOff, { name: title, ...dates });
    if (!found) throw new Refusal('not-found', 'not-found');
    if (line.deed === 'new') return dropDaysOff(act, { id: found.id, sure });
    const { id, name, firstDay, lastDay, grade = null, year } = found;
    const { title: former = name, ...rest } = was;
    return keepDaysOff(act, { id, yearId: year.id, firstDay, lastDay, grade, ...rest, name: former, sure });
  },
  'moved-day': async (act, { line, was, sure }) => {
    if (line.deed !== 'new') return keepMovedDay(act, { day: line.name, weekday: was.weekday!, sure });
    const found = await act.em.findOneOrFail(MovedDay, { day: line.name as MovedDay['day'] });
    return dropMovedDay(act, { id: found.id, sure });
  },
  quarter: undoPeriod,
  trimester: undoPeriod,
  'half-year': undoPeriod,
};

async function undoPeriod(act: Act, { line, was, becomes, sure }: Undoing): Promise<void> {
  const kind = line.thing as PeriodKind;
  const moved = await act.em.findOne(Period, { kind, number: Number(line.name), ...becomes });
  if (!moved) throw new Refusal('not-found', 'not-found');
  const yearId = moved.year.id;
  const periods = await act.em.find(Period, { kind, year: yearId }, { orderBy: { number: 'asc' } });
  const spans = periods.map(one => {
    const { firstDay, lastDay } = one;
    return one === moved ? { firstDay, lastDay, ...was } : { firstDay, lastDay };
  });
  await keepPeriods(act, { yearId, kind, spans, sure });
}

function valuesOf({ values }: SettingLine, side: 'was' | 'becomes'): Partial<Written> {
  return Object.fromEntries(values.map(one => [one.key, one[side]]));
}

async function yearOf(act: Act, day: SchoolYear['firstDay']): Promise<number> {
  const year = await act.em.findOne(SchoolYear, { firstDay: { $lte: day }, lastDay: { $gte: day } });
  if (!year) throw new Refusal('not-found', 'not-found');
  return year.id;
}
