import { noteForSettling } from '#journal/absence-notes/note-for-settling.ts';
import { settleNote } from '#journal/absence-notes/settle-note.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** «Принять», said from a chat; pressed again it says how the explanation stands. Refusals: not-found, not-allowed. */
export function acceptNote(scene: Scene, noteId?: string): Promise<Screen> {
  return settle(scene, noteId, true);
}

/** «Отклонить»: the parents hear of it. */
export function declineNote(scene: Scene, noteId?: string): Promise<Screen> {
  return settle(scene, noteId, false);
}

async function settle({ act, press }: Scene, noteId: string | undefined, accepted: boolean): Promise<Screen> {
  const id = idOf(noteId);
  const before = await noteForSettling(act, id);
  const settled = before.accepted === null ? await settleNote(act, id, { accepted }) : null;
  const state = { accepted: before.accepted ?? accepted, again: settled === null, lessons: settled ?? 0 };
  return print(press, 'absence-note/settled', { ...before, ...state }, noteId);
}
