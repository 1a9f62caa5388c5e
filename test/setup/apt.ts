import { spawnSync } from 'node:child_process';
import { isRoot } from '#db/server/account.ts';

/** Installs Debian packages where we may; says whether they are there now. */
export function aptInstall(packages: string[]): boolean {
  if (!isRoot() || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const quietly = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' } as const;
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (spawnSync('apt-get', install, quietly).status === 0) return true;
  // A fresh system has no list of packages, or an old one that names files which are gone.
  spawnSync('apt-get', ['update', '-qq'], quietly);
  return spawnSync('apt-get', install, quietly).status === 0;
}
