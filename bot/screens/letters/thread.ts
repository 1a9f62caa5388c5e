import { type LetterPart, type LetterView, letter } from '#forum/letters/letter.ts';
import { readLetter } from '#forum/letters/read-letter.ts';
import { excerpt } from '#school/typed-text.ts';
import { idOf } from '../../arguments.ts';
import { fitting } from '../../fitting.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';
import { withFiles } from '../../with-files.ts';

/** So many of the last parts are looked at. */
const most = 6;

/** A letter with its last parts; what is shown is read. What its author keeps to the site is not shown elsewhere. Refusal: not-found. */
export async function letterThread({ act, chat, press, site }: Scene, argument?: string): Promise<Screen> {
  const view = await letter(act, idOf(argument), { page: 1_000_000 });
  const onSite = chat.messenger === 'web';
  const hidden = (part: LetterPart) => part.siteOnly && !onSite && !part.mine;
  const parts = view.replies
    .slice(-most)
    .map(part => ({ ...part, hidden: part.siteOnly && !onSite }))
    .toReversed();
  const upTo = readUpTo(view, hidden);
  if (upTo > view.readUpTo) await readLetter(act, view.id, upTo);
  const others = view.participants.filter(({ me }) => !me);
  return fitting(
    parts,
    some =>
      print(
        press,
        'letters/thread',
        { ...view, others, parts: some.toReversed(), earlier: view.replyCount - some.length, ...withFiles(some, site) },
        argument,
      ),
    part => ({ ...part, text: excerpt(part.text, 2500) }),
  );
}

/** What comes after a part that is not shown here stays unread: it will be read in its order. */
function readUpTo({ replies, replyCount, readUpTo: read }: LetterView, hidden: (part: LetterPart) => boolean): number {
  const first = replies.find(part => part.number > read && hidden(part));
  return first ? first.number - 1 : replyCount;
}
