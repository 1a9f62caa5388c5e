import type { FunctionName } from '../school/function-change.ts';

export const dutyKinds = ['finals-deadline', 'close-period', 'open-period', 'assign', 'relieve', 'training'] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** A duty of an order as it was typed, in a draft perhaps unfinished; what belongs to other kinds is left out. */
export interface DutyEntry {
  kind: DutyKind;
  /** Of a deadline, a closing, an opening. */
  periodId?: number | undefined;
  /** ISO date: the last day of a deadline; of the others, the day it takes effect. */
  day?: string | undefined;
  /** Of an assignment: who (by id, or by the whole name or the login), to what, of a class teacher to which class, until which day. */
  personId?: number | undefined;
  person?: string | undefined;
  function?: FunctionName | undefined;
  classId?: number | undefined;
  until?: string | undefined;
  /** Of a training session: about what, where, at what time of the day, to what time. */
  title?: string | undefined;
  place?: string | undefined;
  starts?: string | undefined;
  ends?: string | undefined;
}
