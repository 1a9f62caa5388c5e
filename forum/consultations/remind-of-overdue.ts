import type { HouseAct } from '#school/act.ts';
import { registrars } from './registrars.ts';

/** Reminds those who keep the journal of questions whose time is over (2.6); nothing overdue, nothing sent. */
export async function remindOfOverdueConsultations(act: HouseAct): Promise<void> {
  const rows = await act.em.execute<{ id: number; title: string; askerId: number }[]>(
    `select t.id, t.title, t.author_id as "askerId" from consultation c join topic t on t.id = c.topic_id
     where c.state in ('new', 'in-work') and c.due_at < ? order by c.due_at, t.id`,
    [act.at],
  );
  for (const id of await registrars(act)) {
    const theirs = rows.filter(({ askerId }) => askerId !== id);
    if (theirs.length === 0) continue;
    const facts = { count: theirs.length, titles: theirs.slice(0, 5).map(({ title }) => title) };
    act.tell(id, { kind: 'consultations-overdue', subject: 'consultations', facts });
  }
}
