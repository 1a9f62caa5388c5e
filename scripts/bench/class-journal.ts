import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from '#db/connection.ts';

/** How long one waits for the whole journal of the largest class, and what it holds. */
export interface ClassJournalMeasured {
  students: number;
  courses: number;
  lessons: number;
  /** From the order to the file, in ms; of each time it was made. */
  tookMs: number[];
  bytes: number;
  /** Holding its hash against the history of the school. */
  verifyMs: number;
  records: number;
}

interface Where {
  address: string;
  headers: Record<string, string>;
  connection: Connection;
  times: number;
}

/** Orders the journal of a year over HTTP as the deputy does, waits until it is made, and verifies its hash. */
export async function measureClassJournal({
  address,
  headers,
  connection,
  times,
}: Where): Promise<ClassJournalMeasured> {
  const { classId, ...size } = await largestClass(connection);
  const get = async (path: string) => (await fetch(`${address}/api${path}`, { headers })).json();
  const tookMs: number[] = [];
  let made = { bytes: 0, hash: '', records: 0 };
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    const ordered = await fetch(`${address}/api/class-journals`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      body: JSON.stringify({ classId }),
    });
    const { id } = (await ordered.json()) as { id: number };
    for (;;) {
      const view = (await get(`/class-journals/${id}`)) as typeof made & { state: string };
      if (view.state === 'refused') throw new Error('the journal of the class was refused');
      if (view.state === 'done') {
        made = view;
        break;
      }
      await pause(50);
    }
    tookMs.push(performance.now() - began);
  }
  const began = performance.now();
  const verdict = (await get(`/class-journals/verify?hash=${made.hash}`)) as { state: string };
  if (verdict.state !== 'same') throw new Error(`the journal just made is ${verdict.state}`);
  return { ...size, tookMs, bytes: made.bytes, records: made.records, verifyMs: performance.now() - began };
}

async function largestClass(connection: Connection) {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ classId: number; students: number; courses: number; lessons: number }>(
      `select k.id as "classId", (select count(distinct e.student_id)::int from enrolment e where e.school_class_id = k.id) as students,
         (select count(*)::int from course c where c.school_class_id = k.id) as courses,
         (select count(*)::int from lesson l join course c on c.id = l.course_id where c.school_class_id = k.id) as lessons
       from school_class k order by students desc, lessons desc, k.id limit 1`,
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}
