import type { Act } from './act.ts';
import type { LiveChat } from './chats.ts';

interface ShownNotice {
  kind: string;
  subject: string;
  facts: Record<string, unknown>;
}

/** The notice that stands in the chat under the messenger's id; nothing for the conversation's own screens. */
export async function noticeShown(act: Act, chat: LiveChat, messageId: string): Promise<ShownNotice | undefined> {
  const [notice] = await act.em.execute<ShownNotice[]>(
    `select n.kind, n.subject, n.facts from delivery d join notice n on n.id = d.notice_id
     where d.chat_id = ? and d.message_id = ? order by n.id desc limit 1`,
    [chat.id, messageId],
  );
  return notice;
}
