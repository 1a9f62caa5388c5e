import { type PollView, poll } from '#forum/polls/polls.ts';
import { takeBackVote, vote } from '#forum/polls/vote.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** A poll of the forum. Of a secret one only where to vote: a chat keeps what was pressed in it. Refusal: not-found. */
export async function showPoll(scene: Scene, argument?: string): Promise<Screen> {
  return shown(scene, await poll(scene.act, idOf(argument)), false);
}

/** A voice given in a chat; where several may be chosen, each press adds one or takes it away. Refusals: not-found, conflict. */
export async function voteInChat(scene: Scene, argument?: string, option?: string): Promise<Screen> {
  const view = await poll(scene.act, idOf(argument));
  if (view.secret) return shown(scene, view, false);
  const chosen = chosenWith(view, idOf(option));
  await (chosen.length > 0 ? vote(scene.act, view.id, chosen) : takeBackVote(scene.act, view.id));
  return shown(scene, await poll(scene.act, view.id), true);
}

/** Takes one's voice back. Refusals: not-found, conflict. */
export async function takeBackInChat(scene: Scene, argument?: string): Promise<Screen> {
  await takeBackVote(scene.act, idOf(argument));
  return shown(scene, await poll(scene.act, idOf(argument)), false);
}

function chosenWith({ several, options }: PollView, pressed: number): number[] {
  if (!several) return [pressed];
  const before = options.filter(option => option.mine).map(option => option.number);
  return before.includes(pressed) ? before.filter(number => number !== pressed) : [...before, pressed];
}

function shown({ press, site }: Scene, view: PollView & { topicTitle: string }, said: boolean): Screen {
  const url = site === null ? null : `${site}/forum/topics/${view.topicId}#poll-${view.id}`;
  return print(press, 'poll', { ...view, said, url }, `${view.id}`);
}
