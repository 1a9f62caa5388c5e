import type { Act } from '../act.ts';
import { plainText } from '../imports/headings.ts';
import { matchName } from '../imports/match-name.ts';
import { orRefusal } from '../imports/or-refusal.ts';
import type { NamedClass } from '../imports/write-classes.ts';
import { type YearToFill, yearToFill } from '../imports/year-to-fill.ts';
import { Refusal } from '../refusal.ts';
import words from './load-words.json' with { type: 'json' };
import type { LoadSheet, ReadCourse } from './read-load.ts';

/** What would become of one course. */
export interface CourseLine {
  row: number;
  name: string;
  state: 'new' | 'changed' | 'same';
  changes: { what: 'teacher' | 'hours'; was: string; becomes: string }[];
}

/** A line with everything it names found. */
export interface FoundCourse {
  id: number | null;
  line: ReadCourse;
  place: NamedClass;
  subject: KnownSubject;
  teacherId: number;
  graded: boolean;
}

export interface KnownSubject {
  id: number | null;
  name: string;
  shortName: string;
}

export interface LoadComparison {
  lines: CourseLine[];
  unread: LoadSheet['unread'];
  missing: { name: string; place: string | null }[];
  newClasses: string[];
  newSubjects: string[];
  ignored: string[];
  /** Subgroups of these lines have nobody yet: the class is divided among them. */
  divided: number;
  writing: { year: YearToFill; courses: FoundCourse[] };
}

interface Known {
  classes: NamedClass[];
  subjects: KnownSubject[];
  teachers: { id: number; name: string; patronymic: string | null }[];
  courses: KnownCourse[];
}

interface KnownCourse {
  id: number;
  classId: number;
  subjectId: number;
  subgroup: number | null;
  teacherId: number;
  teacher: string;
  hours: number;
  name: string;
}

/** What the load would change in the school; nothing is written. Refusal: conflict without a school year. */
export async function compareLoad(act: Act, sheet: LoadSheet): Promise<LoadComparison> {
  const year = await yearToFill(act);
  const known = await knownLoad(act, year);
  const lines: CourseLine[] = [];
  const unread = [...sheet.unread];
  const courses: FoundCourse[] = [];
  const met = new Map<string, number>();
  for (const line of sheet.courses) {
    const refusal = orRefusal(() => {
      const found = findCourse(known, line);
      const key = `${classText(found.place)} ${plainText(found.subject.name)} ${line.subgroup}`;
      if (met.has(key)) refuse('bring-in/repeated', { row: met.get(key) });
      met.set(key, line.row);
      lines.push(lineOf(known, found));
      courses.push(found);
    });
    if (refusal) unread.push({ row: line.row, text: nameOf(line), refusal });
  }
  const listed = new Set(courses.map(({ id }) => id));
  const classes = new Set(courses.map(({ place }) => place.id));
  const missing = known.courses.filter(({ id, classId }) => classes.has(classId) && !listed.has(id));
  return {
    ...{ lines, unread: unread.toSorted((one, other) => one.row - other.row), ignored: sheet.ignored },
    missing: missing.map(({ name, teacher }) => ({ name, place: teacher })),
    newClasses: known.classes.filter(({ id }) => id === null).map(classText),
    newSubjects: known.subjects.filter(({ id }) => id === null).map(({ name }) => name),
    divided: courses.filter(({ id, line }) => id === null && line.subgroup !== null).length,
    writing: { year, courses: courses.filter((_, index) => lines[index]!.state !== 'same') },
  };
}

function findCourse(known: Known, line: ReadCourse): FoundCourse {
  const teachers = matchName(line.teacher, known.teachers);
  if (teachers.length === 0) refuse('bring-in/teacher-unknown', { name: line.teacher });
  if (teachers.length > 1) refuse('bring-in/teacher-unclear', { name: line.teacher });
  const place = classNamed(known, line);
  const subject = subjectNamed(known, line.subject);
  const course = known.courses.find(
    ({ classId, subjectId, subgroup }) =>
      classId === place.id && subjectId === subject.id && subgroup === line.subgroup,
  );
  const graded = place.grade > 1 && !ungraded.test(plainText(line.subject));
  return { id: course?.id ?? null, line, place, subject, teacherId: teachers[0]!.id, graded };
}

