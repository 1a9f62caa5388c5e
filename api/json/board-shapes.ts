import { documentStates } from '#board/force.ts';
import { documentKinds } from '#board/kinds.ts';
import { DutiesBody, DutiesOfOrder } from './duty-shapes.ts';
import { DayText, Id, Type } from './schemas.ts';

export const Moment = Type.String({ format: 'date-time' });
export const MomentOrNull = Type.Union([Moment, Type.Null()]);
const LastDay = Type.Union([DayText, Type.Null()], { description: 'the last day to acknowledge' });
export const Kind = Type.String({ description: documentKinds.join(', ') });
export const Audience = Type.Array(
  Type.String({
    description: 'staff, a role of the staff, or person:<id>; of an announcement also parents, students, class:<id>',
  }),
);
const Reading = Type.Object({ acknowledged: Type.Integer(), addressees: Type.Integer() });
const ReadingOrNull = Type.Union([Reading, Type.Null()], {
  description: 'how many of how many have read it; null unless the reader may know',
});

export const DayOrNull = Type.Union([DayText, Type.Null()]);
export const State = Type.String({ description: documentStates.join(', ') });
/** When a document is in force. */
export const Force = {
  state: State,
  effectiveFrom: DayOrNull,
  effectiveUntil: DayOrNull,
  supersededOn: Type.Union([DayText, Type.Null()], { description: 'from this day another stands instead of it' }),
};
export const Edition = Type.Integer({ description: '1, or the number of its correction' });

export const FilesBody = Type.Array(
  Type.Object({ id: Id, name: Type.String(), size: Type.Integer(), href: Type.String() }),
);

/** Files with the addresses they are read at. */
export function withAddresses<F extends { id: number }>(files: readonly F[], owner: string): (F & { href: string })[] {
  return files.map(file => ({ ...file, href: `${owner}/files/${file.id}` }));
}

export const DocumentsQuery = Type.Object({
  kind: Type.Optional(Type.Union(documentKinds.map(kind => Type.Literal(kind)))),
  year: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999 })),
  q: Type.Optional(Type.String({ description: 'words in any form, of the title or the text' })),
  signer: Type.Optional(Id),
  state: Type.Optional(Type.Union(documentStates.map(state => Type.Literal(state)))),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
});

export const DocumentsBody = Type.Object({
  documents: Type.Array(
    Type.Object({
      id: Id,
      kind: Kind,
      number: Type.Integer(),
      date: DayText,
      title: Type.String(),
      signer: Type.String(),
      publishedAt: Moment,
      hasFile: Type.Boolean(),
      pinned: Type.Boolean(),
      edition: Edition,
      isPublic: Type.Boolean(),
      ...Force,
      unacknowledged: Type.Boolean({ description: 'waits for the reader’s acknowledgement' }),
      acknowledgedAt: MomentOrNull,
      acknowledgeBy: LastDay,
      overdue: Type.Boolean(),
      reading: ReadingOrNull,
    }),
  ),
  page: Type.Integer(),
  pages: Type.Integer(),
  kinds: Type.Array(Type.Object({ kind: Kind, count: Type.Integer(), unacknowledged: Type.Integer() })),
  years: Type.Array(Type.Integer()),
  mayPost: Type.Boolean(),
  mayDraft: Type.Boolean(),
  signers: Type.Array(Type.Object({ id: Id, name: Type.String() })),
});

export const Terms = {
  effectiveFrom: Type.Optional(
    Type.String({ description: 'ISO date: the first day in force, when it is not its date' }),
  ),
  effectiveUntil: Type.Optional(Type.String({ description: 'ISO date: the last day in force' })),
  isPublic: Type.Optional(Type.Boolean({ description: 'of a regulation or an instruction: families may read it' })),
  pinned: Type.Optional(Type.Boolean({ description: 'stands above the others' })),
  replaces: Type.Optional(Id),
};

export const NewDocumentBody = Type.Object({
  kind: Kind,
  number: Type.Optional(
    Type.Union([Type.Null(), Type.Integer()], { description: 'absent: the next of its kind and year' }),
  ),
  outOfTurn: Type.Optional(
    Type.Boolean({ description: 'false refuses a number that leaves unused ones before it', default: true }),
  ),
  date: Type.String({ description: 'ISO date' }),
  title: Type.String(),
  text: Type.String(),
  audience: Audience,
  acknowledgeBy: Type.Optional(Type.String({ description: 'ISO date: the last day to acknowledge' })),
  duties: Type.Optional(DutiesOfOrder),
  ...Terms,
});

export const Version = Type.Object({
  ...{ id: Id, kind: Kind, number: Type.Integer(), date: DayText, title: Type.String(), edition: Edition },
  ...{ version: Type.Integer(), state: State, publishedAt: Moment, reason: Type.Union([Type.String(), Type.Null()]) },
});

export const DocumentBody = Type.Object({
  id: Id,
  kind: Kind,
  number: Type.Integer(),
  date: DayText,
  title: Type.String(),
  text: Type.String(),
  audience: Audience,
  isPublic: Type.Boolean(),
  pinned: Type.Boolean(),
  edition: Edition,
  reason: Type.Union([Type.String(), Type.Null()], { description: 'of a correction' }),
  line: Type.String({ description: 'names all its versions for ever' }),
  version: Type.Integer(),
  ...Force,
  versions: Type.Array(Version),
  replaces: Type.Array(Version),
  replacedBy: Type.Union([Version, Type.Null()]),
  publishedAt: Moment,
  schoolName: Type.String(),
  signer: Type.Object({
    id: Id,
    name: Type.String(),
    shortName: Type.String(),
    paperName: Type.String(),
    role: Type.Union([Type.String(), Type.Null()]),
  }),
  files: FilesBody,
  duties: DutiesBody,
  mayAcknowledge: Type.Boolean(),
  acknowledgedAt: MomentOrNull,
  acknowledgedEarlier: Type.Boolean({ description: 'said of an earlier edition' }),
  acknowledgeBy: LastDay,
  overdue: Type.Boolean(),
  mayReadAcknowledgements: Type.Boolean(),
  mayKeep: Type.Boolean(),
  mayReplace: Type.Boolean(),
  reading: ReadingOrNull,
});

const Readers = Type.Array(
  Type.Object({
    id: Id,
    name: Type.String(),
    roles: Type.Array(Type.String()),
    acknowledgedAt: MomentOrNull,
    through: Type.Union([Type.String({ description: 'page, or the messenger' }), Type.Null()]),
    late: Type.Boolean(),
  }),
);
export const AcknowledgementsBody = Type.Object({
  acknowledged: Type.Integer(),
  addressees: Type.Integer(),
  readers: Readers,
  former: Readers,
});
