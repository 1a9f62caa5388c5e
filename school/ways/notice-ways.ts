import type { MessengerName } from '#db/school/chat.ts';

/** One way a notice went: what became of it there and when. */
export interface NoticeWay {
  messenger: MessengerName;
  state: 'waiting' | 'sent' | 'refused';
  sentAt: Date | null;
  /** While it waits: when it is tried again. */
  nextAttemptAt: Date | null;
  attempts: number;
  /** A word for why it was refused, or put off: templates/pages/partials/way-state.hbs says it in Russian. */
  error: string | null;
}

/** What a row of `noticeWaysSql` holds. */
export interface NoticeWayRow extends Omit<NoticeWay, 'sentAt' | 'nextAttemptAt'> {
  sentAt: string | null;
  nextAttemptAt: string | null;
}

/** SQL: the ways of notice `n`, of a part of a digest those of the digest, as JSON; the site first. */
export function noticeWaysSql(n: string): string {
  return `(select coalesce(json_agg(json_build_object('messenger', c.messenger, 'state', d.state, 'sentAt', d.sent_at,
       'nextAttemptAt', case when d.state = 'waiting' then d.next_attempt_at end, 'attempts', d.attempts, 'error', d.error)
       order by c.messenger <> 'web', d.id), '[]')
     from delivery d join chat c on c.id = d.chat_id where d.notice_id = coalesce(${n}.digest_id, ${n}.id))`;
}

/** A row's ways with their moments. */
export function noticeWay({ sentAt, nextAttemptAt, ...way }: NoticeWayRow): NoticeWay {
  return {
    ...way,
    sentAt: sentAt ? new Date(sentAt) : null,
    nextAttemptAt: nextAttemptAt ? new Date(nextAttemptAt) : null,
  };
}
