import type { ChannelMode } from '#db/school/channel-switch.ts';
import type { Act, HouseAct } from '../act.ts';
import type { LiveChat } from '../chats.ts';
import { hasConsent, modeOf } from './open-way.ts';

/** What may be said in a chat: whether its person agrees, and how its channel is switched. */
export interface ChatState {
  agreed: boolean;
  mode: ChannelMode;
}

/** What may be said in the chat; the one on the site is always open. */
export async function chatState(act: HouseAct, chat: Pick<LiveChat, 'id' | 'messenger'>): Promise<ChatState> {
  if (chat.messenger === 'web') return { agreed: true, mode: 'open' };
  const [state] = await act.em.execute<ChatState[]>(
    `select ${hasConsent('c')} as agreed, ${modeOf('c')} as mode from chat c where c.id = ?`,
    [chat.id],
  );
  return state!;
}

/** The consent was asked for in this chat: it will not be asked for unasked again. */
export async function noteConsentAsked(act: Act, chatId: number): Promise<void> {
  await act.em.execute('update chat set consent_asked_at = coalesce(consent_asked_at, ?) where id = ?', [
    act.at,
    chatId,
  ]);
}

/**
 * Asks once, in each living chat that was linked before consents were asked for, whether its person agrees: a message that
 * holds nothing about anybody. `wording` gives the sentence to agree to.
 */
export async function askForConsents(act: HouseAct): Promise<void> {
  const waiting = await act.em.execute<{ id: number; person_id: number }[]>(
    `update chat c set consent_asked_at = ? from person p
     where p.id = c.person_id and p.deactivated_at is null and c.messenger = 'telegram' and c.ended_at is null
       and c.consent_asked_at is null and not ${hasConsent('c')} and ${modeOf('c')} <> 'off'
     returning c.id, c.person_id`,
    [act.at],
  );
  for (const { id, person_id } of waiting) {
    await act.em.execute(
      `with asked as (
         insert into notice (reader_id, kind, subject, facts, at, due_at, sent_out_at, outcome)
         values (:person, 'consent-request', :subject, '{}', :at, :at, :at, 'at-once') returning id)
       insert into delivery (notice_id, chat_id, state, next_attempt_at) select id, :chat, 'waiting', :at from asked`,
      { person: person_id, chat: id, subject: `chat:${id}`, at: act.at },
    );
  }
}
