import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { momentOf } from '#school/calendar.ts';
import { isSchoolDay } from '#school/school-days.ts';
import { addresseesOnDay } from './audience.ts';
import { isOver } from './force.ts';
import type { DocumentKind } from './kinds.ts';

interface Unread {
  personId: number;
  id: number;
  kind: DocumentKind;
  number: number;
  title: string;
  acknowledgeBy: Day;
}

/** So many documents are named; the rest are counted. */
const most = 5;

/**
 * Reminds everybody of the documents with a last day to say «Ознакомлен» that wait for theirs, one message each, the most urgent
 * first (5.1, 6.1b, 6.2). On the day of publication the document itself is told; a day off reminds nobody.
 */
export async function remindOfUnread(act: HouseAct): Promise<void> {
  if (!(await isSchoolDay(act, act.today))) return;
  const byPerson = Map.groupBy(await unread(act), ({ personId }) => personId);
  for (const [personId, documents] of byPerson) {
    const named = documents.slice(0, most).map(({ personId: _, ...document }) => ({
      ...document,
      overdue: document.acknowledgeBy < act.today,
    }));
    const facts = { documents: named, more: documents.length - named.length };
    act.tell(personId, { kind: 'documents-unread', subject: `documents-unread:${act.today}`, facts });
  }
}

function unread(act: HouseAct): Promise<Unread[]> {
  return act.em.execute<Unread[]>(
    `select r.person_id as "personId", d.id, d.kind, d.number, d.title, d.acknowledge_by::text as "acknowledgeBy"
     from (${addresseesOnDay}) r join board_document d on d.id = r.document_id
       cross join (select ?::date as day) q
     where not ${isOver('q.day')} and d.acknowledge_by is not null and d.published_at < ?
       and not exists (select from acknowledgement a where a.document_id = d.id and a.person_id = r.person_id)
     order by r.person_id, d.acknowledge_by, d.id`,
    [act.today, act.today, momentOf(act.today, '00:00', act.timeZone)],
  );
}
