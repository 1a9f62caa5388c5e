import { GrammyError } from 'grammy';

/** What a refused call means to a group that mirrors a section; nothing when it is no matter of the group. */
export type GroupFailure = 'done-already' | 'too-old' | 'lost-thread' | 'no-right' | 'no-topics';

// In Telegram's own words; a right it names in a new way is met as «not enough rights» all the same.
const meanings: [RegExp, GroupFailure][] = [
  [
    /TOPIC_NOT_MODIFIED|message is not modified|message to (edit|delete) not found|message can't be edited/i,
    'done-already',
  ],
  [/message can't be deleted/i, 'too-old'],
  [/message thread not found|TOPIC_ID_INVALID|TOPIC_DELETED/i, 'lost-thread'],
  [/not a forum/i, 'no-topics'],
  [
    /not enough rights|no rights to send|need administrator rights|CHAT_ADMIN_REQUIRED|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED/i,
    'no-right',
  ],
];

/** Understands why Telegram would not do a step. */
export function groupFailureOf(error: unknown): GroupFailure | undefined {
  if (!(error instanceof GrammyError) || error.error_code !== 400) return undefined;
  return meanings.find(([words]) => words.test(error.description))?.[1];
}
