import { BoardDocument } from '#db/board/board-document.ts';
import { DocumentDuty, type DutyKind } from '#db/board/document-duty.ts';
import { Period, type PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';

/** «Выставить до …» as the director typed it; nothing where the order sets no deadline. */
export interface DeadlineEntry {
  periodId: number;
  /** ISO date. */
  day: string;
}

/** What an order obliges to and the program acts on. */
export interface DutyView {
  kind: DutyKind;
  periodKind: PeriodKind;
  number: number;
  day: Day;
}

export interface OpenPeriod {
  id: number;
  kind: PeriodKind;
  number: number;
  lastDay: Day;
}

/** The periods of this year that no order has closed: for these a deadline can be set. */
export function openPeriods(act: Act): Promise<OpenPeriod[]> {
  return act.em.execute<OpenPeriod[]>(
    `select p.id, p.kind, p.number, p.last_day::text as "lastDay" from period p join school_year y on y.id = p.year_id
     where p.closed_at is null and ?::date between y.first_day and y.last_day
     order by p.kind desc, p.number`,
    [act.today],
  );
}

/** Makes the order set the last day for final marks (3.2e). Refusals: invalid at deadlinePeriod, deadlineDay. */
export async function setDeadline(act: Act, documentId: number, entry: DeadlineEntry): Promise<void> {
  const period = (await openPeriods(act)).find(({ id }) => id === entry.periodId);
  if (!period) invalid('deadline-period', 'deadlinePeriod');
  const day = parseDay(entry.day);
  if (!day) invalid('deadline-day', 'deadlineDay');
  if (day < act.today || day > addDays(period.lastDay, 30)) invalid('deadline-day-unlikely', 'deadlineDay');
  act.em.create(DocumentDuty, {
    document: act.em.getReference(BoardDocument, documentId),
    kind: 'finals-deadline',
    period: act.em.getReference(Period, period.id),
    day,
  });
}

/** The duties of a document. */
export function dutiesOf(act: Act, documentId: number): Promise<DutyView[]> {
  return act.em.execute<DutyView[]>(
    `select d.kind, p.kind as "periodKind", p.number, d.day::text as day
     from document_duty d join period p on p.id = d.period_id where d.document_id = ? order by p.kind desc, p.number`,
    [documentId],
  );
}
