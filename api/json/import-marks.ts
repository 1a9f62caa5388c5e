import type { FastifyInstance } from 'fastify';
import { type ImportEntry, importMarks, mostEntries, previewMarks } from '#journal/import-marks/import-marks.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { answers, Id, IdParams, Nothing, type Static, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Entries = Type.Array(
  Type.Unsafe<ImportEntry>({
    type: 'array',
    minItems: 3,
    maxItems: 3,
    items: [Id, Id, Type.String({ maxLength: 100 })],
    additionalItems: false,
  }),
  {
    maxItems: mostEntries,
    description: 'The lesson, the student, and what is written, as the table has it.',
  },
);

const Rows = Type.Object({
  rows: Type.Array(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 500 }), { maxItems: 2000 }),
});
const Preview = Type.Object({
  unplaced: Type.Array(
    Type.Object({
      row: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
      column: TextOrNull,
      text: Text,
      reason: Text,
      message: Text,
    }),
  ),
  ignored: Type.Array(Type.Object({ column: Text, text: Text })),
  counts: Type.Object({ fresh: Count, changed: Count, same: Count }),
  changed: Type.Array(Type.Object({ row: Count, column: Text, student: Text, day: Text, was: Text, text: Text })),
  reasonsLeft: Count,
  entries: Entries,
  basis: Text,
});
const Confirmed = Type.Object({ entries: Entries, basis: Type.Optional(Text), workKindId: Type.Optional(Id) });

type WithId = { Params: Static<typeof IdParams> };

/** Marks of another journal for programs: what the rows of a table would write, and the writing. */
export function importMarksRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.post<WithId & { Body: Static<typeof Rows> }>(
    '/journal/:id/import/preview',
    { schema: { params: IdParams, body: Rows, response: answers(Preview) } },
    request =>
      actOf(api, request, async act => {
        const { unplaced, ...preview } = await previewMarks(act, request.params.id, request.body.rows);
        return {
          ...preview,
          unplaced: unplaced.map(({ refusal, ...place }) => ({
            ...place,
            reason: refusal.reason,
            message: wordRefusal(api.press, refusal),
          })),
        };
      }),
  );

  app.post<WithId & { Body: Static<typeof Confirmed> }>(
    '/journal/:id/import',
    { schema: { params: IdParams, body: Confirmed, response: answers(Nothing) } },
    request =>
      actOf(api, request, async act => {
        await importMarks(act, request.params.id, request.body);
        return null;
      }),
  );
}
