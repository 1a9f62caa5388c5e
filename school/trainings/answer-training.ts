import type { TrainingAnswer } from '#db/school/training-answer.ts';
import type { Act } from '../act.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { loadTraining, refuseIfOver } from './load-training.ts';

interface Answer {
  coming: boolean;
  through: TrainingAnswer['through'];
}

/**
 * Says whether one comes; the last word counts (3.2a). Refusals: not-found; not-allowed to who is not invited; conflict once
 * it was called off or has begun, and when no place is left.
 */
export async function answerTraining(act: Act, id: number, { coming, through }: Answer): Promise<void> {
  const { training, facts } = await loadTraining(act, id);
  permit(act, 'answerTraining', facts);
  refuseIfOver(act, training);
  if (coming && training.capacity) await refuseIfFull(act, id, training.capacity);
  await act.em.execute(
    `insert into training_answer as a (training_id, person_id, coming, at, through) values (?, ?, ?, ?::timestamptz, ?)
     on conflict (training_id, person_id) do update
       set coming = excluded.coming, at = excluded.at, through = excluded.through where a.coming <> excluded.coming`,
    [id, act.by.id, coming, act.at, through],
  );
}

/** The session is locked: of two who want the last place one gets it. */
async function refuseIfFull(act: Act, id: number, capacity: number): Promise<void> {
  const [row] = await act.em.execute<{ others: number }[]>(
    'select count(*)::int as others from training_answer where training_id = ? and coming and person_id <> ?',
    [id, act.by.id],
  );
  if (row!.others >= capacity) throw new Refusal('conflict', 'training/full');
}
