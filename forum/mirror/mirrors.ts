import type { MirrorEnd, MirrorTrouble } from '#db/forum/mirror-link.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { permit, see } from '#school/permissions.ts';
import { readsSection } from '../seen-sections.ts';
import { isBehind, mirrorsStandStill } from './living.ts';

export interface MirrorView {
  key: string;
  name: string;
  /** Not all of the staff read it: who is in the group must be watched. */
  restricted: boolean;
  group: {
    id: number;
    title: string;
    by: string;
    linkedAt: Date;
    trouble: MirrorTrouble | null;
    /** Topics of which something is still to be said there. */
    waiting: number;
  } | null;
  /** How the last group of the section was lost, when it has none now. */
  ended: { title: string; at: Date; why: MirrorEnd } | null;
}

export interface MirrorsView {
  sections: MirrorView[];
  /** The registrar has switched Telegram off, or to «facts only»: nothing goes either way. */
  standStill: boolean;
}

/** The sections the registrar reads, each with the group that mirrors it. Refusals: not-found, not-allowed. */
export async function mirrors(act: Act): Promise<MirrorsView> {
  see(act, 'useForum');
  permit(act, 'keepMirrors');
  const rows = await act.em.execute<Row[]>(
    `select s.key, s.name, not 'staff' = any(s.readers) as restricted, l.id, l.title, ${shortNameOf('p')} as by,
       l.linked_at, l.trouble, e.title as ended_title, e.ended_at, e.end_reason,
       (select count(*)::int from mirror_thread m where m.link_id = l.id and ${isBehind}) as waiting
     from section s left join mirror_link l on l.section_id = s.id and l.ended_at is null left join person p on p.id = l.by_id
     left join lateral (select * from mirror_link o where o.section_id = s.id and l.id is null order by o.id desc limit 1) e on true
     where ${readsSection(act.by)} and (s.archived_at is null or l.id is not null) order by s.position, s.id`,
  );
  return { sections: rows.map(viewOf), standStill: await mirrorsStandStill(act) };
}

interface Row {
  key: string;
  name: string;
  restricted: boolean;
  id: number | null;
  title: string;
  by: string;
  linked_at: string;
  trouble: MirrorTrouble | null;
  waiting: number;
  ended_title: string | null;
  ended_at: string;
  end_reason: MirrorEnd;
}

function viewOf(row: Row): MirrorView {
  const { key, name, restricted, id, title, by, trouble, waiting } = row;
  return {
    ...{ key, name, restricted },
    group: id === null ? null : { id, title, by, linkedAt: new Date(row.linked_at), trouble, waiting },
    ended:
      row.ended_title === null ? null : { title: row.ended_title, at: new Date(row.ended_at), why: row.end_reason },
  };
}
