import { BoardDocument } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import { type DocumentFacts, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** The document, when this person may see it, with its signer. Refusal: not-found. */
export async function loadDocument(act: Act, id: number): Promise<{ document: BoardDocument; facts: DocumentFacts }> {
  see(act, 'readBoard');
  const document = await act.em.findOne(BoardDocument, { id }, { populate: ['signer'] });
  if (!document) throw new Refusal('not-found', 'not-found');
  const facts = factsOf(act, document);
  see(act, 'readDocument', facts);
  return { document, facts };
}

/** What the charter asks of it today. */
export function factsOf({ today }: Pick<Act, 'today'>, document: BoardDocument): DocumentFacts {
  const { audience, isPublic, signer, supersededOn, effectiveUntil } = document;
  const over = Boolean((supersededOn && supersededOn <= today) || (effectiveUntil && effectiveUntil < today));
  return { audience, isPublic, signerId: signer.id, over };
}
