import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** The database that each test file's own one is a copy of. */
export const templateName = 'zvonok_template';

const root = join(import.meta.dirname, '../..');
const kept = join(root, 'node_modules/.cache/zvonok');

/** Lays the files of a server with a finished template into `cluster`; false when `db/` has changed since they were kept. */
export function bringTemplate(cluster: string): boolean {
  const store = join(kept, fingerprint());
  if (!existsSync(store)) return false;
  try {
    cpSync(store, cluster, { recursive: true });
    return true;
  } catch {
    // Another run has thrown it away under our hands.
    rmSync(cluster, { recursive: true, force: true });
    return false;
  }
}

/** Keeps the files of a stopped server with a finished template for the next run, and the three last of them at most. */
export function keepTemplate(cluster: string): void {
  mkdirSync(kept, { recursive: true });
  const half = mkdtempSync(join(kept, 'half-'));
  cpSync(cluster, join(half, 'cluster'), { recursive: true });
  const store = join(kept, fingerprint());
  if (!existsSync(store)) renameSync(join(half, 'cluster'), store);
  rmSync(half, { recursive: true });
  const age = (name: string) => statSync(join(kept, name)).ctimeMs;
  const all = globSync('template-*', { cwd: kept }).sort((one, other) => age(other) - age(one));
  for (const old of all.slice(3)) rmSync(join(kept, old), { recursive: true, force: true });
}

/** Says whether anything that the template is made of has changed. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(['db/**/*', 'test/setup/*template.ts', 'package-lock.json'], { cwd: root }).sort();
  for (const file of files) {
    if (file.endsWith('.test.ts') || !statSync(join(root, file)).isFile()) continue;
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return `template-${hash.digest('hex').slice(0, 16)}`;
}
