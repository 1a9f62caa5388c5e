import type { Day } from '#school/calendar.ts';
import { clashesWith, type PlaceClash } from '#school/timetable/clashes.ts';
import type { CourseFacts, EntryWeek, Placed } from '#school/timetable/placed.ts';
import type { TimetableGround } from './timetable-ground.ts';

/** What putting a lesson into a cell of the week would mean. */
export interface Target {
  weekday: number;
  slot: number;
  /** The room it would get. */
  room: { id: number; name: string } | null;
  clashes: PlaceClash[];
  /** The same in short: of each kind, with which lessons. */
  obstacles: Obstacle[];
}

/** Why a lesson cannot well stand in a cell: the teacher is with 7A, the class has a lesson there. */
export interface Obstacle {
  kind: PlaceClash['kind'];
  /** The lessons in the way, «7А, Алгебра»; those of the cell itself are seen there. */
  with: { className: string; subject: string }[];
  /** First day of it. */
  from: Day;
}

export interface Picked {
  course: CourseFacts;
  /** Where it stands now; nothing for an hour that has no place yet. */
  place: Placed | null;
  week: EntryWeek;
}

/**
 * What becomes of a lesson in a cell: its room stays if it is free there, else the one the course, the teacher uses most,
 * else any free one. Pure.
 */
export function targetAt(
  { weekday, slot }: { weekday: number; slot: number },
  picked: Picked,
  { result, ground }: { result: readonly Placed[]; ground: TimetableGround },
): Target {
  const { rules, from } = ground;
  const others = result.filter(entry => entry !== picked.place);
  const at = (roomId: number | null): Placed => ({
    ...picked.course,
    ...{ weekday, slot, week: picked.week, joint: picked.place?.joint ?? false },
    ...{ roomId, room: roomId === null ? null : (ground.roomNames.get(roomId) ?? null) },
    ...{ since: from, until: picked.place?.until ?? null },
  });
  const isFree = (roomId: number) => !clashesWith(at(roomId), others, rules).some(({ kind }) => kind === 'room');
  const usual = usualRooms(picked, others);
  const open = ground.rooms.filter(({ closedOn }) => closedOn === null || closedOn > from).map(({ id }) => id);
  const room = usual.find(isFree) ?? (usual.length > 0 ? open.find(isFree) : undefined) ?? null;
  const put = at(room);
  const clashes = clashesWith(put, others, rules);
  return {
    ...{ weekday, slot, clashes, obstacles: obstaclesOf(put, clashes) },
    room: room === null ? null : { id: room, name: ground.roomNames.get(room)! },
  };
}

function obstaclesOf(put: Placed, clashes: readonly PlaceClash[]): Obstacle[] {
  return [...Map.groupBy(clashes, ({ kind }) => kind)].map(([kind, alike]) => ({
    kind,
    with: alike
      .flatMap(({ one, other }) => (one === put ? (other ?? []) : one))
      .map(({ className, subject }) => ({ className, subject })),
    from: alike.map(({ from }) => from).toSorted()[0]!,
  }));
}

/** Its own room, then those of its course and its teacher, the most used first. */
function usualRooms({ course, place }: Picked, others: readonly Placed[]): number[] {
  const ofCourse = others.filter(({ courseId }) => courseId === course.courseId);
  const ofTeacher = others.filter(({ teacherId }) => teacherId === course.teacherId);
  const own = place?.roomId ?? null;
  return [...new Set([...(own === null ? [] : [own]), ...mostUsed(ofCourse), ...mostUsed(ofTeacher)])];
}

function mostUsed(entries: readonly Placed[]): number[] {
  const counts = Map.groupBy(
    entries.filter(({ roomId }) => roomId !== null),
    ({ roomId }) => roomId!,
  );
  return [...counts].toSorted(([, one], [, other]) => other.length - one.length).map(([roomId]) => roomId);
}
