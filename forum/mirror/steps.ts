/** A thread of a group that is behind its topic, and what is asked of it. */
interface OfThread {
  linkId: number;
  /** The group's address in its messenger. */
  chat: string;
  /** Of our row, and of the messenger. */
  threadId: number;
  thread: string;
  topic: { id: number; title: string };
}

/** The next thing to be done in a group, so that it shows what the section says. One call of the messenger each. */
export type Step =
  | ({ do: 'begin'; introduced: boolean } & Omit<OfThread, 'thread'>)
  | ({ do: 'introduce' } & OfThread)
  | ({ do: 'rename' } & OfThread)
  | ({ do: 'close' } & OfThread)
  | ({ do: 'reopen' } & OfThread)
  /** The topic stands in the section no longer: `into` is the one that took it in, where that does. */
  | ({ do: 'farewell'; into: { id: number; title: string } | null } & OfThread)
  | ShowStep
  | ({ do: 'take-away'; reply: ShownReply; message: string | null; own: boolean } & OfThread);

/** Brings the next part of a reply: into the place of a message that stands there, or below the others. */
export type ShowStep = {
  do: 'show';
  reply: ShownReply & { text: string; author: string; version: number; files: string[] };
  /** The author's own message, which the bot can't change: the reply has been edited on the site since. */
  fromGroup: string | null;
  /** The message it answers, when that stands in the same thread; else who is quoted. */
  answers: string | null;
  quoted: { author: string; text: string } | null;
} & OfThread;

/** A reply as it stands in the group: the bot's messages, and how many of them show the present version. */
export interface ShownReply {
  id: number;
  messages: string[];
  done: number;
}

/** A thread's name holds so many characters. */
const mostInName = 128;

/** The name of a topic's thread. */
export function threadName(title: string): string {
  const letters = [...title];
  return letters.length <= mostInName ? title : `${letters.slice(0, mostInName - 1).join('')}…`;
}
