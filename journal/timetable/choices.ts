import type { Act } from '#school/act.ts';
import { isYearOf } from '#school/current-year.ts';
import { ownClasses } from '#school/own-classes.ts';
import { may } from '#school/permissions.ts';
import { rooms } from '#school/timetable/rooms.ts';
import type { TimetableKind } from './week.ts';

/** Whose timetables the person may open. */
export interface TimetableChoices {
  classes: { id: number; name: string; own: boolean }[];
  teachers: { id: number; name: string }[];
  rooms: { id: number; name: string }[];
  /** Opened when nothing is asked for: the teacher's own, the child's class; nothing where the person has none. */
  own: { kind: TimetableKind; id: number } | null;
  /** May open everybody's, and see who is free. */
  wholeSchool: boolean;
  mayKeep: boolean;
}

/** What stands in the lists above a timetable. Four queries for the staff, two for families. */
export async function timetableChoices(act: Act): Promise<TimetableChoices> {
  const all = may(act.by, 'readTimetables');
  const ownIds = await ownClasses(act);
  const classes = await act.em.execute<TimetableChoices['classes']>(
    `select k.id, k.grade || k.letter as name, k.id = any(:own) or k.class_teacher_id = :me as own
     from school_class k join school_year y on y.id = k.year_id
     where ${isYearOf(':today')} and (:all or k.id = any(:own)) order by k.grade, k.letter collate "ru-x-icu"`,
    { own: `{${ownIds.join(',')}}`, me: act.by.id, today: act.today, all },
  );
  const teachers = all ? await teachersOf(act) : [];
  return {
    classes,
    teachers,
    rooms: all ? (await rooms(act)).filter(({ closedOn }) => closedOn === null || closedOn > act.today) : [],
    own: ownOf(act, { ownIds, teachers, classes }),
    wholeSchool: all,
    mayKeep: may(act.by, 'keepTimetable'),
  };
}

function ownOf(
  act: Act,
  { ownIds, teachers, classes }: { ownIds: number[] } & Pick<TimetableChoices, 'teachers' | 'classes'>,
): TimetableChoices['own'] {
  if (teachers.some(({ id }) => id === act.by.id)) return { kind: 'teacher', id: act.by.id };
  const first = classes.find(({ id }) => ownIds.includes(id)) ?? classes.find(({ own }) => own) ?? classes[0];
  return first ? { kind: 'class', id: first.id } : null;
}

function teachersOf(act: Act): Promise<{ id: number; name: string }[]> {
  return act.em.execute(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name from person p
     where p.deactivated_at is null and exists (
       select from course c join school_class k on k.id = c.school_class_id join school_year y on y.id = k.year_id
       where c.teacher_id = p.id and ${isYearOf(':today')})
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    { today: act.today },
  );
}
