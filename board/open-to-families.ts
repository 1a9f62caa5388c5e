import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { loadDocument } from './load-document.ts';
import { checkPublic } from './terms.ts';

/**
 * Lets families read a regulation or an instruction in the public part of the base (7b), or no longer; closed
 * are then its earlier texts too. Refusals: not-found,
 * not-allowed to who doesn't publish the kind, invalid at isPublic for another kind.
 */
export async function openToFamilies(act: Act, id: number, isPublic: boolean): Promise<void> {
  const { document } = await loadDocument(act, id);
  permit(act, 'keepDocument', document);
  document.isPublic = checkPublic(document.kind, isPublic);
  if (isPublic) return;
  const { line, version } = document;
  await act.em.execute('update board_document set is_public = false where line = ? and version < ?', [line, version]);
}
