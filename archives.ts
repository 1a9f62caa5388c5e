import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveName, readArchiveName } from '#db/archive/archive-name.ts';
import { BadArchive, failureCode } from '#db/archive/bad-archive.ts';
import type { Manifest } from '#db/archive/manifest.ts';
import { sweepUnfinished } from '#db/archive/sweep-unfinished.ts';
import { writeArchive } from '#db/archive/write-archive.ts';
import type { Connection } from '#db/connection.ts';
import { momentOf } from '#school/calendar.ts';
import type { ArchiveFile, ArchiveKind, Archives, ArchiveWork } from '#school/upkeep/archives.ts';
import { type Keep, outlived } from '#school/upkeep/rotation.ts';
import type { World } from '#school/world.ts';

interface Options {
  connection: Connection;
  world: World;
  timeZone: string;
  folder: string;
  backupAt: string | undefined;
  keep: Keep;
  /** The program's own version. */
  program: string;
  /** What people find in an export beside the tables. */
  papers: (manifest: Manifest) => Promise<{ name: string; content: Buffer }[]>;
  /** How many bytes the folder has room for; tests say so themselves. */
  roomIn?: (folder: string) => Promise<number>;
}

/** Left free on the disk: a database beside it that finds no room stops working. */
const reserve = 200_000_000;
const patienceMs = 300_000;

/** The folder of backups and exports. What lies in it is the truth: a file taken away by hand is simply not there any more. */
export function openArchives(options: Options): Archives {
  const { connection, world, timeZone, folder, keep, program, papers, backupAt, roomIn = freeBytes } = options;
  let work: ArchiveWork | undefined;
  /** Until when one that was asked for is believed to wait: the queue of another process may have it. */
  let waitsUntil = 0;
  let busy = false;
  const closing = new AbortController();

  const list = async (): Promise<ArchiveFile[]> => {
    const names = await readdir(folder).catch(() => []);
    const found = names.flatMap(name => readArchiveName(name) ?? []);
    const files = await Promise.all(
      found.map(async name => ({
        ...name,
        at: momentOf(name.day, name.time, timeZone),
        bytes: await sizeOf(join(folder, name.file)),
      })),
    );
    return files.sort((one, other) => other.at.getTime() - one.at.getTime() || other.file.localeCompare(one.file));
  };
  const remove = (files: readonly ArchiveFile[]) =>
    Promise.all(files.map(({ file }) => rm(join(folder, file), { force: true })));

  const write = async (kind: ArchiveKind): Promise<ArchiveFile> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweepUnfinished(connection, folder);
    const before = await list();
    const last = before.find(file => file.kind === kind)?.bytes ?? 0;
    if ((await roomIn(folder)) < last * 1.2 + reserve)
      throw new BadArchive('no-room', 'there is too little room on the disk.');
    const at = world.now();
    const file = archiveName(kind, at, timeZone);
    await writeArchive(connection, join(folder, file), {
      ...{ kind, program, at, signal: closing.signal },
      ...(kind === 'export' ? { papers } : {}),
      progress: ({ done, of }) => {
        work = { kind, done, of };
      },
    });
    const all = await list();
    // An export is for the moment; only the last one is worth the danger of lying about.
    await remove(
      kind === 'backup'
        ? outlived(all.filter(isBackup), keep)
        : before.filter(one => one.kind === 'export' && one.file !== file),
    );
    return all.find(one => one.file === file)!;
  };

  return {
    ...{ list, folder, backupAt, reasonOf: failureCode },
    make: async kind => {
      work = { kind, done: 0, of: 0 };
      busy = true;
      try {
        return await write(kind);
      } catch (error) {
        if (error instanceof BadArchive && error.code === 'busy') return undefined;
        throw error;
      } finally {
        work = undefined;
        busy = false;
      }
    },
    read: async file => {
      const known = (await list()).find(one => one.file === file);
      return known && { bytes: known.bytes, content: createReadStream(join(folder, known.file)) };
    },
    expect: kind => {
      if (work) return;
      work = { kind, done: 0, of: 0 };
      waitsUntil = world.now().getTime() + patienceMs;
    },
    working: () => (work && (busy || world.now().getTime() < waitsUntil) ? work : undefined),
    stop: async () => closing.abort(new BadArchive('stopped', 'the program is closing.')),
  };
}

/** When the last whole backup was made. */
export async function lastBackupAt(archives: Archives): Promise<Date | undefined> {
  return (await archives.list()).find(isBackup)?.at;
}

function isBackup({ kind }: ArchiveFile): boolean {
  return kind === 'backup';
}

async function sizeOf(path: string): Promise<number> {
  // It may be thrown away while we look.
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
