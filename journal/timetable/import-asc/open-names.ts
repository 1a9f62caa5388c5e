import { classNamed, type KnownNames, subjectNamed, type TimetableNameKind, teacherNamed } from './known-names.ts';
import type { AscFile } from './read-asc.ts';

/** A name of the file that the school doesn't know, with those it may mean. */
export interface OpenName {
  kind: TimetableNameKind;
  name: string;
  choices: { id: number; name: string }[];
}

/** The names lessons of the file use and nobody can be found for. Pure. */
export function openNames(file: AscFile, known: KnownNames): OpenName[] {
  const placed = new Set(file.cards.map(({ lessonId }) => lessonId));
  const lessons = [...file.lessons.values()].filter(({ id }) => placed.has(id));
  const used = (ids: (lesson: (typeof lessons)[number]) => readonly string[]) => new Set(lessons.flatMap(ids));
  const groupClasses = (ids: readonly string[]) => ids.flatMap(id => file.groups.get(id)?.classId ?? []);
  const open = <N extends { name: string }>(
    kind: TimetableNameKind,
    { names, ids, isFound }: { names: ReadonlyMap<string, N>; ids: ReadonlySet<string>; isFound(named: N): boolean },
  ) => {
    const unknown = [...ids].flatMap(id => names.get(id) ?? []).filter(named => named.name !== '' && !isFound(named));
    const choices = choicesOf(kind, known);
    return [...new Set(unknown.map(({ name }) => name))].map(name => ({ kind, name, choices }));
  };
  return [
    ...open('class', {
      names: file.classes,
      ids: used(({ classIds, groupIds }) => [...classIds, ...groupClasses(groupIds)]),
      isFound: named => classNamed(known, named) !== undefined,
    }),
    ...open('subject', {
      names: file.subjects,
      ids: used(({ subjectId }) => [subjectId]),
      isFound: named => subjectNamed(known, named) !== undefined,
    }),
    ...open('teacher', {
      names: file.teachers,
      ids: used(({ teacherIds }) => teacherIds),
      isFound: named => typeof teacherNamed(known, named) === 'number',
    }),
  ];
}

function choicesOf(kind: TimetableNameKind, { classes, subjects, teachers }: KnownNames): OpenName['choices'] {
  if (kind === 'teacher')
    return teachers.map(({ id, name, patronymic }) => ({ id, name: patronymic ? `${name} ${patronymic}` : name }));
  return (kind === 'class' ? classes : subjects).map(({ id, name }) => ({ id, name }));
}
