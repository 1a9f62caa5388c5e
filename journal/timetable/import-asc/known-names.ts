import { TimetableName, type TimetableNameKind } from '#db/school/timetable-name.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isYearOf } from '#school/current-year.ts';
import { readClass } from '#school/import-people/read-values.ts';
import { plainText } from '#school/imports/headings.ts';
import { matchName, type NamedStudent } from '#school/imports/match-name.ts';
import type { AscNamed, AscTeacher } from './read-asc.ts';

export type { TimetableNameKind } from '#db/school/timetable-name.ts';

/** Whom and what the school has, for the names of a file to be compared with. */
export interface KnownNames {
  classes: { id: number; name: string }[];
  subjects: { id: number; name: string; shortName: string }[];
  teachers: NamedStudent[];
  /** What somebody has said a name means, by `meaningKey`. */
  meanings: Map<string, number>;
}

/** «subject матем» */
export function meaningKey(kind: TimetableNameKind, name: string): string {
  return `${kind} ${plainText(name)}`;
}

/** Loads them for a day to come. Four queries. */
export async function knownNames(act: Act, from: Day): Promise<KnownNames> {
  const classes = await act.em.execute<KnownNames['classes']>(
    `select k.id, k.grade || k.letter as name from school_class k join school_year y on y.id = k.year_id
     where ${isYearOf(':from::date')} order by k.grade, k.letter collate "ru-x-icu"`,
    { from },
  );
  const subjects = await act.em.execute<KnownNames['subjects']>(
    'select id, name, short_name as "shortName" from subject order by name collate "ru-x-icu"',
  );
  const teachers = await act.em.execute<NamedStudent[]>(teachersQuery, { today: act.today });
  const said = await act.em.execute<{ kind: TimetableNameKind; name: string; id: number }[]>(
    `select kind, name, coalesce(school_class_id, subject_id, teacher_id) as id from timetable_name
     where coalesce(school_class_id, subject_id, teacher_id) is not null`,
  );
  return { classes, subjects, teachers, meanings: new Map(said.map(({ kind, name, id }) => [`${kind} ${name}`, id])) };
}

const teachersQuery = `
  select p.id, p.family_name || ' ' || p.given_name as name, p.patronymic from person p
  where p.deactivated_at is null and (exists (select from assignment a where a.person_id = p.id and a.role = 'teacher'
      and (a.until is null or a.until >= :today))
    or exists (select from course c where c.teacher_id = p.id))
  order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`;

export interface Meaning {
  kind: TimetableNameKind;
  /** As the file writes it. */
  name: string;
  id: number;
}

/** Remembers what names mean, for this file and those to come. */
export async function rememberNames(act: Act, meanings: readonly Meaning[]): Promise<void> {
  for (const { kind, name, id } of meanings) {
    const target = { schoolClass: null, subject: null, teacher: null, [kind === 'class' ? 'schoolClass' : kind]: id };
    const [plain, by, at] = [plainText(name), act.by.id, act.at];
    await act.em.upsert(
      TimetableName,
      { kind, name: plain, ...target, by, at },
      { onConflictFields: ['kind', 'name'] },
    );
  }
}

/** The class of the school a class of the file is; nothing when there is none. */
export function classNamed({ classes, meanings }: KnownNames, { name, short }: AscNamed): number | undefined {
  const said = meanings.get(meaningKey('class', name));
  if (classes.some(({ id }) => id === said)) return said;
  const read = readClass(name) ?? readClass(short);
  return classes.find(one => read && one.name === `${read.grade}${read.letter}`)?.id;
}

/** The subject, by its name or its short name. */
export function subjectNamed({ subjects, meanings }: KnownNames, { name, short }: AscNamed): number | undefined {
  const said = meanings.get(meaningKey('subject', name));
  if (subjects.some(({ id }) => id === said)) return said;
  const by = (written: string) => {
    const plain = plainText(written);
    if (plain === '') return undefined;
    return (
      subjects.find(one => plainText(one.name) === plain) ?? subjects.find(one => plainText(one.shortName) === plain)
    );
  };
  return (by(name) ?? by(short))?.id;
}

/** The teacher, by whatever of the name is written; «several» when it leaves that open. */
export function teacherNamed({ teachers, meanings }: KnownNames, teacher: AscTeacher): number | 'several' | undefined {
  const said = meanings.get(meaningKey('teacher', teacher.name));
  if (teachers.some(({ id }) => id === said)) return said;
  const { name, short, firstName, lastName } = teacher;
  const words = name.split(' ');
  // «Наталья Петровна Иванова» is written as often as «Иванова Наталья Петровна».
  const turned = [words.at(-1), ...words.slice(0, -1)].join(' ');
  let several = false;
  for (const written of [`${lastName} ${firstName}`, name, turned, short]) {
    const [one, ...more] = matchName(written, teachers);
    if (one && more.length === 0) return one.id;
    several ||= one !== undefined;
  }
  return several ? 'several' : undefined;
}
