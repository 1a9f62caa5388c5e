import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The real program as a child process, with what it prints. */
export interface RunningProgram {
  pid: number;
  /** Waits for a line that matches, among those printed already too; rejects when the program ends first. */
  line(pattern: RegExp): Promise<string>;
  /** Sends the signal and waits for the end; gives the exit code, or null when killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Waits for it to end by itself. */
  ended(): Promise<number | null>;
  /** Everything printed so far. */
  output(): string;
}

/** Starts main.ts with these settings and options, and no others of the surroundings. */
export function startProgram(settings: Record<string, string>, options: readonly string[] = []): RunningProgram {
  const { PATH, HOME, TEMP, SystemRoot } = process.env;
  const env = { PATH, HOME, TEMP, SystemRoot, LOG_LEVEL: 'warn', BACKUP_AT: 'off', ...settings };
  const child = spawn(process.execPath, ['main.ts', ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let code: number | null | undefined;
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    printed += chunk;
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ending = new Promise<number | null>(resolve => child.once('close', resolve)).then(ended => {
    code = ended;
    for (const look of waiting) look();
    return ended;
  });

  return {
    pid: child.pid!,
    output: () => printed,
    ended: () => ending,
    end: signal => {
      kill(child, signal);
      return ending;
    },
    line: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = printed.split('\n').find(line => pattern.test(line));
          if (found === undefined && code === undefined) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`it ended (${code}) without a line like ${pattern}:\n${printed}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null) child.kill(signal);
}
