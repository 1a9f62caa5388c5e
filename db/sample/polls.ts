import type { Poll } from '../forum/poll.ts';
import type { PollBallot, PollChoice } from '../forum/poll-ballot.ts';
import type { PollOption } from '../forum/poll-option.ts';
import type { Row } from './rows.ts';

interface Polls {
  polls: Row<Poll>[];
  options: Row<PollOption>[];
  ballots: Row<PollBallot>[];
  choices: Row<PollChoice>[];
}

interface Options {
  at: Date;
  staff: readonly number[];
  personBy: (who: string) => number;
  /** The topics of the forum. */
  topics: readonly { id: number; title: string; author: number; at: Date }[];
}

const hour = 3_600_000;

/** Three questions put to the vote: a named one, a secret one that goes on, a secret one that is over and shows its counts. */
export function putToVote(options: Options): Polls {
  const made: Polls = { polls: [], options: [], ballots: [], choices: [] };
  for (const asked of questions) addPoll(made, asked, options);
  return made;
}

interface Question {
  topic: string;
  question: string;
  several?: true;
  secret: boolean;
  /** Ended so many hours after it was begun. */
  lasted?: number;
  options: [text: string, votes: number][];
}

const questions: readonly Question[] = [
  {
    topic: 'Родительские собрания: очно или по видеосвязи',
    question: 'Как провести собрания в декабре?',
    secret: false,
    options: [
      ['Очно, в классе', 6],
      ['По видеосвязи', 3],
      ['Очно, а кто не может — по видеосвязи', 5],
    ],
  },
  {
    topic: 'Напоминания в 15:30: удобно ли время?',
    question: 'Во сколько напоминать о незаполненном?',
    secret: true,
    lasted: 72,
    options: [
      ['В 15:30, как сейчас', 11],
      ['В 17:00', 5],
      ['Утром следующего дня', 2],
    ],
  },
  {
    topic: 'Дежурство на переменах',
    question: 'Справедлив ли нынешний порядок дежурства?',
    secret: true,
    options: [
      ['Да', 4],
      ['Скорее нет', 3],
      ['Не знаю', 1],
    ],
  },
];

function addPoll(made: Polls, asked: Question, { at, staff, personBy, topics }: Options): void {
  const topic = topics.find(({ title }) => title === asked.topic);
  if (!topic) return;
  const id = made.polls.length + 1;
  const begun = new Date(Math.min(topic.at.getTime() + hour, at.getTime()));
  const ends = asked.lasted && new Date(begun.getTime() + asked.lasted * hour);
  const over = Boolean(ends && ends <= at);
  const voters = asked.options.reduce((sum, [, votes]) => sum + votes, 0);
  made.polls.push({
    ...{ id, topic: topic.id, author: topic.author, question: asked.question, several: false, secret: asked.secret },
    ...{ at: begun, endsAt: ends || null, closedAt: null, closedBy: null, closedReason: null, voters },
  });
  const firstOption = made.options.length + 1;
  for (const [index, [text, votes]] of asked.options.entries())
    made.options.push({ id: firstOption + index, poll: id, number: index + 1, text, votes });
  // Of a secret one that is over nobody knows any more who has voted. The cast has still to vote.
  if (over) return;
  const cast = ['ivanova', 'orlova', 'volkov', 'fedorova', 'morozov', 'sokolova', 'kuznetsov'].map(personBy);
  const chosen = asked.options.flatMap(([, votes], index) => Array<number>(votes).fill(firstOption + index));
  const others = staff.filter(person => !cast.includes(person)).slice(0, voters);
  for (const [index, person] of others.entries()) {
    const ballot = made.ballots.length + 1;
    made.ballots.push({ id: ballot, poll: id, person });
    if (!asked.secret) made.choices.push({ id: made.choices.length + 1, ballot, option: chosen[index]! });
  }
}
