import { FilesBody, SentFiles } from './reply-files.ts';
import { Id, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const Text = Type.String();
const TextOrNull = Type.Union([Text, Type.Null()]);
const Count = Type.Integer();
const CountOrNull = Type.Union([Count, Type.Null()]);

export const LettersBody = Type.Object({
  letters: Type.Array(
    Type.Object({
      id: Id,
      title: Type.String({ description: 'empty when what it says is read on the site alone' }),
      others: Type.Array(Text, { description: 'the other participants' }),
      about: TextOrNull,
      last: Type.Object({
        by: Text,
        mine: Type.Boolean(),
        at: Moment,
        number: Count,
        excerpt: Text,
        siteOnly: Type.Boolean(),
      }),
      unread: Count,
      firstUnread: CountOrNull,
    }),
  ),
  total: Count,
  page: Count,
  pages: Count,
});

const Capacity = Type.String({ description: 'class-teacher, teacher, deputy' });
export const FindQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200, description: 'for staff: a part of a name' })),
});
export const CorrespondentsBody = Type.Object({
  families: Type.Array(
    Type.Object({
      studentId: Id,
      givenName: Text,
      className: Text,
      people: Type.Array(
        Type.Object({ id: Id, name: Text, capacity: Capacity, subjects: Type.Array(Text), officeHours: TextOrNull }),
      ),
    }),
  ),
  found: Type.Array(
    Type.Object({
      id: Id,
      name: Text,
      student: Type.Union([Type.Object({ id: Id, name: Text, className: Text, self: Type.Boolean() }), Type.Null()]),
      officeHours: TextOrNull,
    }),
  ),
});

export const NewLetter = Type.Object({
  toId: Type.Optional(Id),
  familyOf: Type.Optional(Type.Integer({ description: 'to the parents of this student together' })),
  classId: Type.Optional(Type.Integer({ description: 'to every family of the class, each its own letter' })),
  studentId: Type.Optional(Type.Integer({ description: 'about whom, when one person of a family is at one end' })),
  title: Type.Optional(Text),
  text: Text,
  siteOnly: Type.Optional(Type.Boolean({ description: 'never shown in a messenger: it may speak of health' })),
  files: SentFiles,
});
export const Sent = Type.Object({ ids: Type.Array(Id) });
export const Answer = Type.Object({
  text: Text,
  quotes: Type.Optional(Id),
  siteOnly: Type.Optional(Type.Boolean()),
  files: SentFiles,
});
export const Answered = Type.Object({ number: Count });

export const LetterBody = Type.Object({
  id: Id,
  title: Text,
  about: Type.Union([Type.Object({ studentId: Id, name: Text }), Type.Null()]),
  participants: Type.Array(
    Type.Object({
      id: Id,
      name: Text,
      part: Type.String({ description: 'class-teacher, teacher, deputy, staff, parent, student, former' }),
      subjects: Type.Array(Text),
      officeHours: TextOrNull,
      me: Type.Boolean(),
    }),
  ),
  replyCount: Count,
  readUpTo: Count,
  firstUnread: CountOrNull,
  page: Count,
  pages: Count,
  replies: Type.Array(
    Type.Object({
      id: Id,
      number: Count,
      author: Type.Object({ id: Id, name: Text }),
      text: Type.String({ description: 'Markdown' }),
      at: Moment,
      editedAt: Type.Union([Moment, Type.Null()]),
      version: Count,
      siteOnly: Type.Boolean(),
      quotes: Type.Union([Type.Object({ id: Id, number: Count, author: Text, text: Text }), Type.Null()]),
      files: FilesBody,
      mine: Type.Boolean(),
      unread: Type.Boolean(),
      mayEdit: Type.Boolean(),
      readBy: Type.Array(Type.Object({ name: Text, at: Moment }), { description: 'of one’s own' }),
    }),
  ),
  mayReply: Type.Boolean(),
});
