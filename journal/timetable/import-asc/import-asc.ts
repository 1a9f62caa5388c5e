import { ImportRun } from '#db/school/import-run.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { type Day, parseDay } from '#school/calendar.ts';
import { recordChange } from '#school/history/record-change.ts';
import { may, permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { sha256 } from '#school/secrets.ts';
import { isHard } from '#school/timetable/clashes.ts';
import { applyChange, type ChangeOutcome, changeTimetable } from '../change-timetable.ts';
import { refuseFrom, timetableGround } from '../timetable-ground.ts';
import { type AscLine, type ComparedPlaces, comparePlaces } from './compare-places.ts';
import type { LoadLine } from './find-courses.ts';
import { type AscProblem, type FoundPlaces, findPlaces } from './find-places.ts';
import { type KnownNames, knownNames, type Meaning, rememberNames, type TimetableNameKind } from './known-names.ts';
import { type OpenName, openNames } from './open-names.ts';
import { type AscFile, readAsc } from './read-asc.ts';

export type { AscLine } from './compare-places.ts';
export type { Meaning } from './known-names.ts';

/** What a file of aSc Timetables would make of the timetable from a day on. `id` names it in the confirmation. */
export interface AscPreview extends Omit<ChangeOutcome, 'changeId'> {
  id: number;
  fileName: string;
  from: Day;
  counts: AscCounts;
  lines: AscLine[];
  unread: AscProblem[];
  partly: AscProblem[];
  /** Rooms that would be made. */
  newRooms: string[];
  untouched: string[];
  /** Lines of the load that the school lacks, or has otherwise. */
  load: LoadLine[];
  /** Names the school doesn't know, to be said whom they mean. */
  names: OpenName[];
  /** Clashes that must be allowed. */
  hard: number;
  /** Lists of people and load are the registrar's to bring in. */
  mayBringIn: boolean;
}

export interface AscCounts {
  /** Courses. */
  new: number;
  changed: number;
  same: number;
  gone: number;
  /** Lines of the file. */
  unread: number;
  /** Lessons a week that are put, and taken. */
  puts: number;
  takes: number;
}

/**
 * What a file would change from a day to come on, without changing anything; the file is kept for the confirmation.
 * For who keeps the timetable (7a, 5.2a). The number of queries doesn't grow with the file. Refusals: not-allowed, invalid
 * (day, under `from`; the file, under `file`), conflict (no load on that day).
 */
export async function previewAsc(
  act: Act,
  { text, fileName, from }: { text: string; fileName: string; from: Day },
): Promise<AscPreview> {
  permit(act, 'keepTimetable');
  refuseFrom(act, from);
  const compared = await compare(act, { file: readAsc(text), from });
  const run = act.em.create(ImportRun, {
    ...{ kind: 'timetable', fileName: fileName.slice(0, 200), document: text, since: from, basis: compared.basis },
    ...{ by: act.em.getReference(Person, act.by.id), at: act.at, state: 'shown', total: compared.view.lines.length },
  });
  await act.em.flush();
  return { id: run.id, fileName: run.fileName, ...(await outcomeOf(act, compared)), ...compared.view };
}

/**
 * The same file once more, after somebody has said whom its names mean; that is remembered for the files to come.
 * Refusals: not-allowed, not-found (the file, or what a name is to mean), conflict (confirmed already, or forgotten).
 */
export async function previewAgain(act: Act, id: number, meanings: readonly Meaning[] = []): Promise<AscPreview> {
  const { run, text, from } = await shownRun(act, id);
  const file = readAsc(text);
  const known = await knownNames(act, from);
  for (const meaning of meanings) if (!isKnown(meaning, known)) throw new Refusal('not-found', 'not-found');
  await rememberNames(act, meanings);
  const compared = await compare(act, { file, from });
  run.basis = compared.basis;
  await act.em.flush();
  return { id, fileName: run.fileName, ...(await outcomeOf(act, compared)), ...compared.view };
}

/**
 * Puts what was shown in force, all or nothing, as one change that can be undone until its day; teachers and families are
 * told. Confirmed twice it is done once. Refusals: not-allowed, not-found, conflict (the school has changed since it was shown,
 * clashes nobody has allowed), invalid (its day has come).
 */
export async function confirmAsc(
  act: Act,
  id: number,
  { allowClashes = false }: { allowClashes?: boolean } = {},
): Promise<{ changeId: number | null; from: Day }> {
  const done = await ownRun(act, id);
  if (done.state === 'done') return { changeId: null, from: done.since! };
  const { run, text, from } = await shownRun(act, id);
  refuseFrom(act, from);
  // One after another: two files would make the same room.
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('import'))`);
  const compared = await compare(act, { file: readAsc(text), from });
  if (compared.basis !== run.basis) throw new Refusal('conflict', 'bring-in/overtaken');
  const changes = compared.stepsWith(await makeRooms(act, compared.view.newRooms));
  const { changeId } = await changeTimetable(act, { from, changes, source: 'file', allowClashes });
  const after = { kind: 'timetable', ...compared.view.counts };
  recordChange(act, { deed: 'import', subject: `import:${id}`, course: null, before: null, after });
  Object.assign(run, { state: 'done', document: null, finishedAt: act.at });
  return { changeId, from };
}

/** Whether it was put in force. Refusals: not-allowed, not-found. */
export async function ascState(
  act: Act,
  id: number,
): Promise<{ id: number; fileName: string; from: Day; state: string }> {
  const { fileName, since, state } = await ownRun(act, id);
  return { id, fileName, from: since!, state };
}

/** The lines of the load a shown file lacks in the school. Refusals: not-allowed, not-found, conflict. */
export async function loadOfAsc(act: Act, id: number): Promise<LoadLine[]> {
  const { text, from } = await shownRun(act, id);
  return (await compare(act, { file: readAsc(text), from })).view.load;
}

async function ownRun(act: Act, id: number): Promise<ImportRun> {
  permit(act, 'keepTimetable');
  const run = await act.em.findOne(ImportRun, { id, by: act.by.id, kind: 'timetable' });
  if (!run) throw new Refusal('not-found', 'not-found');
  return run;
}

async function shownRun(act: Act, id: number): Promise<{ run: ImportRun; text: string; from: Day }> {
  const run = await ownRun(act, id);
  if (run.state !== 'shown' || !run.document) throw new Refusal('conflict', 'asc/forgotten');
  return { run, text: run.document, from: parseDay(run.since!)! };
}

type View = Pick<AscPreview, 'from' | 'counts' | 'lines' | 'newRooms' | 'untouched' | 'names'> &
  Omit<FoundPlaces, 'places'>;

interface Compared {
  view: View;
  basis: string;
  stepsWith: ComparedPlaces['stepsWith'];
}

async function compare(act: Act, { file, from }: { file: AscFile; from: Day }): Promise<Compared> {
  const ground = await timetableGround(act, from);
  if (ground.courses.size === 0) throw new Refusal('conflict', 'asc/no-load', { facts: { from } });
  const known = await knownNames(act, from);
  const { places, ...found } = findPlaces({ file, known, ground });
  const { lines, untouched, stepsWith } = comparePlaces(places, ground);
  const newRooms = [...new Set(places.flatMap(({ newRoom }) => newRoom ?? []))].toSorted();
  const basis = sha256(JSON.stringify([from, lines, newRooms]));
  const names = openNames(file, known);
  return {
    view: { from, lines, newRooms, untouched, names, counts: countsOf(lines, found), ...found },
    basis,
    stepsWith,
  };
}

function countsOf(lines: readonly AscLine[], { unread }: Pick<FoundPlaces, 'unread'>): AscCounts {
  const inState = (state: AscLine['state']) => lines.filter(line => line.state === state).length;
  const sum = (count: (line: AscLine) => number) => lines.reduce((all, line) => all + count(line), 0);
  return {
    ...{ new: inState('new'), changed: inState('changed'), same: inState('same'), gone: inState('gone') },
    ...{ unread: unread.length, puts: sum(({ puts }) => puts.length), takes: sum(({ takes }) => takes.length) },
  };
}

/** What the change does to lessons, and what clashes: the change itself, undone. */
async function outcomeOf(
  act: Act,
  { view, stepsWith }: Compared,
): Promise<Omit<ChangeOutcome, 'changeId'> & Pick<AscPreview, 'hard' | 'mayBringIn'>> {
  await act.em.execute('savepoint preview');
  const changes = stepsWith(await makeRooms(act, view.newRooms));
  const { outcome } = await applyChange(act, { from: view.from, changes, source: 'file', allowClashes: true });
  await act.em.execute('rollback to savepoint preview');
  const { changeId: _, ...rest } = outcome;
  return { ...rest, hard: rest.clashes.filter(isHard).length, mayBringIn: may(act.by, 'keepPeople') };
}

/** Makes the rooms. In plain SQL: a preview takes them back, and no entity must remember them. */
async function makeRooms(act: Act, names: readonly string[]): Promise<Map<string, number>> {
  const rows = await act.em.execute<{ id: number; name: string }[]>(
    'insert into room (name) select jsonb_array_elements_text(:names::jsonb) returning id, name',
    { names: JSON.stringify(names) },
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

function isKnown({ kind, id }: Meaning, { classes, subjects, teachers }: KnownNames): boolean {
  const lists: Record<TimetableNameKind, readonly { id: number }[]> = {
    class: classes,
    subject: subjects,
    teacher: teachers,
  };
  return lists[kind].some(one => one.id === id);
}
