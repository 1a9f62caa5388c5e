import { baseKinds } from '#board/base.ts';
import { documentKinds } from '#board/kinds.ts';
import { DayOrNull, Edition, FilesBody, Force, Kind, State, Version } from './board-shapes.ts';
import { DayText, Id, Type } from './schemas.ts';

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
