import { Room } from '#db/school/room.ts';
import type { Act, HouseAct } from '../act.ts';
import type { Day } from '../calendar.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';

export interface RoomView {
  id: number;
  name: string;
  seats: number | null;
  /** First day on which no lesson may be put there any more. */
  closedOn: Day | null;
}

/** The rooms of the school as a person would count them: 9, 10, 101, then those with a name. For everybody. One query. */
export function rooms(act: HouseAct): Promise<RoomView[]> {
  return act.em.execute<RoomView[]>(
    `select id, name, seats, closed_on::text as "closedOn" from room
     order by name !~ '^\\d', coalesce(substring(name from '^\\d{1,9}')::bigint, 0), name collate "ru-x-icu"`,
  );
}

const longestName = 40;

/** Adds a room, or changes the one with that id. Gives its id. Refusals: not-allowed, not-found, invalid. */
export async function keepRoom(
  act: Act,
  { id, name, seats, closedOn }: { id?: number; name: string; seats: number | null; closedOn: Day | null },
): Promise<number> {
  permit(act, 'keepTimetable');
  const clean = name.trim().replace(/\s+/g, ' ');
  if (clean === '' || clean.length > longestName) invalid('timetable/room-name', 'name', { most: longestName });
  if (seats !== null && !(Number.isInteger(seats) && seats > 0 && seats <= 999))
    invalid('timetable/room-seats', 'seats');
  const namesake = await act.em.findOne(Room, { name: clean });
  if (namesake && namesake.id !== id) invalid('timetable/room-taken', 'name', { name: clean });
  const room = id === undefined ? act.em.create(Room, { name: clean }) : await act.em.findOne(Room, { id });
  if (!room) throw new Refusal('not-found', 'not-found');
  Object.assign(room, { name: clean, seats, closedOn });
  await act.em.flush();
  return room.id;
}
