import { readTopic } from '#forum/read-topic.ts';
import { topic } from '#forum/topic.ts';
import { replyPlace } from '#forum/where-now.ts';
import { excerpt } from '#school/typed-text.ts';
import { idOf } from '../../arguments.ts';
import { fitting } from '../../fitting.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** So many of the last replies are looked at. */
const most = 6;

/** The last replies of the topic in which that reply stands now; what is shown is read. Refusal: not-found. */
export async function forumThread({ act, press, site }: Scene, replyId?: string): Promise<Screen> {
  const { topicId } = await replyPlace(act, idOf(replyId));
  const last = 1_000_000;
  const view = await topic(act, topicId, { page: last });
  const before =
    view.replies.length < most && view.page > 1 ? await topic(act, topicId, { page: view.page - 1 }) : null;
  const replies = [...(before?.replies ?? []), ...view.replies].slice(-most).toReversed();
  if (view.replyCount > view.readUpTo && view.replyCount - view.readUpTo <= replies.length)
    await readTopic(act, topicId, view.replyCount);
  const about = { ...view, replyId: view.replies.at(-1)!.id, site };
  return fitting(
    replies,
    some =>
      print(press, 'forum/thread', { ...about, replies: some.toReversed(), earlier: view.replyCount - some.length }),
    one => ({ ...one, text: excerpt(one.text, 2500) }),
  );
}
