import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cannotStart } from './cannot-start.ts';

export interface Lock {
  release(): void;
}

// A lock whose object is collected is a lock released, so they are kept here while they are held.
const held = new Set<DatabaseSync>();

/**
 * Takes the folder for this program alone, for as long as it lives; refuses when another program has it.
 *
 * The lock is the operating system's own (`fcntl` on Unix, `LockFileEx` on Windows), reached through an exclusive
 * SQLite transaction on an empty file, since Node has no call for it. The kernel drops it at the death of the process,
 * `kill -9` too, and a server left running does not inherit it. A file with a process number would lie after
 * a crash or in another container, and an advisory lock in PostgreSQL could not guard the making of the cluster.
 */
export function takeLock(folder: string): Lock {
  const file = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  const pidFile = join(folder, 'program.pid');
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    throw cannotStart(
      `Another program (process ${ownerOf(pidFile)}) uses the folder ${folder}: stop it, or set DATA_DIR to another folder.`,
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  held.add(file);
  return {
    release: () => {
      if (!held.delete(file)) return;
      rmSync(pidFile, { force: true });
      file.close();
    },
  };
}

function ownerOf(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim();
  } catch {
    return 'just starting';
  }
}
