import type { ConsultationState } from '#db/forum/consultation.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';

/** A question that waits for the registrar, as those who control see it: neither who asked nor what (2.6, 6.2). */
export interface OpenConsultation {
  askedAt: Date;
  dueAt: Date;
  state: ConsultationState;
  overdue: boolean;
  takenBy: string | null;
}

/** How many of them wait, and how many after their time. */
export function countOpen(consultations: readonly OpenConsultation[]): { open: number; overdue: number } {
  return { open: consultations.length, overdue: consultations.filter(({ overdue }) => overdue).length };
}

/** The questions nobody has answered yet, the most urgent first. Refusal: not-found. */
export async function openConsultations(act: Act): Promise<OpenConsultation[]> {
  see(act, 'readEveryJournal');
  const rows = await act.em.execute<
    (Omit<OpenConsultation, 'askedAt' | 'dueAt'> & { askedAt: string; dueAt: string })[]
  >(
    `select t.at as "askedAt", c.due_at as "dueAt", c.state, c.due_at < :now::timestamptz as overdue,
       case when k.id is not null then ${shortNameOf('k')} end as "takenBy"
     from consultation c join topic t on t.id = c.topic_id left join person k on k.id = c.taken_by_id
     where c.state in ('new', 'in-work') order by c.due_at, t.id`,
    { now: act.at },
  );
  return rows.map(row => ({ ...row, askedAt: new Date(row.askedAt), dueAt: new Date(row.dueAt) }));
}
