import { plainText } from '#school/imports/headings.ts';
import { Refusal } from '#school/refusal.ts';
import type { CourseFacts } from '#school/timetable/placed.ts';
import words from './asc-words.json' with { type: 'json' };
import { classNamed, type KnownNames, subjectNamed, teacherNamed } from './known-names.ts';
import type { AscFile, AscGroup, AscLesson } from './read-asc.ts';

/** The journals a lesson of the file is of, and what of it could not be taken. */
export interface FoundCourses {
  courses: CourseFacts[];
  /** One teacher holds it with several classes or subgroups at once. */
  joint: boolean;
  partly: Refusal[];
  /** Of what the load says otherwise or not at all, one line each. */
  load: LoadLine[];
  refusals: Refusal[];
}

/** A line of the load as the file has it. */
export interface LoadLine {
  className: string;
  subject: string;
  teacher: string;
  hours: number;
  group: string;
}

/** A class of a lesson with the groups of it; none where the whole class is meant. */
interface Part {
  classId: string;
  groups: AscGroup[];
}

/** Which courses of the load a lesson of the file means. Pure. Nothing is guessed: what stays open is refused in words. */
export function findCourses(
  lesson: AscLesson,
  { file, known, courses }: { file: AscFile; known: KnownNames; courses: readonly CourseFacts[] },
): FoundCourses {
  const found: FoundCourses = { courses: [], joint: false, partly: [], load: [], refusals: [] };
  const subject = file.subjects.get(lesson.subjectId);
  if (!subject) return { ...found, refusals: [refusal('asc/unknown-subject', { id: lesson.subjectId })] };
  const teacherIds = teachersOf(lesson, { file, known, partly: found.partly });
  const subjectId = subjectNamed(known, subject);
  for (const part of partsOf(lesson, file, found.refusals)) {
    const written = file.classes.get(part.classId)!;
    const line = loadLine(lesson, { file, part });
    const classId = classNamed(known, written);
    if (classId === undefined) {
      found.refusals.push(refusal('asc/class', { name: written.name }));
      continue;
    }
    const own = courses.filter(course => course.classId === classId && course.subjectId === subjectId);
    const chosen =
      subjectId === undefined
        ? refusal('asc/subject', { name: subject.name })
        : choose(own, part, { teacherIds, file });
    if (chosen instanceof Refusal) {
      found.refusals.push(chosen);
      found.load.push(...line);
      continue;
    }
    const other = chosen.find(({ teacherId }) => teacherIds.length > 0 && !teacherIds.includes(teacherId));
    if (other) {
      found.partly.push(refusal('asc/teacher-other', { name: line[0]!.teacher, teacher: other.teacher }));
      found.load.push(...line);
    }
    found.courses.push(...chosen);
  }
  const distinct = [...new Map(found.courses.map(course => [course.courseId, course])).values()];
  const joint = distinct.length > 1 && new Set(distinct.map(({ teacherId }) => teacherId)).size === 1;
  return { ...found, courses: distinct, joint };
}

function teachersOf(
  { teacherIds }: AscLesson,
  { file, known, partly }: { file: AscFile; known: KnownNames; partly: Refusal[] },
): number[] {
  return teacherIds.flatMap(id => {
    const teacher = file.teachers.get(id);
    if (!teacher) {
      partly.push(refusal('asc/unknown-teacher', { id }));
      return [];
    }
    const found = teacherNamed(known, teacher);
    if (typeof found === 'number') return found;
    partly.push(refusal(found ? 'asc/teacher-unclear' : 'asc/teacher', { name: teacher.name }));
    return [];
  });
}

