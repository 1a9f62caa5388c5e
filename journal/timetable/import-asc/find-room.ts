import { plainText } from '#school/imports/headings.ts';
import { Refusal } from '#school/refusal.ts';
import type { RoomView } from '#school/timetable/rooms.ts';
import type { TimetableGround } from '../timetable-ground.ts';
import words from './asc-words.json' with { type: 'json' };
import type { AscFile } from './read-asc.ts';

/** A room of the school, or the name of one it has not got yet; neither where a lesson goes without. */
export interface FoundRoom {
  roomId: number | null;
  newRoom: string | null;
}

export const noRoom: FoundRoom = { roomId: null, newRoom: null };

const longestName = 40;
const roomWord = new RegExp(words.room, 'i');

/** The room of the school a room of the file is, by either of its names; what can't be taken goes into `partly`. Pure. */
export function findRoom(
  id: string,
  { file, ground, partly }: { file: AscFile; ground: TimetableGround; partly: Refusal[] },
): FoundRoom {
  const written = file.rooms.get(id);
  if (!written) return without('asc/unknown-room', { id }, partly);
  const names = [written.name, written.short]
    .map(name => name.replace(roomWord, '').trim())
    .filter(name => name !== '');
  const known = names.map(name => roomNamed(ground.rooms, name)).find(room => room !== undefined);
  if (known && known.closedOn !== null && known.closedOn <= ground.from)
    return without('asc/room-closed', { name: known.name }, partly);
  if (known) return { roomId: known.id, newRoom: null };
  const name = names.find(one => one.length <= longestName);
  return name
    ? { roomId: null, newRoom: name }
    : without('asc/room-name', { name: written.name, most: longestName }, partly);
}

function without(reason: string, facts: Record<string, unknown>, partly: Refusal[]): FoundRoom {
  partly.push(new Refusal('invalid', reason, { facts }));
  return noRoom;
}

function roomNamed(rooms: readonly RoomView[], name: string): RoomView | undefined {
  const plain = plainText(name);
  return rooms.find(room => room.name === name) ?? rooms.find(room => plain !== '' && plainText(room.name) === plain);
}
