import type { CorrectedField } from '#db/school/data-correction.ts';
import type { Act } from '../act.ts';
import type { CardPerson, CardStudent } from './card-people.ts';

/** A correction that waits: whose, by whom, and what would become what. */
export interface WaitingCorrection {
  id: number;
  personId: number;
  person: string;
  studentId: number;
  by: string;
  at: Date;
  changes: { field: CorrectedField; before: string | null; after: string | null }[];
}

/** What families of the students propose, the oldest first, as far as the reader may accept it. One query. */
export async function waitingCorrections(act: Act, students: readonly CardStudent[]): Promise<WaitingCorrection[]> {
  const people = new Map<number, CardPerson & { studentId: number }>();
  for (const student of students) {
    for (const one of [student, ...student.parents])
      if (one.mayKeep && !people.has(one.personId)) people.set(one.personId, one);
  }
  const rows = await act.em.execute<Row[]>(
    `select d.id, d.person_id as "personId", d.proposed, d.at, concat_ws(' ', b.family_name, b.given_name, b.patronymic) as by
     from data_correction d join person b on b.id = d.by_id
     where d.state = 'waiting' and d.person_id = any(:ids) order by d.id`,
    { ids: `{${[...people.keys()].join(',')}}` },
  );
  return rows.map(({ proposed, at, ...row }) => {
    const person = people.get(row.personId)!;
    return {
      ...row,
      ...{ at: new Date(at), person: person.name, studentId: person.studentId },
      changes: (Object.keys(proposed) as CorrectedField[]).map(field => ({
        ...{ field, before: person[field], after: proposed[field] ?? null },
      })),
    };
  });
}

interface Row {
  id: number;
  personId: number;
  proposed: Partial<Record<CorrectedField, string | null>>;
  at: string;
  by: string;
}
