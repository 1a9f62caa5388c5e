import { baseKinds } from '#board/base.ts';
import { documentStates } from '#board/force.ts';
import { documentKinds } from '#board/kinds.ts';
import { DutiesBody, DutiesOfOrder } from './duty-shapes.ts';
import { DayText, Id, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const MomentOrNull = Type.Union([Moment, Type.Null()]);
const LastDay = Type.Union([DayText, Type.Null()], { description: 'the last day to acknowledge' });
const Kind = Type.String({ description: documentKinds.join(', ') });
const Audience = Type.Array(
  Type.String({
    description: 'staff, a role of the staff, or person:<id>; of an announcement also parents, students, class:<id>',
  }),
);
const Reading = Type.Object({ acknowledged: Type.Integer(), addressees: Type.Integer() });
const ReadingOrNull = Type.Union([Reading, Type.Null()], {
  description: 'how many of how many have read it; null unless the reader may know',
});

const DayOrNull = Type.Union([DayText, Type.Null()]);
const State = Type.String({ description: documentStates.join(', ') });
/** When a document is in force. */
const Force = {
  state: State,
  effectiveFrom: DayOrNull,
  effectiveUntil: DayOrNull,
  supersededOn: Type.Union([DayText, Type.Null()], { description: 'from this day another stands instead of it' }),
};
const Edition = Type.Integer({ description: '1, or the number of its correction' });

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

const Terms = {
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

const Version = Type.Object({
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

const Part = Type.Object({ kind: Type.String({ description: 'same, removed, added' }), text: Type.String() });
export const ChangesBody = Type.Object({
  earlier: Version,
  title: Type.Union([Type.Array(Part), Type.Null()]),
  runs: Type.Array(
    Type.Object({
      folded: Type.Boolean({ description: 'a long run of lines left as they were' }),
      lines: Type.Array(
        Type.Object({ kind: Type.String({ description: 'same, removed, added, changed' }), parts: Type.Array(Part) }),
      ),
    }),
  ),
  changed: Type.Integer(),
});

export const CorrectionBody = Type.Object({
  title: Type.String(),
  text: Type.String(),
  reason: Type.String(),
  anew: Type.Boolean({ description: 'whoever has acknowledged it is to do so again' }),
  acknowledgeBy: Type.Optional(Type.String({ description: 'ISO date: the last day to do so' })),
  dropFiles: Type.Optional(Type.Array(Id)),
});

const BaseLine = Type.Object({
  ...{ line: Type.String(), id: Id, kind: Kind, number: Type.Integer(), date: DayText, title: Type.String() },
  ...{ edition: Edition, version: Type.Integer(), versions: Type.Integer(), state: State },
  ...{ effectiveFrom: DayOrNull, effectiveUntil: DayOrNull, isPublic: Type.Boolean() },
});
export const BaseQuery = Type.Object({ kind: Type.Optional(Type.Union(baseKinds.map(kind => Type.Literal(kind)))) });
export const BaseBody = Type.Object({
  shelves: Type.Array(Type.Object({ kind: Kind, total: Type.Integer(), lines: Type.Array(BaseLine) })),
});
export const LineParams = Type.Object({ line: Type.String({ maxLength: 100 }) });
export const PublicBaseBody = Type.Object({ lines: Type.Array(BaseLine) });
export const PublicQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 32_000 })) });
export const PublicDocumentBody = Type.Object({
  ...{ line: Type.String(), version: Type.Integer(), kind: Kind, number: Type.Integer(), date: DayText },
  ...{ title: Type.String(), text: Type.String(), edition: Edition, ...Force, signer: Type.String() },
  ...{ reason: Type.Union([Type.String(), Type.Null()]), files: FilesBody },
  versions: Type.Array(
    Type.Object({ version: Type.Integer(), number: Type.Integer(), date: DayText, state: State, edition: Edition }),
  ),
});

export const PeopleQuery = Type.Object({
  kind: Type.Union(documentKinds.map(kind => Type.Literal(kind))),
  q: Type.String({ maxLength: 100, description: 'the beginning of names' }),
});
export const PeopleBody = Type.Array(
  Type.Object({
    ...{ word: Type.String({ description: 'person:<id>' }), name: Type.String(), roles: Type.Array(Type.String()) },
    ...{ classes: Type.Union([Type.String(), Type.Null()]), student: Type.Boolean() },
  }),
);

export const DraftEntryBody = Type.Object({
  title: Type.String(),
  text: Type.String(),
  audience: Audience,
  acknowledgeBy: Type.Optional(Type.String({ description: 'ISO date: the last day to acknowledge' })),
  duties: Type.Optional(DutiesOfOrder),
  ...Terms,
});
export const NewDraftBody = Type.Object({ kind: Kind, ...DraftEntryBody.properties });
export const SavedDraftBody = Type.Object({
  version: Type.Integer({ description: 'the one the editor began from' }),
  ...DraftEntryBody.properties,
});
const NameOrNull = Type.Union([Type.String(), Type.Null()]);
export const DraftsBody = Type.Object({
  drafts: Type.Array(
    Type.Object({
      ...{ id: Id, kind: Kind, title: Type.String(), author: Type.String(), editedAt: Moment },
      ...{ publishAt: MomentOrNull, publisher: NameOrNull, held: Type.Boolean() },
    }),
  ),
  kinds: Type.Array(Kind),
});
export const DraftBody = Type.Object({
  ...{ id: Id, version: Type.Integer(), kind: Kind, title: Type.String(), text: Type.String(), audience: Audience },
  ...{ acknowledgeBy: DayOrNull, effectiveFrom: DayOrNull, effectiveUntil: DayOrNull, isPublic: Type.Boolean() },
  duties: DutiesOfOrder,
  ...{ pinned: Type.Boolean(), replacesId: Type.Union([Id, Type.Null()]), files: FilesBody, author: Type.String() },
  ...{ editor: Type.String(), editedAt: Moment, publishAt: MomentOrNull, publisher: NameOrNull, held: Type.Boolean() },
});
export const PublicationBody = Type.Object({
  at: Type.Optional(Type.String({ description: 'local time of the school, «2026-11-25T08:00»; absent: now' })),
});
export const PublishedBody = Type.Object({
  id: Type.Union([Id, Type.Null()], { description: 'the document; null when it waits for its moment' }),
});
