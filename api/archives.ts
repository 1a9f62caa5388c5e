import type { FastifyReply, FastifyRequest } from 'fastify';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { recordDiagnosis, recordTaking } from '#school/upkeep/upkeep.ts';
import { type ApiHouse, actOf } from './doors.ts';

interface Taking {
  request: FastifyRequest;
  reply: FastifyReply;
  file: string;
}

/** Gives an archive away, byte by byte from the disk; that it was taken is remembered first. */
export async function sendArchive(api: ApiHouse, { request, reply, file }: Taking): Promise<FastifyReply> {
  const found = await actOf(api, request, async act => {
    const archive = (await api.archives.list()).find(one => one.file === file);
    if (archive) recordTaking(act, archive);
    else permit(act, 'keepSystem');
    return archive;
  });
  const bytes = found && (await api.archives.read(found.file));
  if (!bytes) throw new Refusal('not-found', 'not-found');
  return reply
    .headers({
      'content-disposition': `attachment; filename="${found.file}"`,
      'content-length': bytes.bytes,
      'cache-control': 'no-store',
    })
    .type('application/zip')
    .send(bytes.content);
}

/** What helps the technical support, and names nobody (7d). */
export async function sendDiagnosis(
  api: ApiHouse,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await actOf(api, request, async act => recordDiagnosis(act));
  const { file, content } = await api.diagnosis();
  return reply
    .headers({ 'content-disposition': `attachment; filename="${file}"`, 'cache-control': 'no-store' })
    .type('application/zip')
    .send(content);
}