/** The classes of a lesson with their groups; a group names its class itself. */
function partsOf({ classIds, groupIds }: AscLesson, file: AscFile, refusals: Refusal[]): Part[] {
  const groups = groupIds.flatMap(id => {
    const group = file.groups.get(id);
    if (!group) refusals.push(refusal('asc/unknown-group', { id }));
    return group ?? [];
  });
  // Without the broken group it would be another lesson.
  if (refusals.length > 0) return [];
  const all = [...new Set([...classIds, ...groups.map(({ classId }) => classId)])];
  if (all.length === 0) refusals.push(refusal('asc/no-class'));
  return all.flatMap(classId => {
    if (!file.classes.has(classId)) {
      refusals.push(refusal('asc/unknown-class', { id: classId }));
      return [];
    }
    const own = groups.filter(group => group.classId === classId);
    return { classId, groups: own.some(({ whole }) => whole) ? [] : own };
  });
}

type Choice = CourseFacts[] | Refusal;
interface Ways {
  teacherIds: readonly number[];
  file: AscFile;
}

function choose(own: readonly CourseFacts[], { groups }: Part, ways: Ways): Choice {
  if (own.length === 0) return refusal('asc/no-course');
  const whole = own.filter(({ subgroup }) => subgroup === null);
  const parts = own.filter(({ subgroup }) => subgroup !== null);
  const isDivision = groups.length > 1 && groups.length === divisionOf(groups[0]!, ways.file).length;
  if (groups.length === 0 || (isDivision && whole.length > 0)) return wholeClass(whole, parts, ways);
  if (parts.length === 0) return refusal('asc/no-subgroups');
  const chosen: CourseFacts[] = [];
  for (const group of groups) {
    const one = subgroupOf(group, parts, ways);
    if (!one) return refusal('asc/group-unclear', { group: group.name });
    chosen.push(one);
  }
  return chosen;
}

function wholeClass(whole: readonly CourseFacts[], parts: readonly CourseFacts[], { teacherIds }: Ways): Choice {
  const own = whole.find(({ teacherId }) => teacherIds.includes(teacherId)) ?? whole[0];
  if (own) return [own];
  // Both subgroups at once, each with its teacher: in the file it may be one lesson of the class with two teachers.
  if (parts.every(({ teacherId }) => teacherIds.includes(teacherId))) return [...parts];
  return refusal('asc/only-subgroups');
}

/** By its teacher, who is surer than a number; then by the number in its name; then by its place in the division. */
function subgroupOf(
  group: AscGroup,
  parts: readonly CourseFacts[],
  { teacherIds, file }: Ways,
): CourseFacts | undefined {
  const taught = parts.filter(({ teacherId }) => teacherIds.includes(teacherId));
  if (taught.length === 1) return taught[0];
  const pool = taught.length > 0 ? taught : parts;
  const number = numberIn(group.name) ?? divisionOf(group, file).indexOf(group) + 1;
  return pool.find(({ subgroup }) => subgroup!.number === number) ?? (pool.length === 1 ? pool[0] : undefined);
}

function divisionOf({ classId, division }: AscGroup, file: AscFile): AscGroup[] {
  const all = [...file.groups.values()];
  return all.filter(group => group.classId === classId && group.division === division && !group.whole);
}

const first = new RegExp(words.first);
const second = new RegExp(words.second);

function numberIn(name: string): number | undefined {
  const plain = plainText(name);
  if (first.test(plain)) return 1;
  if (second.test(plain)) return 2;
  const [, digit] = /(?<!\d)([1-9])(?!\d)/.exec(plain) ?? [];
  return digit ? Number(digit) : undefined;
}

function loadLine(
  { teacherIds, subjectId, hours }: AscLesson,
  { file, part }: { file: AscFile; part: Part },
): LoadLine[] {
  const teacher = teacherIds.map(id => file.teachers.get(id)?.name ?? '').find(name => name !== '') ?? '';
  const [className, subject] = [file.classes.get(part.classId)!.name, file.subjects.get(subjectId)!.name];
  const groups = part.groups.length > 0 ? part.groups.map(({ name }) => name) : [''];
  return groups.map(group => ({ className, subject, teacher, hours, group }));
}

function refusal(reason: string, facts: Record<string, unknown> = {}): Refusal {
  return new Refusal('invalid', reason, { facts });
}
