import { BoardDocument } from '#db/board/board-document.ts';
import { DocumentDuty } from '#db/board/document-duty.ts';
import { Period } from '#db/school/period.ts';
import { Training } from '#db/school/training.ts';
import type { Act } from '#school/act.ts';
import { changeFunctions } from '#school/assignments/change-functions.ts';
import { setClosed } from '#school/periods/close-period.ts';
import { announceTraining } from '#school/trainings/announce-training.ts';
import type { CheckedDuty, TrainingWords } from './check-duties.ts';

/**
 * Makes the order oblige to what it says: what begins today the program does at once, in this very act, the rest at the beginning of
 * its day (3.2a, 3.2e, 6.1). Refusals: as `changeFunctions`.
 */
export async function setDuties(
  act: Act,
  { documentId, audience }: { documentId: number; audience: readonly string[] },
  duties: readonly CheckedDuty[],
): Promise<void> {
  if (duties.length === 0) return;
  const document = act.em.getReference(BoardDocument, documentId);
  const assignments = duties.flatMap(duty => ('entry' in duty ? [duty.entry] : []));
  const changes = assignments.length > 0 ? await changeFunctions(act, assignments, { documentId }) : [];
  for (const duty of duties) {
    if ('entry' in duty) {
      const change = changes.shift()!;
      act.em.create(DocumentDuty, { document, kind: duty.kind, change, day: change.day });
    } else if ('periodId' in duty) await setPeriodDuty(act, document, duty);
    else await setTraining(act, document, { audience, training: duty.training });
  }
  await act.em.flush();
}

async function setPeriodDuty(
  act: Act,
  document: BoardDocument,
  { kind, periodId, day }: Extract<CheckedDuty, { periodId: number }>,
): Promise<void> {
  const period = await act.em.findOneOrFail(Period, { id: periodId });
  const isNow = kind !== 'finals-deadline' && day <= act.today;
  act.em.create(DocumentDuty, { document, kind, period, day, doneAt: isNow ? act.at : null });
  if (isNow) setClosed(act, period, kind === 'close-period');
}

/** Whoever the order is for is invited to the session it appoints. */
async function setTraining(
  act: Act,
  document: BoardDocument,
  { audience, training }: { audience: readonly string[]; training: TrainingWords },
): Promise<void> {
  const id = await announceTraining(act, { ...training, audience, documentId: document.id });
  act.em.create(DocumentDuty, {
    ...{ document, kind: 'training', day: training.day },
    training: act.em.getReference(Training, id),
  });
}
