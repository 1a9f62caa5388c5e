import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { isSchoolDay, schoolDaysAround } from '#school/school-days.ts';
import { type LessonHead, loadLessons } from './lesson-head.ts';
import { mayFill } from './sheet.ts';

export interface DayOfLessons {
  day: Day;
  isSchoolDay: boolean;
  previous: Day | null;
  next: Day | null;
  lessons: LessonOfDay[];
  /** Everything this person may narrow the day to, whatever it is narrowed to now. */
  choices: { classes: Choice[]; ownClasses: Choice[]; teachers: Choice[]; hasMine: boolean; wholeSchool: boolean };
}

export interface LessonOfDay extends LessonHead {
  /** One's own, one that a colleague takes over, a colleague's that one takes over, or one that is only watched. */
  part: 'own' | 'given-away' | 'substituting' | 'watched';
  /** Going on at this moment. */
  now: boolean;
  mayFill: boolean;
}

interface Choice {
  id: number;
  name: string;
}

export interface Narrowing {
  mine?: boolean | undefined;
  classId?: number | undefined;
  /** Whoever gives the lesson, by the timetable or as a substitute. */
  teacherId?: number | undefined;
}

/**
 * The lessons of a day that the person may see, in order: one's own and those taken over, the class teacher's class,
 * for deputy and director the whole school.
 */
export async function lessonsOfDay(act: Act, day: Day): Promise<DayOfLessons> {
  const heads = await loadLessons(act, {
    where: `l.day = :day and ${visible(act)}`,
    params: { day, ...visibleParams(act) },
  });
  const all = heads.map(head => lessonOfDay(act, head));
  const { previous, next } = await schoolDaysAround(act, day);
  return {
    day,
    isSchoolDay: await isSchoolDay(act, day),
    previous: previous ?? null,
    next: next ?? null,
    lessons: all,
    choices: choicesOf(act, all),
  };
}

/** The same day, of it only what is asked for. */
export function narrowed(day: DayOfLessons, narrowing: Narrowing): DayOfLessons {
  return { ...day, lessons: day.lessons.filter(lesson => isWithin(lesson, narrowing)) };
}

// The charter's `readLesson` as SQL; a test over the sample school holds the two equal.
function visible({ by }: Act): string {
  if (may(by, 'readEveryJournal')) return 'true';
  const teaches = by.roles.has('teacher') ? '(c.teacher_id = :me or u.teacher_id = :me)' : 'false';
  return `(${teaches} or k.id = any(:classes))`;
}

function visibleParams({ by }: Act) {
  return { me: by.id, classes: `{${by.ownClassIds.join(',')}}` };
}

function lessonOfDay(act: Act, head: LessonHead): LessonOfDay {
  return { ...head, part: partOf(act.by.id, head), now: head.begun && !head.ended, mayFill: mayFill(act, head) };
}

function partOf(me: number, { teacherId, substituteId }: LessonHead): LessonOfDay['part'] {
  if (substituteId === me) return 'substituting';
  if (teacherId !== me) return 'watched';
  return substituteId === null ? 'own' : 'given-away';
}

function isWithin(lesson: LessonOfDay, { mine, classId, teacherId }: Narrowing): boolean {
  if (mine && lesson.part === 'watched') return false;
  if (classId !== undefined && lesson.classId !== classId) return false;
  return teacherId === undefined || [lesson.teacherId, lesson.substituteId].includes(teacherId);
}

function choicesOf({ by }: Act, lessons: readonly LessonOfDay[]): DayOfLessons['choices'] {
  const byClass = lessons.toSorted((a, b) => a.grade - b.grade || compare(a.className, b.className));
  const teachers = lessons
    .flatMap(({ teacherId, teacher, substituteId, substitute }) => [
      { id: teacherId, name: teacher },
      ...(substituteId && substitute ? [{ id: substituteId, name: substitute }] : []),
    ])
    .toSorted((a, b) => compare(a.name, b.name));
  const classes = unique(byClass.map(({ classId, className }) => ({ id: classId, name: className })));
  return {
    classes,
    ownClasses: classes.filter(({ id }) => by.ownClassIds.includes(id)),
    teachers: unique(teachers),
    hasMine: lessons.some(({ part }) => part !== 'watched'),
    wholeSchool: may(by, 'readEveryJournal'),
  };
}

const { compare } = new Intl.Collator('ru');

function unique(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map(choice => [choice.id, choice])).values()];
}
