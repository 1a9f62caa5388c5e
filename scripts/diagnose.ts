import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, readConfig } from '#config.ts';
import type { Connection } from '#db/connection.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { diagnosis, diagnosisName } from '../diagnosis/diagnosis.ts';
import { readWords, runCommand } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';

// Gathers what the technical support asks for, without anybody's data: npm run diagnose [-- FILE.zip] [--log FILE]
// The program writes its log to standard output: journalctl -u zvonok -n 500 -o cat > log.txt; npm run diagnose -- --log log.txt
const usage = 'usage: npm run diagnose [-- FILE.zip] [--log FILE]';
const lastLines = 500;

await runCommand('diagnose', async () => {
  const config = readConfig(process.env);
  const { values, positionals } = readWords(usage, { log: { type: 'string' } });
  if (positionals.length > 1) throw cannotStart(`one file is enough. ${usage}`);
  const at = new Date();
  const path = resolve(positionals[0] ?? diagnosisName(at));
  const logs = { ...linesOf('log.ndjson', values.log), ...linesOf('postgresql.txt', serverLog(config)) };
  await onItsDatabase(config, connection => write(connection, { config, at, path, logs }));
});

interface Writing {
  config: Config;
  at: Date;
  path: string;
  logs: Record<string, string[]>;
}

async function write(connection: Connection, { path, ...facts }: Writing): Promise<void> {
  const health = await askHealth(facts.config);
  writeFileSync(path, await diagnosis({ connection, health, ...facts }), { mode: 0o600 });
  console.log(`diagnose: ${path} (look into it before you send it: it names nobody)`);
}

async function askHealth({ host, port }: Config): Promise<object | undefined> {
  const answer = await fetch(`http://${host}:${port}/api/health`, { signal: AbortSignal.timeout(3000) }).catch(
    () => undefined,
  );
  return answer?.json().catch(() => undefined) as Promise<object | undefined>;
}

function linesOf(name: string, path: string | undefined): Record<string, string[]> {
  if (!path) return {};
  if (!existsSync(path)) throw cannotStart(`${path} is not there.`);
  return { [name]: readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lastLines) };
}

function serverLog({ dataDir, database }: Config): string | undefined {
  const path = join(dataDir, 'postgresql/server.log');
  return !database && existsSync(path) ? path : undefined;
}
