import { ImportRun, type ImportKind as Kind } from '#db/school/import-run.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '../act.ts';
import { recordChange } from '../history/record-change.ts';
import type { House } from '../house.ts';
import { compareLoad, type LoadComparison } from '../import-load/compare-load.ts';
import { isLoad, readLoad } from '../import-load/read-load.ts';
import { writeLoad } from '../import-load/write-load.ts';
import { comparePeople, type PeopleComparison } from '../import-people/compare-people.ts';
import { readPeople } from '../import-people/read-people.ts';
import { writePeople } from '../import-people/write-people.ts';
import { permit } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { awaitRollover } from '../rollover/hold-years.ts';
import { sha256 } from '../secrets.ts';
import { storable } from '../typed-text.ts';
import { noProgress, type Progress } from './write-rows.ts';

/** What a spreadsheet brings in; the timetable has a way of its own. */
export type ImportKind = Exclude<Kind, 'timetable'>;

/** What a spreadsheet would bring in. `id` names it in the confirmation. */
export type ImportPreview = { id: number; fileName: string; counts: ImportCounts } & (
  | ({ kind: 'people' } & Omit<PeopleComparison, 'writing'>)
  | ({ kind: 'load' } & Omit<LoadComparison, 'writing'>)
);

export interface ImportCounts {
  new: number;
  changed: number;
  same: number;
  unread: number;
}

/** How far a confirmed import is. */
export interface ImportState {
  id: number;
  kind: ImportKind;
  fileName: string;
  state: 'shown' | 'waiting' | 'done' | 'refused';
  done: number;
  total: number;
  reason: string | null;
}

/** More lines than these are written by the queue while the page shows how far it is. */
const mostAtOnce = 200;

/**
 * What the rows of a spreadsheet would bring in: its headings say whether it is the load or a list of people. Nothing of it
 * is written, the rows are kept for the confirmation. For the registrar (7). Refusals: not-allowed, conflict without a school year, invalid under `file`.
 */
export async function previewImport(
  act: Act,
  { rows, fileName, kind: asked }: { rows: readonly (readonly string[])[]; fileName: string; kind?: ImportKind },
): Promise<ImportPreview> {
  permit(act, 'keepPeople');
  const kind = asked ?? (isLoad(rows) ? 'load' : 'people');
  const compared = await compare(act, kind, rows);
  const run = act.em.create(ImportRun, {
    ...{ kind, fileName: fileName.slice(0, 200), rows: rows.map(row => row.map(storable)), basis: compared.basis },
    ...{ by: act.em.getReference(Person, act.by.id), at: act.at, state: 'shown' },
    total: compared.lines.length,
  });
  await act.em.flush();
  return { id: run.id, fileName: run.fileName, counts: countsOf(compared), kind, ...compared.view } as ImportPreview;
}

/**
 * Brings in what was shown, all or nothing: at once, or by the queue when there is much of it. Confirmed twice it is done
 * once. Refusals: not-allowed, not-found, conflict when the school has changed since it was shown.
 */
export async function confirmImport(
  act: Act,
  id: number,
  { at = 'best' }: { at?: 'best' | 'once' } = {},
): Promise<void> {
  const run = await ownRun(act, id);
  if (run.state !== 'shown') return;
  if (at === 'best' && run.total > mostAtOnce) {
    run.state = 'waiting';
    await act.later('import', { runId: id, by: act.by.id });
    return;
  }
  await bringIn(act, run, noProgress);
}

/** How far it is. Refusals: not-allowed, not-found. */
export async function importState(act: Act, id: number): Promise<ImportState> {
  const run = await ownRun(act, id);
  const { fileName, state, done, total, reason } = run;
  return { id, kind: kindOf(run), fileName, state, done, total, reason: reason ?? null };
}

/** The queue's part: the same in one act, with its progress told outside of it. Done again it does nothing. Refusals: those of `confirmImport`. */
export async function runImport(house: House, { runId, by }: { runId: number; by: number }): Promise<void> {
  const tell = (done: number, total: number) =>
    house.asHouse(async act => {
      await act.em.execute(`update import_run set done = ?, total = ? where id = ? and state = 'waiting'`, [
        done,
        total,
        runId,
      ]);
    });
  const progress: Progress = {
    begin: total => {
      let done = 0;
      return async rows => {
        done += rows;
        await tell(done, total);
      };
    },
  };
  await house.as(by, async act => {
    const run = await ownRun(act, runId);
    if (run.state === 'waiting') await bringIn(act, run, progress);
  });
}

/** Nothing of it was written, for this reason. */
export async function refuseImport(act: HouseAct, id: number, reason: string): Promise<void> {
  await act.em.execute(
    `update import_run set state = 'refused', reason = :reason, rows = null, finished_at = :at
     where id = :id and state = 'waiting'`,
    { id, reason, at: act.at },
  );
}

/** Forgets the rows of files that were never confirmed. */
export async function forgetImports(act: HouseAct): Promise<void> {
  const before = new Date(act.at.getTime() - 24 * 60 * 60 * 1000);
  await act.em.execute(
    `update import_run set rows = null, document = null
     where (rows is not null or document is not null) and at < ?`,
    [before],
  );
  await act.em.execute(`delete from import_run where state = 'shown' and at < ?`, [before]);
}

async function ownRun(act: Act, id: number): Promise<ImportRun> {
  permit(act, 'keepPeople');
  const run = await act.em.findOne(ImportRun, { id, by: act.by.id, kind: { $ne: 'timetable' } });
  if (!run) throw new Refusal('not-found', 'not-found');
  return run;
}

function kindOf({ kind }: ImportRun): ImportKind {
  return kind === 'load' ? 'load' : 'people';
}

async function bringIn(act: Act, run: ImportRun, progress: Progress): Promise<void> {
  await awaitRollover(act);
  // One after another: two lists could bring the same person.
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('import'))`);
  const compared = await compare(act, kindOf(run), run.rows ?? []);
  if (compared.basis !== run.basis) throw new Refusal('conflict', 'bring-in/overtaken');
  await compared.write(progress);
  const counts = countsOf(compared);
  const after = { kind: run.kind, ...counts };
  recordChange(act, { deed: 'import', subject: `import:${run.id}`, course: null, before: null, after });
  Object.assign(run, { state: 'done', rows: null, finishedAt: act.at });
}

interface Compared {
  lines: readonly { state: 'new' | 'changed' | 'same' }[];
  unread: readonly object[];
  view: object;
  basis: string;
  write(progress: Progress): Promise<void>;
}

async function compare(act: Act, kind: ImportKind, rows: readonly (readonly string[])[]): Promise<Compared> {
  if (kind === 'people') {
    const { writing, ...view } = await comparePeople(act, readPeople(rows));
    return { ...view, view, basis: basisOf(view.lines), write: progress => writePeople(act, writing, progress) };
  }
  const { writing, ...view } = await compareLoad(act, readLoad(rows));
  return { ...view, view, basis: basisOf(view.lines), write: progress => writeLoad(act, writing, progress) };
}

function basisOf(lines: readonly object[]): string {
  return sha256(JSON.stringify(lines));
}

function countsOf({ lines, unread }: Compared): ImportCounts {
  const inState = (state: string) => lines.filter(line => line.state === state).length;
  return { new: inState('new'), changed: inState('changed'), same: inState('same'), unread: unread.length };
}
