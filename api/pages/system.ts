import type { FastifyInstance } from 'fastify';
import type { Act } from '#school/act.ts';
import type { ArchiveKind } from '#school/upkeep/archives.ts';
import { askArchive, upkeepLog } from '#school/upkeep/upkeep.ts';
import { sendArchive, sendDiagnosis } from '../archives.ts';
import type { ApiHouse } from '../doors.ts';
import { form, page } from './page.ts';

/** «Система»: the registrar's backups, the way out for everything, and what helps the technical support (1.3, 2.1, 7d). */
export function systemPages(app: FastifyInstance, api: ApiHouse): void {
  const system = { name: 'system', show: (act: Act) => showSystem(api, act) };
  page(app, api, { path: '/system', ...system });

  const ask = (path: string, kind: ArchiveKind) =>
    form(app, api, {
      path,
      ...system,
      flash: `system/${kind}`,
      submit: async act => {
        await askArchive(act, kind);
        api.archives.expect(kind);
        return '/system';
      },
    });
  ask('/system/backups', 'backup');
  ask('/system/exports', 'export');

  app.get<{ Params: { file: string } }>('/system/archives/:file', (request, reply) =>
    sendArchive(api, { request, reply, file: request.params.file }),
  );
  app.post('/system/diagnosis', (request, reply) => sendDiagnosis(api, request, reply));
}

async function showSystem({ archives, health }: ApiHouse, act: Act) {
  const log = await upkeepLog(act);
  const all = await archives.list();
  const work = archives.working();
  const parts = Object.entries(await health()).map(([name, { state, lastSuccessAt }]) => ({
    name,
    state,
    lastSuccessAt,
  }));
  const of = (kind: ArchiveKind) => ({
    kind,
    files: all.filter(file => file.kind === kind),
    last: all.find(file => file.kind === kind) ?? null,
    work: work?.kind === kind ? work : null,
  });
  const { folder, backupAt = null } = archives;
  return { log, parts, folder, backupAt, working: work !== undefined, backups: of('backup'), exports: of('export') };
}
