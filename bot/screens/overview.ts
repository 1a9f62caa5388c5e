import { countUnread, unreadOrders } from '#board/unread-orders.ts';
import { countOpen, openConsultations } from '#forum/consultations/open-consultations.ts';
import { keeping } from '#journal/filled/keeping.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** How the journal is kept right now, in the figures of the director's page (6.2, 5.2b). Refusal: not-found. */
export async function overview({ act, press, site }: Scene): Promise<Screen> {
  const kept = await keeping(act);
  return print(press, 'overview', {
    ...kept,
    finals: kept.overdue.reduce((sum, { due, chosen }) => sum + due - chosen, 0),
    unread: countUnread(await unreadOrders(act)),
    consultations: countOpen(await openConsultations(act)),
    site,
  });
}
