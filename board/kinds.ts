import { type DocumentKind, documentKinds } from '#db/board/board-document.ts';
import type { Actor } from '#school/actor.ts';
import { may } from '#school/permissions.ts';

export { type DocumentKind, documentKinds } from '#db/board/board-document.ts';

/** The deed of posting a document of the kind. */
export const postingOf = {
  order: 'postOrder',
  regulation: 'postRegulation',
  instruction: 'postInstruction',
  announcement: 'postAnnouncement',
} as const satisfies Record<DocumentKind, string>;

/** The kinds this person may post, in the board's order. */
export function kindsToPost(by: Actor): DocumentKind[] {
  return documentKinds.filter(kind => may(by, postingOf[kind]));
}

/** Whether the text names a kind. */
export function isKind(text: string): text is DocumentKind {
  return (documentKinds as readonly string[]).includes(text);
}
