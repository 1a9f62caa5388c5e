import type { Api } from 'grammy';
import type { Done } from '#forum/mirror/record.ts';
import type { ShowStep, Step } from '#forum/mirror/steps.ts';
import { threadName } from '#forum/mirror/steps.ts';
import type { Press } from '#templates/press.ts';
import { groupFailureOf } from './mirror-failure.ts';
import { partsOf } from './mirror-text.ts';

export interface Speaking {
  api: Api;
  press: Press;
  /** Where the outside finds the journal. */
  site: string | undefined;
}

/** Whether a step brings a message into the group, as Telegram counts them. */
export function bringsMessage(step: Step): boolean {
  if (step.do === 'show') return step.reply.done >= step.reply.messages.length;
  return step.do !== 'take-away' || !step.own;
}

/** Does one step in the group: one call, or two where the first is refused for good. Rejects as the client does. */
export async function doStep(speaking: Speaking, step: Step, signal: AbortSignal): Promise<Done> {
  const { api } = speaking;
  const [chat, given] = [step.chat, signal as never];
  if (step.do === 'begin') {
    const made = await api.createForumTopic(chat, threadName(step.topic.title), undefined, given);
    return { id: String(made.message_thread_id) };
  }
  const thread = Number(step.thread);
  if (step.do === 'show') return show(speaking, step, signal);
  if (step.do === 'take-away') return takeAway(speaking, step, signal);
  if (step.do === 'introduce' || step.do === 'farewell') return say(speaking, step, signal);
  if (step.do === 'rename') await api.editForumTopic(chat, thread, { name: threadName(step.topic.title) }, given);
  else if (step.do === 'close') await api.closeForumTopic(chat, thread, given);
  else await api.reopenForumTopic(chat, thread, given);
  return {};
}

/** Part by part: into the messages that stand there, then below them; those that are too many go. */
async function show({ api, press, site }: Speaking, step: ShowStep, signal: AbortSignal): Promise<Done> {
  const { chat, reply, answers } = step;
  const parts = partsOf(press, step, site);
  const part = parts[reply.done];
  const standing = reply.messages[reply.done];
  if (!part) {
    await api.deleteMessage(chat, Number(reply.messages.at(-1)), signal as never).catch(unlessRefused);
    return { removed: true, left: reply.messages.length - 1 > parts.length };
  }
  const dress = { entities: part.entities, link_preview_options: { is_disabled: true as const } };
  const left = Math.max(parts.length, reply.messages.length) > reply.done + 1;
  if (standing !== undefined) {
    await api.editMessageText(chat, Number(standing), part.text, dress, signal as never).catch(unlessRefused);
    return { id: standing, left };
  }
  const first = reply.done === 0 && answers !== null;
  const sent = await api.sendMessage(
    chat,
    part.text,
    {
      ...dress,
      message_thread_id: Number(step.thread),
      ...(first ? { reply_parameters: { message_id: Number(answers), allow_sending_without_reply: true } } : {}),
    },
    signal as never,
  );
  return { id: String(sent.message_id), left };
}

/** What can't be deleted any more is put out of sight by other words; what a person wrote can only be spoken of. */
async function takeAway(speaking: Speaking, step: Step & { do: 'take-away' }, signal: AbortSignal): Promise<Done> {
  const { api, press } = speaking;
  const { chat, message, own } = step;
  if (message === null) return {};
  try {
    await api.deleteMessage(chat, Number(message), signal as never);
  } catch (error) {
    const failure = groupFailureOf(error);
    if (failure === 'done-already') return {};
    if (failure !== 'too-old' && failure !== 'no-right') throw error;
    const { text } = press.screen('bot/mirror/hidden', { own });
    if (own) await api.editMessageText(chat, Number(message), text, {}, signal as never).catch(unlessRefused);
    else await answer(speaking, { ...step, message, text }, signal);
  }
  return {};
}

async function answer(
  { api }: Speaking,
  { chat, thread, message, text }: { chat: string; thread: string; message: string; text: string },
  signal: AbortSignal,
) {
  const reply_parameters = { message_id: Number(message), allow_sending_without_reply: true };
  await api.sendMessage(chat, text, { message_thread_id: Number(thread), reply_parameters }, signal as never);
}

async function say(
  { api, press, site }: Speaking,
  step: Step & { do: 'introduce' | 'farewell' },
  signal: AbortSignal,
): Promise<Done> {
  const into = step.do === 'farewell' ? step.into : null;
  const view = { into, topic: step.topic, site: site ?? null };
  const { text } = press.screen(`bot/mirror/${step.do}`, view);
  const dress = { parse_mode: 'HTML' as const, link_preview_options: { is_disabled: true as const } };
  const at = { ...dress, message_thread_id: Number(step.thread) };
  const { message_id } = await api.sendMessage(step.chat, text, at, signal as never);
  return { id: String(message_id) };
}

/** What stands there already, or stands there no more, is as it should be. */
function unlessRefused(error: unknown): void {
  const failure = groupFailureOf(error);
  if (failure !== 'done-already' && failure !== 'too-old') throw error;
}
