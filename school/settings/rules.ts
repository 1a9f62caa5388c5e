import { WorkKind } from '#db/journal/work-kind.ts';
import { School } from '#db/school/school.ts';
import type { Act } from '../act.ts';
import { may, permit, see } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { recordSetting } from './record-setting.ts';
import { type ThresholdsView, thresholds } from './thresholds.ts';

/** By which rules marks are put (the settings of the regulation and of teaching practice). */
export interface MarkRules {
  /** The mark «1» may be put. */
  oneAllowed: boolean;
  /** An owed work becomes a 2 after its day; else it never counts. */
  owedCountsAsTwo: boolean;
  /** Marks a newcomer brought from another school enter the mean of the period. */
  broughtMarksCount: boolean;
  /** Days in which an owed work may come when the teacher names no day. */
  owedDays: number;
  /** Days in which a teacher may still change an entry without the deputy. */
  editingDays: number;
  /** Fewest marks for attestation in a quarter or trimester, and in a half-year. */
  fewestMarksInQuarter: number;
  fewestMarksInHalfYear: number;
  /** Weight of «н/а» in СОУ: 7 or 0. */
  notAttestedWeight: number;
  /** Local time of the daily reminders, «15:30». */
  remindersAt: string;
}

/** What holds where a school has set nothing. */
export const usualRules: MarkRules = {
  oneAllowed: false,
  owedCountsAsTwo: true,
  broughtMarksCount: true,
  owedDays: 14,
  editingDays: 7,
  fewestMarksInQuarter: 3,
  fewestMarksInHalfYear: 5,
  notAttestedWeight: 7,
  remindersAt: '15:30',
};

export interface WorkKindView {
  id: number;
  name: string;
  weight: number;
  control: boolean;
  position: number;
  /** Stands in the journal: it stays. */
  used: boolean;
}

export interface RulesView {
  rules: MarkRules;
  usual: MarkRules;
  thresholds: ThresholdsView[];
  workKinds: WorkKindView[];
  mayKeep: boolean;
}

/** All rules of marks with their defaults. For the heads of the school and the registrar. Refusal: not-found. Three queries. */
export async function markRules(act: Act): Promise<RulesView> {
  see(act, 'readSchoolSettings');
  const school = await act.em.findOneOrFail(School, { id: 1 });
  const kinds = await act.em.find(WorkKind, {}, { orderBy: { position: 'asc', id: 'asc' } });
  const used = await act.em.execute<{ id: number }[]>(
    `select k.id from work_kind k where exists (select from mark m where m.work_kind_id = k.id)
       or exists (select from lesson l where l.control_id = k.id) or exists (select from cell_conflict x where x.work_kind_id = k.id)`,
  );
  const usedIds = new Set(used.map(({ id }) => id));
  return {
    ...{ rules: rulesOf(school), usual: usualRules, thresholds: await thresholds(act) },
    workKinds: kinds.map(({ id, name, weight, control, position }) => ({
      ...{ id, name, weight, control, position, used: usedIds.has(id) },
    })),
    mayKeep: may(act.by, 'keepMarkRules'),
  };
}

function rulesOf({ lowestMark, ...school }: School): MarkRules {
  const { owedCountsAsTwo, broughtMarksCount, owedDays, editingDays, fewestMarksInQuarter, fewestMarksInHalfYear } =
    school;
  const { notAttestedWeight, remindersAt } = school;
  return {
    ...{ oneAllowed: lowestMark === 1, owedCountsAsTwo, broughtMarksCount, owedDays, editingDays },
    ...{ fewestMarksInQuarter, fewestMarksInHalfYear, notAttestedWeight, remindersAt },
  };
}

const bounds = {
  owedDays: [1, 60],
  editingDays: [1, 60],
  fewestMarksInQuarter: [1, 20],
  fewestMarksInHalfYear: [1, 40],
} as const;

/** Changes the rules; marks that stand are never touched. Refusals: not-found, not-allowed, invalid under each field. */
export async function keepMarkRules(act: Act, rules: MarkRules): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepMarkRules');
  for (const [field, [least, most]] of Object.entries(bounds)) {
    const value = rules[field as keyof typeof bounds];
    if (!(Number.isInteger(value) && value >= least && value <= most))
      invalid('settings/number', field, { least, most });
  }
  if (rules.notAttestedWeight !== 7 && rules.notAttestedWeight !== 0)
    invalid('settings/not-attested-weight', 'notAttestedWeight');
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(rules.remindersAt)) invalid('settings/clock', 'remindersAt');
  const school = await act.em.findOneOrFail(School, { id: 1 });
  const before = rulesOf(school);
  const { oneAllowed, ...columns } = rules;
  Object.assign(school, { ...columns, lowestMark: oneAllowed ? 1 : 2 });
  recordSetting(act, { page: 'rules', thing: 'rules', before: { ...before }, after: { ...rulesOf(school) } });
}
