import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { type ClassHistory, classHistory, recordKinds } from '../../history/class-history.ts';
import type { ReportRow } from '../rows.ts';
import { groupsOf } from './sealed.ts';

/** What is printed of the history of a class. */
export interface ClassDigest extends Pick<ClassHistory, 'hash' | 'records' | 'first' | 'last' | 'months'> {
  /** The last line of the school's history at that moment. */
  lastRecord: number;
  /** The hash in groups. */
  groups: string;
  monthRows: ReportRow[];
  personRows: ReportRow[];
}

/** The history of a class as it stands in this act. Queries by thousands of records. */
export async function classDigest(act: Act, classId: number): Promise<ClassDigest> {
  const [end] = await act.em.execute<{ id: number }[]>('select coalesce(max(id), 0)::int as id from change');
  const lastRecord = end!.id;
  const { people, ...history } = await classHistory(act, { classId, upTo: lastRecord });
  const { hash, records, first, last, months } = history;
  return {
    ...{ hash, records, first, last, months, lastRecord, groups: groupsOf(hash) },
    monthRows: monthRows(history),
    personRows: await personRows(act, people),
  };
}

function monthRows({ months, records }: Pick<ClassHistory, 'months' | 'records'>): ReportRow[] {
  const rows = months.map(({ month, counts, hash, ...one }): ReportRow => {
    // The whole hash stands below; its beginning is enough to see from which month on it differs.
    return {
      cells: { month: { word: 'month', day: `${month}-01` }, records: one.records, ...counts, hash: start(hash) },
    };
  });
  const sums = recordKinds.map(kind => [kind, months.reduce((sum, { counts }) => sum + counts[kind], 0)]);
  const total: ReportRow = {
    ...{ level: 'total', over: rows.length },
    cells: { month: { word: 'total' }, records, ...Object.fromEntries(sums) },
  };
  return rows.length > 0 ? [...rows, total] : [];
}

const start = (hash: string) => groupsOf(hash).slice(0, 17);

async function personRows(act: Act, people: ClassHistory['people']): Promise<ReportRow[]> {
  const rows = await act.em.execute<{ id: number; name: string }[]>(
    `select p.id, ${shortNameOf('p')} as name from person p where p.id = any(:ids)
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    { ids: `{${people.flatMap(({ id }) => (id === null ? [] : [id])).join(',')}}` },
  );
  const named = [...rows.map(({ id, name }) => ({ id, name: name as ReportRow['cells'][string] })), program];
  return named.flatMap(({ id, name }) => {
    const one = people.find(person => person.id === id);
    if (!one) return [];
    const { records, first, last } = one;
    return [{ cells: { name, records, first: { word: 'moment', at: first }, last: { word: 'moment', at: last } } }];
  });
}

/** It began the history itself. */
const program = { id: null, name: { word: 'program' } };
