import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { version?: string; license?: string; hasInstallScript?: boolean; resolved?: string }>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path.startsWith('node_modules/'));

describe('packages', () => {
  it('are pinned to exact versions, all of MikroORM to one', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies } as Record<string, string>;
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    const orm = Object.entries(all).filter(([name]) => name.startsWith('@mikro-orm/'));
    expect(new Set(orm.map(([, version]) => version)).size).toBe(1);
  });

  it('run an install script only where package.json allows it', () => {
    const scripted = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    // fsevents is an optional part of macOS alone and is not built elsewhere.
    expect(scripted.filter(name => !manifest.allowScripts[name] && name !== 'fsevents')).toEqual([]);
  });

  it('are free software', () => {
    const free =
      /MIT|ISC|BSD|Apache-2\.0|0BSD|MPL-2\.0|OFL-1\.1|CC0|CC-BY|BlueOak|Python-2\.0|PSF-2\.0|Unlicense|PostgreSQL/;
    expect(
      packages
        .filter(([, { license }]) => license && !free.test(license))
        .map(([path, { license }]) => `${path} ${license}`),
    ).toEqual([]);
  });

  it('are recorded without a registry’s address', () => {
    expect(packages.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
  });
});
