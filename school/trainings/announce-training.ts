import { BoardDocument } from '#db/board/board-document.ts';
import { Person } from '#db/school/person.ts';
import { Training } from '#db/school/training.ts';
import type { Act } from '../act.ts';
import { shortNameOf } from '../names.ts';
import { permit, see } from '../permissions.ts';
import { invitedTo } from './invited.ts';
import { isLastHour } from './last-hour.ts';
import { invite, subjectOf, trainingFacts } from './tell-training.ts';
import { readTraining, type TrainingEntry } from './training-entry.ts';

export interface NewTraining extends TrainingEntry {
  /** The order that appoints the session. */
  documentId?: number | undefined;
}

/**
 * Announces a training session or a seminar and tells everybody invited, and who is to hold it (3.2a). Gives its id.
 * Refusals: not-found to families; not-allowed; invalid at title, text, place, day, starts, ends, audience, capacity, organiserId.
 */
export async function announceTraining(act: Act, entry: NewTraining): Promise<number> {
  see(act, 'readTrainings');
  permit(act, 'holdTraining');
  const { organiserId, ...checked } = await readTraining(act, entry);
  const training = act.em.create(Training, {
    ...checked,
    organiser: act.em.getReference(Person, organiserId),
    document: entry.documentId ? act.em.getReference(BoardDocument, entry.documentId) : null,
    announcedAt: act.at,
    // Who hears of it in its last hour needs no reminder of that hour.
    hourToldAt: isLastHour(act.at, checked.startsAt) ? act.at : null,
  });
  await act.em.flush();
  await tellHolder(act, training);
  invite(act, training, { people: await invitedTo(act, training.id), by: await nameOf(act, organiserId) });
  return training.id;
}

/** Who holds it in another's name hears of that. */
export async function tellHolder(act: Act, training: Training): Promise<void> {
  if (training.organiser.id === act.by.id) return;
  const facts = { ...trainingFacts(act, training), by: act.by.shortName };
  act.tell(training.organiser.id, { kind: 'training-holds', subject: subjectOf(training), facts });
}

/** «Морозов А. П.» */
export async function nameOf(act: Act, personId: number): Promise<string> {
  if (personId === act.by.id) return act.by.shortName;
  const [row] = await act.em.execute<{ name: string }[]>(
    `select ${shortNameOf('p')} as name from person p where p.id = ?`,
    [personId],
  );
  return row!.name;
}
