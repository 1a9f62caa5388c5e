import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { isValidOn } from '#school/timetable/apply-steps.ts';
import { type Clash, hoursOn, isHard, type PairKind } from '#school/timetable/clashes.ts';
import { type EntryWeek, keyOf, type Placed } from '#school/timetable/placed.ts';
import type { RoomView } from '#school/timetable/rooms.ts';
import { type DraftState, draftState } from './draft.ts';
import { type Picked, type Target, targetAt } from './targets.ts';
import { lastSlot } from './timetable-ground.ts';

/** A draft as it is worked on, class by class. */
export interface TimetableEditor {
  id: number;
  since: Day;
  note: string | null;
  /** Steps that can be taken back. */
  steps: number;
  classId: number;
  className: string;
  classes: { id: number; name: string; clashes: number; lacking: number }[];
  courses: EditorCourse[];
  days: { weekday: number; cells: EditorCell[] }[];
  slots: number[];
  picked:
    | (Pick<Placed, 'courseId' | 'subject' | 'subgroup' | 'teacher'> & {
        token: string;
        place: Placed | null;
        week: EntryWeek;
      })
    | null;
  /** What is wrong with this class, and how much elsewhere comes of the draft. */
  clashes: Clash[];
  elsewhere: number;
  rooms: RoomView[];
  alternating: boolean;
}

export interface EditorCourse {
  token: string;
  courseId: number;
  subject: string;
  subgroup: number | null;
  teacher: string;
  given: number;
  planned: number;
  /** Hours without a place; none where all have one, below zero where there are too many. */
  left: number;
  picked: boolean;
}

export interface EditorCell {
  slot: number;
  startsAt: string | null;
  endsAt: string | null;
  lessons: EditorLesson[];
  /** What putting the picked lesson here would mean; nothing where it stands already, and while none is picked. */
  target: Target | null;
}

export interface EditorLesson {
  token: string;
  courseId: number;
  subject: string;
  subgroup: number | null;
  teacher: string;
  room: string | null;
  week: EntryWeek;
  joint: boolean;
  /** The draft put it here. */
  fresh: boolean;
  picked: boolean;
  clashing: PairKind[];
}

/**
 * A class in a draft: its week, what it lacks, what is wrong; with a lesson picked, what each cell would mean for it.
 * The number of queries is constant. Refusals: not-allowed, not-found.
 */
export async function timetableEditor(
  act: Act,
  draftId: number,
  { classId, what, week }: { classId?: number; what?: string; week?: EntryWeek } = {},
): Promise<TimetableEditor> {
  const draft = await draftState(act, draftId);
  const courses = [...draft.ground.courses.values()];
  const own = classId === undefined ? courses[0] : courses.find(course => course.classId === classId);
  if (!own) throw new Refusal('not-found', 'not-found');
  const standing = draft.result.filter(entry => isValidOn(entry, draft.since));
  const picked = pickedOf(what, { standing, draft, week });
  const entries = standing.filter(entry => entry.classId === own.classId);
  const { id, since, note, steps, ground } = draft;
  return {
    ...{ id, since, note, steps, classId: own.classId, className: own.className },
    classes: classesOf(draft, standing),
    courses: courses
      .filter(course => course.classId === own.classId)
      .map(course => {
        const given = hoursOn(
          standing.filter(entry => entry.courseId === course.courseId),
          since,
        );
        const { courseId, subject, subgroup, teacher, hoursPerWeek: planned } = course;
        const isPicked = picked?.course.courseId === courseId && picked.place === null;
        return {
          ...{ token: `course-${courseId}`, courseId, subject, subgroup: subgroup?.number ?? null, teacher },
          ...{ given, planned, left: planned - given, picked: isPicked },
        };
      }),
    ...weekOf(entries, { draft, picked, shift: own.shift }),
    picked: picked && { ...picked.course, token: what!, place: picked.place, week: picked.week },
    clashes: draft.clashes.filter(clash => concerns(clash, own.classId)),
    elsewhere: draft.own.filter(clash => !concerns(clash, own.classId)).length,
    rooms: ground.rooms.filter(({ closedOn }) => closedOn === null || closedOn > since),
    alternating: ground.alternating,
  };
}

