import { accessSync, chmodSync, constants, mkdtempSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new temporary folder that others can pass through but not list, for servers that run as another user. It lies in
 * memory where there is plenty: a database is copied there in 15 ms, on a disk in up to 400.
 */
export function reachableFolder(): string {
  const folder = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : realpathSync(tmpdir()), 'zvonok-test-'));
  chmodSync(folder, 0o711);
  return folder;
}

function hasRoom(memory: string): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, process.availableMemory()) > 4 * 1024 ** 3;
  } catch {
    return false;
  }
}