const ungraded = new RegExp(words.ungraded);

/** The class of that name; one that the year has not is made with the load. */
function classNamed({ classes }: Known, { schoolClass: { grade, letter } }: ReadCourse): NamedClass {
  const found = classes.find(one => one.grade === grade && one.letter === letter);
  if (found) return found;
  const made = { id: null, grade, letter };
  classes.push(made);
  return made;
}

function classText({ grade, letter }: Pick<NamedClass, 'grade' | 'letter'>): string {
  return `${grade}${letter}`;
}

function subjectNamed({ subjects }: Known, text: string): KnownSubject {
  const plain = plainText(text);
  const found =
    subjects.find(one => plainText(one.name) === plain) ?? subjects.find(one => plainText(one.shortName) === plain);
  if (found) return found;
  const made = { id: null, name: text[0]!.toUpperCase() + text.slice(1), shortName: shortened(text) };
  subjects.push(made);
  return made;
}

/** «Литература» → «литер.», «Родной язык» → «родн. язык». */
function shortened(text: string): string {
  const words = text.toLowerCase().split(' ').slice(0, 3);
  const most = words.length === 1 ? 6 : 4;
  return words.map(word => (word.length > most + 1 ? `${word.slice(0, most)}.` : word)).join(' ');
}

function lineOf(known: Known, { id, line, teacherId }: FoundCourse): CourseLine {
  const course = known.courses.find(one => one.id === id);
  const changes: CourseLine['changes'] = [];
  const teacher = known.teachers.find(one => one.id === teacherId)!.name;
  if (course && course.teacherId !== teacherId)
    changes.push({ what: 'teacher', was: course.teacher, becomes: teacher });
  if (course && course.hours !== line.hours)
    changes.push({ what: 'hours', was: String(course.hours), becomes: String(line.hours) });
  const state = !course ? 'new' : changes.length > 0 ? 'changed' : 'same';
  return { row: line.row, name: nameOf(line), state, changes };
}

function nameOf({ schoolClass, subject, subgroup }: ReadCourse): string {
  return `${classText(schoolClass)}, ${subject}${subgroup === null ? '' : ` (${subgroup})`}`;
}

async function knownLoad(act: Act, year: YearToFill): Promise<Known> {
  const asked = { year: year.id, today: act.today };
  const [classes, subjects, teachers, courses] = [
    await act.em.execute<NamedClass[]>('select id, grade, letter from school_class where year_id = :year', asked),
    await act.em.execute<KnownSubject[]>('select id, name, short_name as "shortName" from subject order by id'),
    await act.em.execute<Known['teachers']>(teachersQuery, asked),
    await act.em.execute<KnownCourse[]>(coursesQuery, asked),
  ];
  return { classes, subjects, teachers, courses };
}

const teachersQuery = `
  select p.id, p.family_name || ' ' || p.given_name as name, p.patronymic from person p
  where p.deactivated_at is null and exists (select 1 from assignment a
    where a.person_id = p.id and a.role = 'teacher' and (a.until is null or a.until >= :today)) order by p.id`;

const coursesQuery = `
  select c.id, c.school_class_id as "classId", c.subject_id as "subjectId", g.number as subgroup, c.teacher_id as "teacherId",
    p.family_name || ' ' || p.given_name as teacher, c.hours_per_week as hours,
    k.grade || k.letter || ', ' || j.name || coalesce(' (' || g.number || ')', '') as name
  from course c join school_class k on k.id = c.school_class_id and k.year_id = :year join subject j on j.id = c.subject_id
  join person p on p.id = c.teacher_id left join subgroup g on g.id = c.subgroup_id order by c.id`;

function refuse(reason: string, facts: Record<string, unknown>): never {
  throw new Refusal('invalid', reason, { facts });
}
