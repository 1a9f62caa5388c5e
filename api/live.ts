import type { ServerResponse } from 'node:http';
import { Refusal } from '#school/refusal.ts';

/** Who has which topic open now: browsers that wait for the next reply (server-sent events). */
export interface Live {
  /** Refuses the eleventh of one person: too-many. */
  checkRoom(personId: number): void;
  /** Holds the answer open until the browser goes; what comes is a bare «look». */
  follow(topicId: number, personId: number, answer: ServerResponse): void;
  /** A reply was committed in the topic; with its id, one that stood there looks different now; or the whole topic does. */
  hear(news: { topicId: number; replyId?: number; whole?: boolean }): void;
  /** Replies may have been missed: everybody looks. */
  everybody(): void;
  /** How many wait. */
  count(): number;
  /** Lets everybody go. */
  close(): void;
}

interface Follower {
  topicId: number;
  personId: number;
  answer: ServerResponse;
}

const mostOfOne = 10;
const beatMs = 25_000;
/** After so long a browser asks anew, and is asked who it is. */
const longestMs = 30 * 60_000;

/** Opens the meeting place; one beat for all keeps proxies from closing what is silent. */
export function openLive(): Live {
  const followers = new Set<Follower>();
  const beat = setInterval(() => say(followers, ':\n\n'), beatMs);
  beat.unref();

  return {
    checkRoom: personId => {
      const own = [...followers].filter(one => one.personId === personId);
      if (own.length >= mostOfOne) throw new Refusal('too-many', 'too-many-open', { facts: { most: mostOfOne } });
    },
    follow: (topicId, personId, answer) => {
      answer.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'private, no-store',
        'x-accel-buffering': 'no',
      });
      answer.write('retry: 2000\n\n');
      const follower = { topicId, personId, answer };
      followers.add(follower);
      const end = setTimeout(() => answer.end(), longestMs);
      end.unref();
      answer.on('close', () => {
        clearTimeout(end);
        followers.delete(follower);
      });
    },
    hear: ({ topicId, replyId, whole }) =>
      say(
        [...followers].filter(one => one.topicId === topicId),
        whole ? 'event: whole\ndata: \n\n' : replyId === undefined ? look : `event: changed\ndata: ${replyId}\n\n`,
      ),
    everybody: () => say(followers, look),
    count: () => followers.size,
    close: () => {
      clearInterval(beat);
      for (const { answer } of followers) answer.end();
    },
  };
}

const look = 'event: look\ndata: \n\n';

function say(followers: Iterable<Follower>, words: string): void {
  for (const { answer } of followers) answer.write(words);
}
