import { Refusal } from '#school/refusal.ts';
import { type CourseFacts, keyOf, type Place } from '#school/timetable/placed.ts';
import { lastSlot, type TimetableGround } from '../timetable-ground.ts';
import { type CardTime, cardTimes, isWide } from './card-times.ts';
import { type FoundCourses, findCourses, type LoadLine } from './find-courses.ts';
import { type FoundRoom, findRoom, noRoom } from './find-room.ts';
import type { KnownNames } from './known-names.ts';
import type { AscCard, AscFile, AscLesson } from './read-asc.ts';

/** A place of the file; its room may have to be made first. */
export interface AscPlace extends Place {
  newRoom: string | null;
  /** The file says nothing of a room. */
  roomless: boolean;
}

/** Something of the file that is not taken, or not wholly: the line, what it speaks of, why, how many lessons a week. */
export interface AscProblem {
  row: number;
  text: string;
  lessons: number;
  refusal: Refusal;
}

export interface FoundPlaces {
  places: AscPlace[];
  unread: AscProblem[];
  partly: AscProblem[];
  /** What the load lacks or says otherwise, as lines to be brought in there. */
  load: LoadLine[];
}

interface Ways {
  file: AscFile;
  known: KnownNames;
  ground: TimetableGround;
}

/** What is found lesson by lesson. */
interface Finding {
  places: Map<string, AscPlace>;
  unread: ProblemList;
  partly: ProblemList;
  load: Map<string, LoadLine>;
}

/** Where the lessons of a file stand in the week of the school. Pure. */
export function findPlaces(ways: Ways): FoundPlaces {
  const finding: Finding = { places: new Map(), unread: problemList(), partly: problemList(), load: new Map() };
  for (const [id, cards] of Map.groupBy(ways.file.cards, ({ lessonId }) => lessonId)) {
    const lesson = ways.file.lessons.get(id);
    if (lesson) findLesson(finding, lesson, { ...ways, cards });
    else {
      const refusal = new Refusal('invalid', 'asc/unknown-lesson', { facts: { id } });
      finding.unread.add(refusal, { row: cards[0]!.line, text: id, lessons: cards.length });
    }
  }
  const { places, unread, partly, load } = finding;
  return { places: [...places.values()], unread: unread.list(), partly: partly.list(), load: [...load.values()] };
}

function findLesson(
  { places, unread, partly, load }: Finding,
  lesson: AscLesson,
  { file, known, ground, cards }: Ways & { cards: readonly AscCard[] },
): void {
  const found = findCourses(lesson, { file, known, courses: [...ground.courses.values()] });
  const at = { row: lesson.line, text: textOf(lesson, file) };
  for (const refusal of found.refusals) unread.add(refusal, { ...at, lessons: cards.length });
  for (const refusal of found.partly) partly.add(refusal, { ...at, lessons: cards.length });
  for (const line of found.load) addLoad(load, line);
  // What is of no journal is told once, wherever it stands.
  if (found.courses.length === 0) return;
  const wide = isWide(lesson, cards);
  for (const card of cards) {
    const times = cardTimes(card, lesson, { file, ground, isWide: wide });
    if (times instanceof Refusal) {
      unread.add(times, { ...at, row: card.line, lessons: 1 });
      continue;
    }
    const notes: Refusal[] = [];
    for (const place of placesOf(card, { found, times, file, ground, notes })) {
      if (!places.has(keyOf(place))) places.set(keyOf(place), place);
    }
    for (const refusal of notes) partly.add(refusal, { ...at, lessons: 1 });
  }
}

interface Placing {
  found: FoundCourses;
  times: readonly CardTime[];
  file: AscFile;
  ground: TimetableGround;
  notes: Refusal[];
}

function placesOf(card: AscCard, { found, times, file, ground, notes }: Placing): AscPlace[] {
  const { courses, joint } = found;
  const rooms = card.roomIds.map(id => findRoom(id, { file, ground, partly: notes }));
  // As many rooms as subgroups, each has its own; else the first is meant.
  const each = rooms.length === courses.length;
  if (rooms.length > 1 && !each) notes.push(new Refusal('invalid', 'asc/rooms-many', { facts: nameOf(rooms, ground) }));
  return courses.flatMap((course, at) => {
    const { roomId, newRoom } = (each ? rooms[at] : rooms[0]) ?? noRoom;
    return times.map(({ weekday, period, week }) => ({
      ...{ courseId: course.courseId, weekday, slot: slotOf(course, { weekday, period, file, ground }), week },
      ...{ roomId, newRoom, joint, roomless: card.roomIds.length === 0 },
    }));
  });
}

function nameOf([room]: readonly FoundRoom[], { roomNames }: TimetableGround): { name: string } {
  return { name: room!.newRoom ?? roomNames.get(room!.roomId ?? 0) ?? '' };
}

/** The number of the lesson; in a second shift the one that begins when the file's does, if its bells know any. */
function slotOf(
  { shift }: CourseFacts,
  { weekday, period, file, ground }: { weekday: number; period: number; file: AscFile; ground: TimetableGround },
): number {
  const startsAt = file.periods.get(String(period))?.startsAt;
  if (shift === 1 || !startsAt) return period;
  const slots = Array.from({ length: lastSlot + 1 }, (_, slot) => slot);
  const rings = (slot: number) => ground.rules.bellOf(shift, weekday, slot)?.startsAt === startsAt;
  return rings(period) ? period : (slots.find(rings) ?? period);
}

/** «5Б · Английский язык · 1 группа · Орлова Е. В.» */
function textOf({ classIds, groupIds, subjectId, teacherIds }: AscLesson, file: AscFile): string {
  const groups = groupIds.flatMap(id => file.groups.get(id) ?? []);
  const all = classIds.length > 0 ? classIds : groups.map(({ classId }) => classId);
  const classes = [...new Set(all)].map(id => file.classes.get(id)?.name ?? id).join(', ');
  const parts = groups.filter(({ whole }) => !whole).map(({ name }) => name);
  const teachers = teacherIds.map(id => file.teachers.get(id)?.name ?? id);
  const subject = file.subjects.get(subjectId)?.name ?? subjectId;
  return [classes, subject, [...new Set(parts)].join(', '), teachers.join(', ')]
    .filter(part => part !== '')
    .join(' · ')
    .slice(0, 200);
}

interface ProblemList {
  add(refusal: Refusal, at: Omit<AscProblem, 'refusal'>): void;
  list(): AscProblem[];
}

/** The same trouble of one line of the file is told once, with the lessons it is about. */
function problemList(): ProblemList {
  const all = new Map<string, AscProblem>();
  return {
    add: (refusal, at) => {
      const key = `${at.row} ${refusal.reason} ${JSON.stringify(refusal.facts)}`;
      const known = all.get(key);
      if (known) known.lessons += at.lessons;
      else all.set(key, { ...at, refusal });
    },
    list: () => [...all.values()].toSorted((one, other) => one.row - other.row),
  };
}

function addLoad(load: Map<string, LoadLine>, line: LoadLine): void {
  const { className, subject, group, teacher, hours } = line;
  const key = JSON.stringify([className, subject, group, teacher]);
  const known = load.get(key);
  load.set(key, known ? { ...known, hours: known.hours + hours } : line);
}
