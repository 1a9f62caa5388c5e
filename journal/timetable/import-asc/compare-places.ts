import { isValidOn, type Step } from '#school/timetable/apply-steps.ts';
import type { Entry } from '#school/timetable/entries.ts';
import { type CourseFacts, keyOf, type Placed } from '#school/timetable/placed.ts';
import type { TimetableGround } from '../timetable-ground.ts';
import type { AscPlace } from './find-places.ts';

/** A lesson of the week as a line shows it. */
export type ShownPlace = Pick<Placed, 'weekday' | 'slot' | 'week' | 'room' | 'joint'>;

/** What would become of one course. */
export interface AscLine extends Pick<CourseFacts, 'courseId' | 'className' | 'subject' | 'teacher'> {
  subgroup: number | null;
  /** «gone»: it has lessons now, and none in the file. */
  state: 'new' | 'changed' | 'same' | 'gone';
  /** Lessons that come and go; one that only gets another room is in both. */
  puts: ShownPlace[];
  takes: ShownPlace[];
}

export interface ComparedPlaces {
  lines: AscLine[];
  /** Classes with lessons, which the file doesn't name: nothing happens to them. */
  untouched: string[];
  /** The steps, once the rooms that are new have their numbers. */
  stepsWith(roomIds: ReadonlyMap<string, number>): Step[];
}

/**
 * What a file changes in the timetable that is valid on the first day: the classes it has lessons for get its timetable and
 * nothing else. A lesson whose room the file leaves open keeps the one it has there. Pure.
 */
export function comparePlaces(places: readonly AscPlace[], ground: TimetableGround): ComparedPlaces {
  const { from, entries, courses } = ground;
  const classOf = (courseId: number) => courses.get(courseId)!.classId;
  const scope = new Set(places.map(({ courseId }) => classOf(courseId)));
  const valid = entries.filter(entry => isValidOn(entry, from));
  const standing = new Map(valid.filter(({ classId }) => scope.has(classId)).map(entry => [keyOf(entry), entry]));
  const wanted = new Map(places.map(place => [keyOf(place), withRoom(place, standing.get(keyOf(place)))]));
  const stays = (key: string) => isSame(wanted.get(key), standing.get(key));
  const goes = [...standing].filter(([key]) => !stays(key));
  const puts = [...wanted].filter(([key]) => !stays(key)).map(([, place]) => place);
  const takes = goes.map(([, entry]) => entry);
  const untouched = valid.filter(({ classId }) => !scope.has(classId)).map(({ className }) => className);
  return {
    lines: linesOf({ ground, scope, standing: [...standing.values()], wanted: [...wanted.values()], takes, puts }),
    untouched: [...new Set(untouched)],
    stepsWith: roomIds => [
      // Where another stands in its place, that one takes over.
      ...goes
        .filter(([key]) => !wanted.has(key))
        .map(([, { courseId, weekday, slot, week }]) => ({ remove: { courseId, weekday, slot, week } })),
      ...puts.map(({ newRoom, roomless: _, ...place }) => ({
        place: { ...place, roomId: newRoom === null ? place.roomId : roomIds.get(newRoom)! },
      })),
    ],
  };
}

function withRoom(place: AscPlace, entry: Entry | undefined): AscPlace {
  return place.roomless && entry ? { ...place, roomId: entry.roomId } : place;
}

function isSame(place: AscPlace | undefined, entry: Entry | undefined): boolean {
  if (!place || !entry || place.newRoom !== null) return false;
  return place.roomId === entry.roomId && place.joint === entry.joint;
}

interface Lists {
  ground: TimetableGround;
  scope: ReadonlySet<number>;
  standing: readonly Entry[];
  wanted: readonly AscPlace[];
  takes: readonly Entry[];
  puts: readonly AscPlace[];
}

function linesOf({ ground, scope, standing, wanted, takes, puts }: Lists): AscLine[] {
  const [had, has] = [standing, wanted].map(list => new Set(list.map(({ courseId }) => courseId)));
  const [taken, put] = [takes, puts].map(list => Map.groupBy<number, Entry | AscPlace>(list, one => one.courseId));
  return [...ground.courses.values()]
    .filter(({ courseId, classId }) => scope.has(classId) && (had!.has(courseId) || has!.has(courseId)))
    .map(({ courseId, className, subject, subgroup, teacher }) => {
      const [takesOf, putsOf] = [taken!.get(courseId) ?? [], put!.get(courseId) ?? []];
      const isSameCourse = takesOf.length + putsOf.length === 0;
      const state = !had!.has(courseId) ? 'new' : !has!.has(courseId) ? 'gone' : isSameCourse ? 'same' : 'changed';
      const shown = (list: readonly (Entry | AscPlace)[]) =>
        list.map(place => shownPlace(place, ground)).toSorted(byTime);
      const common = { courseId, className, subject, subgroup: subgroup?.number ?? null, teacher };
      return { ...common, state, puts: shown(putsOf), takes: shown(takesOf) } as const;
    });
}

function shownPlace(place: Entry | AscPlace, { roomNames }: TimetableGround): ShownPlace {
  const { weekday, slot, week, roomId, joint } = place;
  const newRoom = 'newRoom' in place ? place.newRoom : null;
  return { weekday, slot, week, joint, room: newRoom ?? (roomId === null ? null : (roomNames.get(roomId) ?? null)) };
}

function byTime(one: ShownPlace, other: ShownPlace): number {
  return one.weekday - other.weekday || one.slot - other.slot || one.week.localeCompare(other.week);
}
