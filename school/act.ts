import type { EntityManager } from '@mikro-orm/postgresql';
import { Notice } from '#db/school/notice.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Actor } from './actor.ts';
import type { Day } from './calendar.ts';
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
  /** Writes a notice for the reader in this transaction; the courier delivers it afterwards. */
  tell(readerId: number, telling: Telling): void;
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
  const result = await work(beginAct(em, scene, last));
  if (last.length > 0) await em.flush();
  for (const step of last) await step();
  return result;
}

function beginAct(em: EntityManager, scene: Scene, last: (() => Promise<void>)[]): HouseAct {
  const { enqueue, ...rest } = scene;
  return {
    ...rest,
    em,
    later: (job, data) => enqueue(em, job, data),
    atEnd: step => void last.push(step),
    tell: (readerId, { kind, subject, facts, dueAt, studentId, calm = false, staleAt }) => {
      em.create(Notice, {
        reader: em.getReference(Person, readerId),
        ...{ kind, subject, facts, calm },
        at: scene.at,
        dueAt: dueAt ?? scene.at,
        staleAt: staleAt ?? null,
        student: studentId === undefined ? null : em.getReference(Student, studentId),
      });
    },
  };
}
