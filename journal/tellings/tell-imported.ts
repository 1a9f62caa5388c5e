import type { Act } from '#school/act.ts';
import type { Change, Sheet } from '../sheet.ts';
import { familyReaders } from './family-readers.ts';

/** Old marks brought in from a table are one summary for each family, whatever their number: the facts of `marks-imported`. */
export async function tellImported(act: Act, courseId: number, sheets: readonly Sheet[]): Promise<void> {
  const given = sheets.flatMap(({ lesson, changes }) =>
    changes.filter(isMark).map(({ student }) => ({ lesson, student })),
  );
  if (given.length === 0) return;
  const byStudent = Map.groupBy(given, ({ student }) => student.id);
  const readers = await familyReaders(act, [...byStudent.keys()]);
  for (const [studentId, marks] of byStudent) {
    const { lesson, student } = marks[0]!;
    const days = marks.map(mark => mark.lesson.day).toSorted();
    const facts = {
      ...{ studentId, givenName: student.givenName, subject: lesson.subject, marks: marks.length },
      ...{ since: days[0]!, until: days.at(-1)! },
    };
    for (const { personId } of readers.get(studentId) ?? []) {
      act.tell(personId, { kind: 'marks-imported', subject: `import:${courseId}`, facts, studentId });
    }
  }
}

function isMark(change: Change): boolean {
  return change.cell === 'mark' && change.after.value !== null;
}
