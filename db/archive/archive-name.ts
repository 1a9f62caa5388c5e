import type { Day } from '../day.ts';
import type { ArchiveKind } from './manifest.ts';

/** What an archive's name says. */
export interface ArchiveName {
  file: string;
  kind: ArchiveKind;
  /** In the school's time. */
  day: Day;
  /** «02:30:00» */
  time: string;
}

/** «backup-2026-11-24-023000.zip», in the school's time. */
export function archiveName(kind: ArchiveKind, at: Date, timeZone: string): string {
  const [day, time] = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
    .format(at)
    .split(' ') as [string, string];
  return `${kind}-${day}-${time.replaceAll(':', '')}.zip`;
}

/** The parts of such a name; nothing for any other. */
export function readArchiveName(file: string): ArchiveName | undefined {
  const found = /^(backup|export)-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)\.zip$/.exec(file);
  if (!found) return undefined;
  const [, kind, day, ...time] = found;
  return { file, kind: kind as ArchiveKind, day: day as Day, time: time.join(':') };
}
