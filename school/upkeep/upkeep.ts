import { Person } from '#db/school/person.ts';
import { Upkeep, type UpkeepDeed } from '#db/school/upkeep.ts';
import type { Act, HouseAct } from '../act.ts';
import { permit } from '../permissions.ts';
import { type ArchiveFile, type ArchiveKind, archiveKinds } from './archives.ts';

export type { UpkeepDeed };

export interface UpkeepRow {
  deed: UpkeepDeed;
  at: Date;
  /** Nothing when it was the clock. */
  by: string | null;
  file: string | null;
  bytes: number | null;
  reason: string | null;
}

const lastRows = 30;

/** What was done to keep the program running, the latest first (7d). Refusal: not-allowed. */
export async function upkeepLog(act: Act): Promise<UpkeepRow[]> {
  permit(act, 'keepSystem');
  const rows = await act.em.find(Upkeep, {}, { orderBy: { id: 'desc' }, limit: lastRows, populate: ['by'] });
  return rows.map(({ deed, at, by, file, bytes, reason }) => ({
    ...{ deed, at, by: by?.shortName ?? null },
    ...{ file: file ?? null, bytes: bytes ?? null, reason: reason ?? null },
  }));
}

/** Asks for an archive, which the queue then makes. Refusal: not-allowed. */
export async function askArchive(act: Act, kind: ArchiveKind): Promise<void> {
  permit(act, 'keepSystem');
  await act.later(kind, { by: act.by.id });
}

/** Asks for the nightly backup in the clock's name. */
export async function askNightlyBackup(act: HouseAct): Promise<void> {
  await act.later('backup', {});
}

/** Remembers that somebody takes an archive away: everybody's data are in it. Refusal: not-allowed. */
export function recordTaking(act: Act, { kind, file, bytes }: ArchiveFile): void {
  permit(act, 'keepSystem');
  act.em.create(Upkeep, { deed: `${kind}-taken`, by: act.em.getReference(Person, act.by.id), at: act.at, file, bytes });
}

/** The same of a diagnosis, in which there are no personal data. Refusal: not-allowed. */
export function recordDiagnosis(act: Act): void {
  permit(act, 'keepSystem');
  act.em.create(Upkeep, { deed: 'diagnosis-taken', by: act.em.getReference(Person, act.by.id), at: act.at });
}

/** Remembers an archive that has been made. */
export function recordMade(act: HouseAct, { kind, file, bytes }: ArchiveFile, byId: number | null): void {
  const by = byId === null ? null : act.em.getReference(Person, byId);
  act.em.create(Upkeep, { deed: `${kind}-made`, by, at: act.at, file, bytes });
}

/** Remembers that an archive could not be made, and tells the registrars; of one trouble once a day, however often it is tried. */
export async function recordFailure(
  act: HouseAct,
  kind: ArchiveKind,
  failure: { reason: string; byId: number | null },
) {
  const { reason, byId } = failure;
  const subject = `${kind}:${reason}:${act.today}`;
  const known = await act.em.execute(`select 1 from notice where kind = 'archive-failed' and subject = ? limit 1`, [
    subject,
  ]);
  if (known.length > 0) return;
  const by = byId === null ? null : act.em.getReference(Person, byId);
  act.em.create(Upkeep, { deed: `${kind}-failed`, by, at: act.at, reason });
  for (const { id } of await registrars(act))
    act.tell(id, { kind: 'archive-failed', subject, facts: { archive: kind, reason } });
}

/** The kind by its name in an address; nothing for another word. */
export function archiveKindOf(word: string): ArchiveKind | undefined {
  return archiveKinds.find(kind => kind === word);
}

function registrars(act: HouseAct): Promise<{ id: number }[]> {
  return act.em.execute<{ id: number }[]>(
    `select distinct p.id from assignment a join person p on p.id = a.person_id
     where a.role = 'registrar' and a.since <= :today and (a.until is null or a.until >= :today) and p.deactivated_at is null`,
    { today: act.today },
  );
}
