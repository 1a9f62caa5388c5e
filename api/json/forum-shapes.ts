import { FilesBody, SentFiles } from './reply-files.ts';
import { Id, Type } from './schemas.ts';

// Moments go out as ISO text, whatever a view holds.
const Moment = Type.String({ format: 'date-time' });
const NumberOrNull = Type.Union([Type.Integer(), Type.Null()]);
const SectionName = Type.Object({ key: Type.String(), name: Type.String() });
export const SectionBody = Type.Object({
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  topics: Type.Integer(),
  unread: Type.Integer({ description: 'topics with something unread' }),
  mayWrite: Type.Boolean(),
  archived: Type.Boolean({ description: 'put away: nobody writes there' }),
  followed: Type.Boolean({ description: 'told of each new topic' }),
  suggestions: Type.Boolean({ description: 'its topics are suggestions, each with a state' }),
  mirroredIn: Type.Union([Type.String({ description: 'a group of Telegram' }), Type.Null()]),
});
const TopicLineBody = Type.Object({
  id: Id,
  title: Type.String(),
  section: SectionName,
  author: Type.String(),
  at: Moment,
  answers: Type.Integer(),
  lastReply: Type.Object({ by: Type.String(), at: Moment, number: Type.Integer() }),
  unread: Type.Integer({ description: 'unread replies' }),
  firstUnread: NumberOrNull,
  pinned: Type.Boolean(),
  closed: Type.Boolean({ description: 'takes no more replies' }),
  state: Type.Union([Type.String({ description: 'of a suggestion' }), Type.Null()]),
});
export const TopicsBody = Type.Object({
  topics: Type.Array(TopicLineBody),
  total: Type.Integer(),
  page: Type.Integer(),
  pages: Type.Integer(),
});
const QuoteBody = Type.Object({
  id: Id,
  number: Type.Integer(),
  page: Type.Integer(),
  topicId: Id,
  author: Type.String(),
  text: Type.String({ description: 'Markdown, its beginning; empty when hidden' }),
  hidden: Type.Boolean(),
});
const ReplyBody = Type.Object({
  id: Id,
  number: Type.Integer({ description: '1 is the text that opens the topic' }),
  author: Type.Object({ id: Id, name: Type.String() }),
  text: Type.String({ description: 'Markdown; empty when hidden from the reader' }),
  at: Moment,
  editedAt: Type.Union([Moment, Type.Null()]),
  version: Type.Integer(),
  quotes: Type.Union([QuoteBody, Type.Null()]),
  mine: Type.Boolean(),
  unseen: Type.Array(Type.String({ description: "of one's own: whom it calls in vain" })),
  unread: Type.Boolean(),
  hidden: Type.Union([
    Type.Object({
      byAuthor: Type.Boolean(),
      reason: Type.Union([Type.String(), Type.Null()]),
      readable: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  files: FilesBody,
  reactions: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'support, thanks, smile, joy, doubt' }),
      count: Type.Integer(),
      mine: Type.Boolean(),
      names: Type.Array(Type.String(), { description: 'the earliest first, twenty at most' }),
    }),
  ),
  mayEdit: Type.Boolean(),
  mayReact: Type.Boolean(),
});
export const PollBody = Type.Object({
  id: Id,
  topicId: Id,
  question: Type.String(),
  several: Type.Boolean(),
  secret: Type.Boolean(),
  author: Type.String(),
  at: Moment,
  endsAt: Type.Union([Moment, Type.Null()]),
  over: Type.Boolean(),
  closed: Type.Union([
    Type.Object({ at: Moment, by: Type.String(), reason: Type.Union([Type.String(), Type.Null()]) }),
    Type.Null(),
  ]),
  voters: Type.Integer(),
  voted: Type.Boolean({ description: 'the reader has; false of a secret poll that is over' }),
  withheld: Type.Union([Type.String({ description: 'until-vote, until-end, too-few' }), Type.Null()], {
    description: 'why the counts are not shown',
  }),
  options: Type.Array(
    Type.Object({
      number: Type.Integer(),
      text: Type.String(),
      mine: Type.Boolean({ description: 'chosen by the reader; of a secret poll always false' }),
      votes: NumberOrNull,
      percent: NumberOrNull,
      people: Type.Union([Type.Array(Type.String()), Type.Null()], {
        description: 'who chose it; null of a secret poll',
      }),
    }),
  ),
  mayVote: Type.Boolean(),
  mayTakeBack: Type.Boolean(),
  mayClose: Type.Boolean(),
});
export const Vote = Type.Object({
  options: Type.Array(Type.Integer({ minimum: 1, maximum: 12 }), { description: 'their numbers', maxItems: 12 }),
});
export const PollClosing = Type.Object({
  reason: Type.Optional(Type.String({ description: 'asked of who did not begin the poll' })),
});
export const TopicBody = Type.Object({
  id: Id,
  title: Type.String(),
  section: SectionName,
  author: Type.String(),
  at: Moment,
  replyCount: Type.Integer(),
  readUpTo: Type.Integer(),
  firstUnread: NumberOrNull,
  page: Type.Integer(),
  pages: Type.Integer(),
  replies: Type.Array(ReplyBody),
  pinned: Type.Boolean(),
  suggestion: Type.Union([
    Type.Object({ state: Type.String(), reason: Type.Union([Type.String(), Type.Null()]) }),
    Type.Null(),
  ]),
  closed: Type.Union([Type.Object({ at: Moment, reason: Type.Union([Type.String(), Type.Null()]) }), Type.Null()]),
  polls: Type.Array(PollBody),
  mayReply: Type.Boolean(),
  way: Type.String({ description: 'how one hears of it: follow, unfollow, mute' }),
});
const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 }));
export const PageQuery = Type.Object({ page: Page });
export const ListQuery = Type.Object({ section: Type.Optional(Type.String()), page: Page });
export const NewPoll = Type.Object({
  question: Type.String(),
  options: Type.Array(Type.String(), { description: 'two to twelve', maxItems: 100 }),
  several: Type.Boolean({ description: 'several may be chosen' }),
  secret: Type.Boolean({ description: 'nobody can tell who chose what; a vote stands, results come at the end' }),
  endsAt: Type.Optional(Type.String({ description: 'the last moment in the school’s local time, «2026-11-27T16:00»' })),
});
export const NewTopic = Type.Object({
  section: Type.String(),
  title: Type.String(),
  text: Type.String(),
  files: SentFiles,
  poll: Type.Optional(NewPoll),
});
export const NewReply = Type.Object({ text: Type.String(), quotes: Type.Optional(Id), files: SentFiles });
export const Edit = Type.Object({
  text: Type.String(),
  version: Type.Integer({ description: 'the version the edit began from' }),
  files: SentFiles,
  removed: Type.Optional(Type.Array(Id, { description: 'ids of its files that are taken away' })),
});
export const Reading = Type.Object({ upTo: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
export const Written = Type.Object({
  id: Id,
  number: Type.Integer(),
  topicId: Type.Integer({ description: 'another one, when the topic has been merged meanwhile' }),
});

const Fragments = Type.Array(
  Type.Object({ text: Type.String(), hit: Type.Boolean({ description: 'one of the words looked for' }) }),
);
const DayText = Type.Optional(Type.String({ format: 'date' }));
export const SearchQueryShape = Type.Object({
  q: Type.String({ description: 'words in any form, «words side by side» in quotes, -excluded' }),
  section: Type.Optional(Type.String()),
  author: Type.Optional(Id),
  from: DayText,
  to: DayText,
  page: Page,
});
export const SearchBody = Type.Object({
  found: Type.Array(
    Type.Object({
      topicId: Id,
      title: Fragments,
      section: SectionName,
      number: Type.Integer({ description: 'of the reply in its topic' }),
      page: Type.Integer({ description: 'of the topic, on which the reply stands' }),
      author: Type.String(),
      at: Moment,
      text: Fragments,
    }),
  ),
  total: Type.Integer(),
  more: Type.Boolean({ description: 'there are more than are counted' }),
  page: Type.Integer(),
  pages: Type.Integer(),
});