/** What is picked: «course-12», or the place of a lesson, «12-2-4-both». Nothing where there is none such. */
export function pickedOf(
  what: string | undefined,
  { standing, draft, week }: { standing: readonly Placed[]; draft: DraftState; week?: EntryWeek | undefined },
): Picked | null {
  const [, courseId] = /^course-(\d{1,9})$/.exec(what ?? '') ?? [];
  if (courseId) {
    const course = draft.ground.courses.get(Number(courseId));
    return course ? { course, place: null, week: week ?? 'both' } : null;
  }
  const place = standing.find(entry => tokenOf(entry) === what);
  return place ? { course: draft.ground.courses.get(place.courseId)!, place, week: week ?? place.week } : null;
}

function tokenOf(place: Placed): string {
  return keyOf(place).replaceAll(' ', '-');
}

function classesOf({ ground, own, since }: DraftState, standing: readonly Placed[]): TimetableEditor['classes'] {
  const byClass = Map.groupBy(ground.courses.values(), ({ classId }) => classId);
  const given = Map.groupBy(standing, ({ courseId }) => courseId);
  return [...byClass].map(([id, courses]) => ({
    id,
    name: courses[0]!.className,
    clashes: own.filter(clash => isHard(clash) && concerns(clash, id)).length,
    lacking: courses.reduce(
      (sum, { courseId, hoursPerWeek }) => sum + Math.max(0, hoursPerWeek - hoursOn(given.get(courseId) ?? [], since)),
      0,
    ),
  }));
}

function weekOf(
  entries: readonly Placed[],
  { draft, picked, shift }: { draft: DraftState; picked: Picked | null; shift: number },
): Pick<TimetableEditor, 'days' | 'slots'> {
  const { ground } = draft;
  const weekdays = Array.from({ length: ground.daysPerWeek }, (_, index) => index + 1);
  const slots = slotsOf(entries, slot =>
    weekdays.some(weekday => ground.rules.bellOf(shift, weekday, slot) !== undefined),
  );
  const days = weekdays.map(weekday => ({
    weekday,
    cells: slots.map(slot => {
      const bell = ground.rules.bellOf(shift, weekday, slot);
      const here = entries.filter(entry => entry.weekday === weekday && entry.slot === slot);
      const stands =
        picked?.place !== null && here.includes(picked?.place as Placed) && picked?.week === picked?.place?.week;
      return {
        ...{ slot, startsAt: bell?.startsAt ?? null, endsAt: bell?.endsAt ?? null },
        lessons: here.map(entry => lessonOf(entry, draft, picked)),
        target: picked && !stands ? targetAt({ weekday, slot }, picked, draft) : null,
      };
    }),
  }));
  return { days, slots };
}

/** From the first slot with a bell or a lesson to the last, eight at least where no bells are known. */
function slotsOf(entries: readonly Placed[], rings: (slot: number) => boolean): number[] {
  const all = Array.from({ length: lastSlot + 1 }, (_, slot) => slot);
  const used = all.filter(slot => rings(slot) || entries.some(entry => entry.slot === slot));
  const [first, last] = [Math.min(1, used[0] ?? 1), Math.max(used.at(-1) ?? 0, used.some(rings) ? 0 : 8)];
  return all.filter(slot => slot >= first && slot <= last);
}

function lessonOf(entry: Placed, { clashes, added }: DraftState, picked: Picked | null): EditorLesson {
  const { courseId, subject, subgroup, teacher, room, week, joint } = entry;
  const own = clashes.filter(isHard).filter(clash => clash.one === entry || clash.other === entry);
  return {
    ...{ token: tokenOf(entry), courseId, subject, subgroup: subgroup?.number ?? null, teacher, room, week, joint },
    fresh: added.includes(entry),
    picked: picked?.place === entry,
    clashing: [...new Set(own.map(({ kind }) => kind as PairKind))],
  };
}

function concerns(clash: Clash, classId: number): boolean {
  if (clash.kind === 'load') return clash.course.classId === classId;
  return clash.one.classId === classId || clash.other?.classId === classId;
}
