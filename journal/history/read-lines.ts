import type { HouseAct } from '#school/act.ts';
import type { Line } from '#school/history/chain.ts';

/** A line of the history with what it is chained by, as it stands in the table. */
export interface LogLine extends Line {
  previousHash: string;
  hash: string;
}

interface Part {
  /** Only what is said of the journals of this class. */
  classId?: number;
  /** Up to this line. */
  upTo?: number;
  pageSize?: number;
}

/** The lines of the history, or of a class in it, from the first on; read in pages, so that none but one is held. */
export async function* readLines(
  act: HouseAct,
  { classId, upTo = newest, pageSize = 1000 }: Part = {},
): AsyncGenerator<LogLine> {
  for (let last = 0; ; ) {
    const page = await act.em.execute<(Omit<LogLine, 'at'> & { ms: number })[]>(
      classId === undefined ? pageQuery('') : pageQuery(ofClass),
      { after: last, upTo, pageSize, classId: classId ?? null },
    );
    for (const { ms, ...row } of page) yield { ...row, at: new Date(ms) };
    if (page.length < pageSize) return;
    last = page.at(-1)!.id;
  }
}

const newest = 2_147_483_647;

const ofClass = 'and course_id in (select c.id from course c where c.school_class_id = :classId)';

const pageQuery = (part: string) => `
  select id, (extract(epoch from at) * 1000)::float8 as ms, by_id as by, deed, subject, course_id as course,
    student_id as student, before, after, previous_hash as "previousHash", hash
  from change where id > :after and id <= :upTo ${part} order by id limit :pageSize`;
