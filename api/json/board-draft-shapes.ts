import { Audience, DayOrNull, FilesBody, Kind, Moment, MomentOrNull, Terms } from './board-shapes.ts';
import { DutiesOfOrder } from './duty-shapes.ts';
import { Id, Type } from './schemas.ts';

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
