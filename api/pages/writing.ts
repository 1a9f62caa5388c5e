import type { FastifyRequest } from 'fastify';
import { mostFiles } from '#forum/reply-files.ts';
import { acceptedFiles, mostBytes } from '#school/files.ts';
import { sentFiles } from '../uploads.ts';
import { wholeNumber } from './address.ts';
import { fieldsOf } from './fields.ts';

/** What templates/pages/partials/writing.hbs asks of the page it stands on. */
export const writing = { writing: { acceptedFiles, mostFiles, mostBytes, mostTogether: 5 * mostBytes } };

/** Files chosen with the form, and ids of those that it takes away. */
export function filesOf(request: FastifyRequest) {
  const { files, removed } = fieldsOf(request);
  return { files: sentFiles(files), removed: [removed].flat().flatMap(one => wholeNumber(one) ?? []) };
}
