import type { StudentFinal, StudentFinals } from '#journal/finals/finals-of-student.ts';

/** Subjects down, periods and what follows them across; a cell is null where nothing is due. */
export function finalsTable({ subjects }: StudentFinals) {
  const columns = new Map<string, Omit<StudentFinal, 'joined'>>();
  for (const { finals } of subjects) for (const one of finals) if (!columns.has(one.key)) columns.set(one.key, one);
  const inOrder = [...columns.values()].toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    columns: inOrder.map(({ key, stage, periodKind, number }) => ({ key, stage, periodKind, number })),
    rows: subjects.map(({ subject, teacher, finals }) => ({
      subject,
      teacher,
      cells: inOrder.map(({ key, stage, periodKind, number }) => ({
        ...{ stage, periodKind, number },
        final: finals.find(one => one.key === key) ?? null,
      })),
    })),
  };
}

const stages = ['period', 'year', 'exam', 'final'];

function placeOf({ stage, number }: Pick<StudentFinal, 'stage' | 'number'>): number {
  return stages.indexOf(stage) * 100 + (number ?? 0);
}
