import type { EntityManager } from '@mikro-orm/postgresql';
import { prepared } from '#db/prepared.ts';
import type { Actor } from './actor.ts';
import type { Day } from './calendar.ts';
import type { Shared } from './shared.ts';
import type { World } from './world.ts';

/** What is told: facts for templates/notices/<kind>.hbs, about a subject («lesson:12»), not before `dueAt`. */
export interface Telling {
  kind: string;
  subject: string;
  facts: Record<string, unknown>;
  dueAt?: Date;
  /** Whom it is about: told only while this student is the reader's own. */
  studentId?: number;
  /** Waits for the digest even where the reader wants this kind at once. */
  calm?: boolean;
  /** A digest after this moment would come too late: then it is told at once. */
  staleAt?: Date;
  /** The ways beside the site its reader has chosen for it: none means the site alone. Without it, the ways in use. */
  ways?: readonly string[];
}

/** When something is asked, and where. */
export interface Inquiry {
  at: Date;
  /** The school's calendar day at `at`. */
  today: Day;
  em: EntityManager;
}

/** One transaction of the house itself: the clock's, the courier's, a stranger's at the sign-in page. */
export interface HouseAct extends Inquiry {
  timeZone: string;
  world: World;
  /** Of an act that is one of many of a long work (school/shared.ts). */
  shared?: Shared;
  /** Writes a notice for the reader in this transaction; the courier delivers it afterwards. */
  tell(readerId: number, telling: Telling): void;
  /** Writes what has been told so far, where a statement of the same act must see it; at its end the act does so itself. */
  settle(): Promise<void>;
  /** Puts a job in the queue in this transaction: done afterwards, at least once. */
  later(job: string, data: Record<string, unknown>): Promise<void>;
  /** Done last of all, when everything else of the act is written: for what many acts must do one after another. */
  atEnd(work: () => Promise<void>): void;
}

/** Writes a job into the queue with the transaction of `em`; handed in by main.ts. */
export type Enqueue = (em: EntityManager, job: string, data: Record<string, unknown>) => Promise<void>;

/** One transaction of a person: who, when, where it is written. */
export interface Act extends HouseAct {
  by: Actor;
}

interface Scene extends Pick<HouseAct, 'at' | 'today' | 'timeZone' | 'world'> {
  enqueue: Enqueue;
}

/** Runs the work as an act inside a transaction, from its beginnings to what it has left for its end. */
export async function runAct<T>(em: EntityManager, scene: Scene, work: (act: HouseAct) => Promise<T>): Promise<T> {
  const last: (() => Promise<void>)[] = [];
  const act = beginAct(em, scene, last);
  const result = await work(act);
  if (last.length > 0) await em.flush();
  await act.settle();
  for (const step of last) await step();
  await act.settle();
  return result;
}

function beginAct(em: EntityManager, scene: Scene, last: (() => Promise<void>)[]): HouseAct {
  const { enqueue, ...rest } = scene;
  const told: TellingTo[] = [];
  return {
    ...rest,
    em,
    later: (job, data) => enqueue(em, job, data),
    atEnd: step => void last.push(step),
    tell: (readerId, telling) => void told.push({ readerId, ...telling }),
    settle: () => writeNotices(em, scene.at, told.splice(0)),
  };
}

type TellingTo = Telling & { readerId: number };

/** One statement, however many: families are told with every mark. */
async function writeNotices(em: EntityManager, at: Date, told: readonly TellingTo[]): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ dueAt = at, calm = false, ...telling }) => ({ ...telling, dueAt, calm }));
  await prepared(
    em,
    `insert into notice (reader_id, kind, subject, facts, student_id, calm, stale_at, ways, at, due_at)
     select "readerId", kind, subject, facts, "studentId", calm, "staleAt",
       case when ways is not null then array(select jsonb_array_elements_text(ways)) end, :at, "dueAt"
     from jsonb_to_recordset(:rows::jsonb) as x("readerId" int, kind text, subject text, facts jsonb, "studentId" int,
       calm boolean, "staleAt" timestamptz, ways jsonb, "dueAt" timestamptz)`,
    { at, rows: JSON.stringify(rows) },
  );
}
