import type { FastifyInstance } from 'fastify';
import { askArchive, upkeepLog } from '#school/upkeep/upkeep.ts';
import { sendArchive, sendDiagnosis } from '../archives.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, DayText, Type } from './schemas.ts';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Kind = Type.String({ description: 'backup or export' });
const SystemBody = Type.Object({
  backupAt: Type.Union([Type.String(), Type.Null()], { description: 'when the nightly backup is made; null: never' }),
  working: Type.Union([Type.Object({ kind: Kind, done: Type.Integer(), of: Type.Integer() }), Type.Null()], {
    description: 'tables done of all; 0 of 0 while it waits',
  }),
  archives: Type.Array(
    Type.Object({ file: Type.String(), kind: Kind, bytes: Type.Integer(), day: DayText, time: Type.String() }),
  ),
  log: Type.Array(
    Type.Object({
      deed: Type.String({
        description: 'backup-made, backup-failed, backup-taken, the same of exports, diagnosis-taken',
      }),
      at: Type.String({ format: 'date-time' }),
      by: TextOrNull,
      file: TextOrNull,
      bytes: Type.Union([Type.Integer(), Type.Null()]),
      reason: TextOrNull,
    }),
  ),
});
const Asked = Type.Object({ kind: Kind });
const FileParams = Type.Object({ file: Type.String({ maxLength: 100 }) });
const Zip = Type.Unsafe<unknown>({ description: 'the ZIP itself', type: 'string', format: 'binary' });

/** Backups, exports and the diagnosis, for programs: a school may fetch its copies from elsewhere every night (1.3, 7d). */
export function systemRoutes(app: FastifyInstance, api: ApiHouse): void {
  const { archives } = api;
  app.get('/system', { schema: { response: answers(SystemBody) } }, request =>
    actOf(api, request, async act => {
      const log = (await upkeepLog(act)).map(row => ({ ...row, at: row.at.toISOString() }));
      const files = (await archives.list()).map(({ at, ...file }) => file);
      return { backupAt: archives.backupAt ?? null, working: archives.working() ?? null, archives: files, log };
    }),
  );

  for (const [path, kind] of [
    ['/system/backups', 'backup'],
    ['/system/exports', 'export'],
  ] as const) {
    app.post(path, { schema: { response: answers(Asked, 202) } }, async (request, reply) => {
      await actOf(api, request, act => askArchive(act, kind));
      archives.expect(kind);
      return reply.code(202).send({ kind });
    });
  }

  app.get<{ Params: { file: string } }>(
    '/system/archives/:file',
    { schema: { params: FileParams, response: { 200: { content: { 'application/zip': { schema: Zip } } } } } },
    (request, reply) => sendArchive(api, { request, reply, file: request.params.file }),
  );
  app.post(
    '/system/diagnosis',
    { schema: { response: { 200: { content: { 'application/zip': { schema: Zip } } } } } },
    (request, reply) => sendDiagnosis(api, request, reply),
  );
}
