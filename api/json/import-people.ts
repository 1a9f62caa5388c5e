import type { FastifyInstance } from 'fastify';
import { confirmImport, type ImportPreview, importState, previewImport } from '#school/imports/imports.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { answers, Id, IdParams, type Static, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Place = Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'A class, a child, a teacher.' });

/** As large as a table that is sent as a file. */
const mostRowBytes = 10 * 1024 * 1024;

const Rows = Type.Object({
  rows: Type.Array(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 500 }), {
    maxItems: 20_000,
    description: 'A list of students, of parents, of the staff, or the teaching load, with its headings.',
  }),
  fileName: Type.Optional(Type.String({ maxLength: 200 })),
});
const Problem = Type.Object({ row: Count, text: Text, reason: Text, message: Text });
const Changed = Type.Object({ what: Text, was: TextOrNull, becomes: Text });
const Line = Type.Object({
  ...{ row: Count, who: Type.Optional(Text), name: Text, state: Text, place: Type.Optional(Place) },
  changes: Type.Array(Changed),
});
const Preview = Type.Object({
  ...{ id: Id, kind: Text, fileName: Text },
  counts: Type.Object({ new: Count, changed: Count, same: Count, unread: Count }),
  lines: Type.Array(Line),
  unread: Type.Array(Problem, { description: 'Lines that are not taken, and why.' }),
  partly: Type.Array(Problem, { description: 'Lines that are taken but for this.' }),
  missing: Type.Array(Type.Object({ name: Text, place: Place }), { description: 'In the school and not in the file.' }),
  newClasses: Type.Array(Text),
  newSubjects: Type.Array(Text),
  ignored: Type.Array(Text),
});
const State = Type.Object({
  ...{ id: Id, kind: Text, fileName: Text, state: Text, done: Count, total: Count, reason: TextOrNull },
});

type WithId = { Params: Static<typeof IdParams> };

/** People and the load for programs: what the rows of a table would bring in, the bringing in, and how far it is. */
export function importPeopleRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<{ Body: Static<typeof Rows> }>(
    '/people/import/preview',
    { bodyLimit: mostRowBytes, schema: { body: Rows, response: answers(Preview) } },
    request =>
      actOf(api, request, async act => {
        const { rows, fileName = '' } = request.body;
        const { unread, ...view } = await previewImport(act, { rows, fileName });
        const worded = (list: ImportPreview['unread']) =>
          list.map(({ refusal, ...line }) => ({
            ...{ ...line, reason: refusal.reason, message: wordRefusal(api.press, refusal) },
          }));
        const all = { newSubjects: [], partly: [] as ImportPreview['unread'], ...view };
        return { ...all, unread: worded(unread), partly: worded(all.partly), lines: [...all.lines] };
      }),
  );
  app.post<WithId>('/people/import/:id', { schema: { params: IdParams, response: answers(State) } }, request =>
    actOf(api, request, async act => {
      await confirmImport(act, request.params.id);
      return importState(act, request.params.id);
    }),
  );
  app.get<WithId>('/people/import/:id', { schema: { params: IdParams, response: answers(State) } }, request =>
    actOf(api, request, act => importState(act, request.params.id)),
  );
}
