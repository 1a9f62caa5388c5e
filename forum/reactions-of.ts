import { type ReactionKind, reactionKinds } from '#db/forum/reaction.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';

export interface ReactionView {
  kind: ReactionKind;
  count: number;
  /** The actor's is among them. */
  mine: boolean;
  /** Who, the earliest first, twenty at most. */
  names: string[];
}

const mostNames = 20;

/** The reactions to these replies, by kind in the order kinds are offered. */
export async function reactionsOf(act: Act, replyIds: readonly number[]): Promise<Map<number, ReactionView[]>> {
  const rows = await prepared<ReactionView & { replyId: number }>(
    act.em,
    `select r.reply_id as "replyId", r.kind, count(*)::int as count, bool_or(r.person_id = ?) as mine,
       (array_agg(${shortNameOf('p')} order by r.id))[1:${mostNames}] as names
     from reaction r join person p on p.id = r.person_id where r.reply_id = any(?)
     group by r.reply_id, r.kind order by r.reply_id, array_position('{${reactionKinds.join()}}'::text[], r.kind)`,
    [act.by.id, `{${replyIds.join()}}`],
  );
  const reactions = Map.groupBy(rows, ({ replyId }) => replyId);
  return new Map([...reactions].map(([replyId, own]) => [replyId, own.map(({ replyId: _, ...view }) => view)]));
}
