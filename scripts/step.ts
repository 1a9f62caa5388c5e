import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Runs a tool of the project and says how it went in a line; shows what it said only when it fails. */
export async function step(name: string, command: string[]): Promise<boolean> {
  const began = performance.now();
  const { ok, said } = await runTool(command, { quiet: true });
  say(`${name}: ${ok ? 'in order' : 'not in order'} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (!ok) process.stdout.write(`${said.trimEnd()}\n`);
  return ok;
}

/** Runs a tool to its end, its words shown as they come, or gathered when `quiet`. */
export function runTool(
  [tool = '', ...args]: string[],
  options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<{ ok: boolean; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (said += chunk));
    child.on('error', reject);
    child.on('close', code => resolve({ ok: code === 0, said }));
  });
}

export function say(line: string): void {
  console.log(`· ${line}`);
}

export const tools = { types: 'typescript/bin/tsc', lint: '@biomejs/biome/bin/biome', tests: 'vitest/vitest.mjs' };

/** Types and lint, side by side. Gives how many of them failed. */
export async function checkSources(): Promise<number> {
  const steps = await Promise.all([
    step('types', [tools.types, '-p', '.']),
    step('lint', [tools.lint, 'check', '--error-on-warnings']),
  ]);
  return steps.filter(ok => !ok).length;
}
