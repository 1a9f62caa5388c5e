import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../config.ts';
import { openTestSchool } from './house.ts';
import { query } from './journal.ts';

// What can be known without Docker and without systemd: that the files are well-formed, and that what they name is there.
const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts, dependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

/** The variables that config.ts reads. */
function knownSettings(): string[] {
  const asked = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void asked.add(String(name)) }) as NodeJS.ProcessEnv);
  return [...asked];
}

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const of = (word: string) =>
    lines.filter(line => line.trim().startsWith(`${word} `)).map(line => line.trim().slice(word.length + 1));

  it('copies what exists and runs what exists, with the Node of the project’s version', () => {
    for (const path of ['package.json', 'package-lock.json', 'main.ts', 'scripts/is-healthy.ts']) {
      expect(lines.join('\n'), path).toContain(path);
      expect(existsSync(join(root, path)), path).toBe(true);
    }
    const major = dependencies!.node!.split('.')[0];
    expect(of('FROM').map(image => image.split(' ')[0])).toEqual([`node:${major}-slim`, `node:${major}-slim`]);
    expect(of('CMD')).toEqual(['["node", "main.ts"]']);
    expect(of('HEALTHCHECK')[0]).toMatch(/ CMD \["node", "scripts\/is-healthy\.ts"\]$/);
  });

  it('runs as nobody of importance, and sets only settings there are', () => {
    expect(of('USER')).toEqual(['zvonok']);
    expect(lines.findIndex(line => line.startsWith('USER'))).toBeLessThan(
      lines.findIndex(line => line.startsWith('CMD')),
    );
    const set = of('ENV')[0]!
      .split(' ')
      .map(pair => pair.split('=')[0]!);
    expect(set.filter(name => !knownSettings().includes(name))).toEqual([]);
  });

  it('takes neither data nor secrets with it, but the instructions and their pictures', () => {
    const left = read('.dockerignore').split('\n');
    for (const name of ['.git', 'data', '.env', 'node_modules']) expect(left).toContain(name);
    expect(left.filter(name => /^(docs|templates|api|db|scripts)/.test(name))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const { services, volumes } = parse(read('compose.yaml'));

  it('gives the program a PostgreSQL that keeps its files, and waits until it answers', () => {
    expect(services.database.image).toBe('postgres:18');
    // From 18 on a volume at …/data would stay empty.
    expect(services.database.volumes).toEqual(['database:/var/lib/postgresql']);
    expect(services.zvonok.depends_on.database.condition).toBe('service_healthy');
    expect(services.database.healthcheck.test).toEqual(['CMD-SHELL', 'pg_isready -U zvonok -d zvonok']);
    expect(Object.keys(volumes)).toEqual(['database', 'backups']);
  });

  it('sets only settings there are, and values that will do', () => {
    const { environment } = services.zvonok;
    expect(Object.keys(environment).filter(name => !knownSettings().includes(name))).toEqual([]);
    const filled = Object.fromEntries(
      Object.entries(environment as Record<string, string>).map(([name, value]) => [
        name,
        value.replace('${ZVONOK_DB_PASSWORD}', 'secret').replace(/\$\{\w+:-([^}]*)\}/, '$1'),
      ]),
    );
    expect(readConfig(filled)).toMatchObject({
      database: { host: 'database', user: 'zvonok', password: 'secret', database: 'zvonok' },
      ...{ backupAt: '02:30', trustProxy: ['loopback', 'uniquelocal'] },
    });
  });

  it('opens the door to this machine alone, and no door to the database', () => {
    expect(services.zvonok.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(services.database.ports).toBe(undefined);
  });
});

it('behind a proxy of the container network each visitor has an address of their own, as TRUST_PROXY says', async () => {
  const addressOf = async (trustProxy: string[]) => {
    const school = await openTestSchool({ api: { publicUrl: 'https://journal.example', trustProxy } });
    await (await school.server()).inject({
      ...{ method: 'POST', url: '/api/session', payload: { login: 'petrova', password: 'не тот' } },
      ...{ remoteAddress: '172.18.0.1', headers: { 'x-forwarded-for': '198.51.100.7' } },
    });
    const [failure] = await query<{ address: string }>(school, 'select address from sign_in_failure');
    await school.close();
    return failure?.address;
  };
  expect(await addressOf(['loopback', 'uniquelocal'])).toBe('198.51.100.7');
  expect(await addressOf(['loopback'])).toBe('172.18.0.1');
  expect(() => readConfig({ TRUST_PROXY: 'everybody' })).toThrow('TRUST_PROXY will not do');
});

describe('the unit of systemd', () => {
  const lines = read('deploy/zvonok.service')
    .split('\n')
    .filter(line => line && !line.startsWith('#'));
  const settings = lines
    .filter(line => line.includes('='))
    .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  const value = (name: string) => settings.find(([key]) => key === name)?.[1];

  it('is made of sections and settings, and starts what is there', () => {
    expect(lines.filter(line => !line.includes('='))).toEqual(['[Unit]', '[Service]', '[Install]']);
    const [node, script] = value('ExecStart')!.split(' ');
    expect(node).toBe(`${value('WorkingDirectory')}/node_modules/node/bin/node`);
    expect(existsSync(join(root, script!))).toBe(true);
    expect(value('User')).toBe('zvonok');
    expect(value('Environment')).toBe('DATA_DIR=/var/lib/zvonok/data');
  });

  it('locks what the program does not need, and leaves what it does: compiled JavaScript, its own PostgreSQL', () => {
    for (const name of ['NoNewPrivileges', 'PrivateTmp', 'ProtectHome', 'RestrictNamespaces'])
      expect(value(name), name).toBe('yes');
    expect(value('ProtectSystem')).toBe('strict');
    expect(value('StateDirectory')).toBe('zvonok');
    expect(value('KillMode')).toBe('mixed');
    expect(value('MemoryDenyWriteExecute')).toBe(undefined);
  });
});

describe('the books', () => {
  it('name every setting of the program, and none that is none', () => {
    const named = new Set(
      read('README.md')
        .match(/`[A-Z][A-Z_]+`(?=[, |])/g)!
        .map(name => name.slice(1, -1)),
    );
    expect(knownSettings().filter(name => !named.has(name))).toEqual([]);
  });

  it('call only commands that exist', () => {
    for (const book of ['README.md', 'CONTRIBUTING.md', 'docs/operations.md', 'docs/instructions/registrar.md']) {
      const called = [...read(book).matchAll(/npm run ([\w-]+)/g)].map(match => match[1]!);
      expect(
        called.filter(name => !scripts![name]),
        book,
      ).toEqual([]);
    }
  });
});
