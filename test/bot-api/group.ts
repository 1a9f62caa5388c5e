import { createRoom } from './room.ts';
import { createReading, type Matcher, sight } from './sight.ts';
import type { Telegram } from './telegram.ts';

/** A group the bot was added to: it can write there, and the group can become a supergroup. */
export function createGroup(telegram: Telegram, { id, title }: { id: number; title: string }) {
  if (id >= 0) throw new Error('Groups have negative ids');
  const room = createRoom({ id, type: 'group', title }, true);
  telegram.rooms.set(id, room);
  const reading = createReading(telegram, room);
  return {
    /** Becomes a supergroup with another id: what is written to the old one is 400 with `migrate_to_chat_id`. */
    becomesSupergroup(newId: number) {
      room.migratedTo = newId;
      telegram.rooms.set(newId, { ...createRoom({ id: newId, type: 'supergroup', title }, true), kept: room.kept });
    },
    sees: () => sight(telegram, room),
    receives: (matcher?: Matcher, options?: { within?: number }) => reading.next(matcher, options),
  };
}
