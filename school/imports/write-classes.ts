import type { Act } from '../act.ts';
import { writeRows } from './write-rows.ts';

/** A class as a spreadsheet names it; without an id until it is written. */
export interface NamedClass {
  id: number | null;
  grade: number;
  letter: string;
}

/** Makes the classes that a spreadsheet names and the year has not: quarters up to grade 9, half-years above, the first shift. */
export async function writeClasses(act: Act, yearId: number, classes: Iterable<NamedClass>): Promise<void> {
  const made = [...classes].filter(({ id }) => id === null);
  const ids = await act.em.execute<{ id: number }[]>(
    `select nextval(pg_get_serial_sequence('school_class', 'id'))::int as id from generate_series(1, :count)`,
    { count: made.length },
  );
  for (const [index, one] of made.entries()) one.id = ids[index]!.id;
  const rows = made.map(({ id, grade, letter }) => {
    return { id, year: yearId, grade, letter, kind: grade > 9 ? 'half-year' : 'quarter' };
  });
  await writeRows(act, rows, { sql: classSql });
}

const classSql = `
  insert into school_class (id, year_id, grade, letter, period_kind, shift) select id, year, grade, letter, kind, 1
  from jsonb_to_recordset(:rows::jsonb) as v(id int, year int, grade int, letter text, kind text)`;
