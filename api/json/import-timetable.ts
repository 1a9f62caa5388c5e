import type { FastifyInstance } from 'fastify';
import {
  type AscPreview,
  ascState,
  confirmAsc,
  previewAgain,
  previewAsc,
} from '#journal/timetable/import-asc/import-asc.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf, wordRefusal } from '../doors.ts';
import { answers, DayText, Id, IdParams, type Static, Type } from './schemas.ts';
import { ClashBody, OutcomeBody, Week } from './timetable-shapes.ts';

const Text = Type.String();
const Count = Type.Integer();
const Part = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
const Kind = Type.Enum(['class', 'subject', 'teacher'] as const);

const File = Type.Object({
  xml: Type.String({ maxLength: 3_000_000, description: 'What aSc Timetables exports, decoded.' }),
  from: Type.String({ description: 'First day of it, tomorrow at the earliest; ISO date' }),
  fileName: Type.Optional(Type.String({ maxLength: 200 })),
});
const Names = Type.Object({
  names: Type.Array(Type.Object({ kind: Kind, name: Type.String({ minLength: 1, maxLength: 200 }), id: Id }), {
    maxItems: 1000,
    description: 'Whom or what names of the file mean; remembered for the files to come.',
  }),
});
const Problem = Type.Object({
  row: Type.Integer({ description: 'Line of the file' }),
  ...{ text: Text, lessons: Count, reason: Text, message: Text },
});
const Places = Type.Array(
  Type.Object({
    ...{ weekday: Count, slot: Count, week: Week, joint: Type.Boolean() },
    room: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
  }),
);
const Preview = Type.Object({
  ...{ id: Id, fileName: Text, from: DayText },
  counts: Type.Object({
    ...{ new: Count, changed: Count, same: Count, gone: Count, unread: Count, puts: Count, takes: Count },
  }),
  lines: Type.Array(
    Type.Object({
      ...{ courseId: Id, className: Text, subject: Text, subgroup: Part, teacher: Text, state: Text },
      ...{ puts: Places, takes: Places },
    }),
  ),
  unread: Type.Array(Problem, { description: 'What is not taken, and why.' }),
  partly: Type.Array(Problem, { description: 'What is taken but for this.' }),
  ...{ newRooms: Type.Array(Text), untouched: Type.Array(Text, { description: 'Classes the file doesn’t name.' }) },
  load: Type.Array(Type.Object({ className: Text, subject: Text, teacher: Text, hours: Type.Number(), group: Text }), {
    description: 'Lines the load of the school lacks or has otherwise.',
  }),
  names: Type.Array(Type.Object({ kind: Kind, name: Text, choices: Type.Array(Type.Object({ id: Id, name: Text })) }), {
    description: 'Names the school doesn’t know, with those they may mean.',
  }),
  ...{ removed: Count, added: Count, kept: OutcomeBody.properties.kept, clashes: Type.Array(ClashBody), hard: Count },
});
const Confirm = Type.Object({ allowClashes: Type.Optional(Type.Boolean()) });
const State = Type.Object({ id: Id, fileName: Text, from: DayText, state: Text });

type WithId = { Params: Static<typeof IdParams> };

/** A timetable of aSc for programs: what it would change, whom its names mean, the change itself (7a, 5.2a). */
export function importTimetableRoutes(app: FastifyInstance, api: ApiHouse): void {
  const worded = ({ unread, partly, ...view }: AscPreview) => {
    const inWords = (list: AscPreview['unread']) =>
      list.map(({ refusal, ...problem }) => ({
        ...{ ...problem, reason: refusal.reason, message: wordRefusal(api.press, refusal) },
      }));
    return { ...view, unread: inWords(unread), partly: inWords(partly) };
  };
  const one = { params: IdParams };
  app.post<{ Body: Static<typeof File> }>(
    '/timetable/import/preview',
    { bodyLimit: 4_000_000, schema: { body: File, response: answers(Preview) } },
    request =>
      actOf(api, request, async act => {
        const { xml: text, from, fileName = '' } = request.body;
        return worded(await previewAsc(act, { text, fileName, from: dayOr(from, act.today, 'from') }));
      }),
  );
  app.post<WithId & { Body: Static<typeof Names> }>(
    '/timetable/import/:id/names',
    { schema: { ...one, body: Names, response: answers(Preview) } },
    request => actOf(api, request, async act => worded(await previewAgain(act, request.params.id, request.body.names))),
  );
  app.post<WithId & { Body: Static<typeof Confirm> }>(
    '/timetable/import/:id',
    { schema: { ...one, body: Confirm, response: answers(State) } },
    request =>
      actOf(api, request, async act => {
        const { allowClashes = false } = request.body;
        await confirmAsc(act, request.params.id, { allowClashes });
        return ascState(act, request.params.id);
      }),
  );
  app.get<WithId>('/timetable/import/:id', { schema: { ...one, response: answers(State) } }, request =>
    actOf(api, request, act => ascState(act, request.params.id)),
  );
}
