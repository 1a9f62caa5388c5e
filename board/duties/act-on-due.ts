import { DocumentDuty } from '#db/board/document-duty.ts';
import type { HouseAct } from '#school/act.ts';
import { isRepealed } from '#school/assignments/is-repealed.ts';
import { setClosed } from '#school/periods/close-period.ts';

/** Closes and opens the periods for which an order that is still in force has named today: the clock's deed, each minute, in the name of who signed it. */
export async function actOnDueDuties(act: HouseAct): Promise<void> {
  // Held first: two processes tick.
  const due = await act.em.execute<{ id: number }[]>(
    `select d.id from document_duty d where d.done_at is null and d.kind in ('close-period', 'open-period') and d.day <= ?
       and not ${isRepealed('d.document_id', 'd.day')} order by d.day, d.id for update`,
    [act.today],
  );
  if (due.length === 0) return;
  const duties = await act.em.find(
    DocumentDuty,
    { id: { $in: due.map(({ id }) => id) } },
    { populate: ['period', 'document'], orderBy: { day: 'asc', id: 'asc' } },
  );
  for (const duty of duties) {
    setClosed({ ...act, by: { id: duty.document.signer.id } }, duty.period!, duty.kind === 'close-period');
    duty.doneAt = act.at;
  }
}
