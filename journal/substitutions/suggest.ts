import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { LessonHead } from '../lesson-head.ts';
import {
  freeTeachers,
  giverOf,
  isAtOnce,
  isAway,
  lessonsAt,
  type StaffGround,
  staffGround,
  type TeacherKnown,
} from '../timetable/free-teachers.ts';

/** How near to the lesson the teacher is at school that day anyway. */
export const nearness = ['between', 'beside', 'that-day', 'not-that-day'] as const;

/** Somebody who is free at a lesson's time, and why to ask them. */
export interface Candidate {
  id: number;
  name: string;
  /** Teaches that subject, in whatever class. */
  sameSubject: boolean;
  teachesClass: boolean;
  /** Has lessons before and after it, right beside it, on that day, or none that day. */
  around: (typeof nearness)[number];
  /** Lessons stood in for so far in that month. */
  substitutions: number;
}

/** The teacher of the parallel subgroup, who could take both. */
export interface Partner {
  teacherId: number;
  teacher: string;
  subgroup: number | null;
  room: string;
}

export interface Suggestions {
  /** The best first. */
  candidates: Candidate[];
  partners: Partner[];
}

type Lesson = Pick<
  LessonHead,
  'id' | 'day' | 'slot' | 'startsAt' | 'endsAt' | 'subjectId' | 'subject' | 'classId' | 'subgroup' | 'courseId'
>;

/**
 * Who could stand in for each of the lessons, by lesson: never who teaches at that time or is away. The caller has asked who
 * may know. Five queries, however many lessons.
 */
export async function suggestionsFor(act: HouseAct, lessons: readonly Lesson[]): Promise<Map<number, Suggestions>> {
  if (lessons.length === 0) return new Map();
  const days = lessons.map(({ day }) => day).toSorted();
  const ground = await staffGround(act, { from: days[0]!, to: days.at(-1)! });
  const counts = await substitutionsByMonth(act, { from: days[0]!, to: days.at(-1)! });
  return new Map(
    lessons.map(lesson => [
      lesson.id,
      {
        candidates: freeTeachers(ground, lesson)
          .map(teacher => candidateFor(ground, lesson, { teacher, counts }))
          .toSorted(better),
        partners: partnersOf(ground, lesson),
      },
    ]),
  );
}

/** The best for each lesson, nobody in two places at once, and who was just chosen counted as one who stands in already. */
export function bestForAll<L extends Lesson>(
  lessons: readonly L[],
  suggestions: ReadonlyMap<number, Suggestions>,
): Map<number, Candidate> {
  const chosen: { lesson: L; candidate: Candidate }[] = [];
  for (const lesson of lessons) {
    const best = (suggestions.get(lesson.id)?.candidates ?? [])
      .filter(({ id }) => !chosen.some(one => one.candidate.id === id && isAtOnce(one.lesson, lesson)))
      .map(candidate => ({
        ...candidate,
        substitutions: candidate.substitutions + chosen.filter(one => one.candidate.id === candidate.id).length,
      }))
      .toSorted(better)[0];
    if (best) chosen.push({ lesson, candidate: best });
  }
  return new Map(chosen.map(({ lesson, candidate }) => [lesson.id, candidate]));
}

function candidateFor(
  ground: StaffGround,
  lesson: Lesson,
  { teacher, counts }: { teacher: TeacherKnown; counts: ReadonlyMap<string, number> },
): Candidate {
  const { id, name, subjectIds, classIds } = teacher;
  return {
    ...{
      id,
      name,
      sameSubject: subjectIds.includes(lesson.subjectId),
      teachesClass: classIds.includes(lesson.classId),
    },
    around: aroundOf(ground, id, lesson),
    substitutions: counts.get(`${id} ${monthOf(lesson.day)}`) ?? 0,
  };
}

function aroundOf({ lessons }: StaffGround, personId: number, { day, slot }: Lesson): Candidate['around'] {
  const own = lessons.filter(one => one.day === day && !one.cancelled && giverOf(one) === personId);
  if (own.length === 0) return 'not-that-day';
  if (own.some(one => one.slot < slot) && own.some(one => one.slot > slot)) return 'between';
  return own.some(one => Math.abs(one.slot - slot) === 1) ? 'beside' : 'that-day';
}

/** Who knows the subject before who knows the class, then who need not come for it, then who has stood in least. */
function better(one: Candidate, other: Candidate): number {
  return (
    Number(other.sameSubject) - Number(one.sameSubject) ||
    Number(other.teachesClass) - Number(one.teachesClass) ||
    nearness.indexOf(one.around) - nearness.indexOf(other.around) ||
    one.substitutions - other.substitutions
  );
}

/** Of the same class and subject at the same time, in another subgroup, with nothing else to do. */
export function partnersOf(ground: StaffGround, lesson: Lesson): Partner[] {
  if (lesson.subgroup === null) return [];
  return lessonsAt(ground.lessons, lesson)
    .filter(
      one =>
        one.courseId !== lesson.courseId &&
        one.classId === lesson.classId &&
        one.subject === lesson.subject &&
        one.subgroup !== null &&
        one.slot === lesson.slot,
    )
    .filter(one => !isAway(ground, giverOf(one), lesson) && lessonsGivenAt(ground, giverOf(one), lesson) === 1)
    .map(one => ({
      teacherId: giverOf(one),
      teacher: one.substitute ?? one.teacher,
      subgroup: one.subgroup,
      room: one.room,
    }));
}

function lessonsGivenAt({ lessons }: StaffGround, personId: number, lesson: Lesson): number {
  return lessonsAt(lessons, lesson).filter(one => giverOf(one) === personId).length;
}

function monthOf(day: Day): string {
  return day.slice(0, 7);
}

async function substitutionsByMonth(act: HouseAct, span: { from: Day; to: Day }): Promise<Map<string, number>> {
  const rows = await act.em.execute<{ teacherId: number; month: string; count: number }[]>(
    `select u.teacher_id as "teacherId", to_char(l.day, 'YYYY-MM') as month, count(*)::int as count
     from substitution u join lesson l on l.id = u.lesson_id
     where u.teacher_id is not null and l.day >= date_trunc('month', :from::date)
       and l.day < date_trunc('month', :to::date) + interval '1 month'
     group by 1, 2`,
    { ...span },
  );
  return new Map(rows.map(({ teacherId, month, count }) => [`${teacherId} ${month}`, count]));
}
