// The one file that any Node from 20 on can run: it installs what is missing and hands over to the Node of the project,
// which runs TypeScript as it is. `node scripts/run.mjs <script> [arguments]`
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const runtime = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

if (isStale()) install();
handOver(process.argv.slice(2));

/** Whether the lock file has changed since the installation; npm writes the inner one at the very end. */
function isStale() {
  const done = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(done) || !existsSync(runtime)) return true;
  // `npm install` writes both within a moment of each other.
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(done).mtimeMs + 2000;
}

function install() {
  console.log('Installing what the program is made of (about 470 MB on the disk, once)');
  // On Windows a running program cannot be removed, and this one may be the Node of the project already.
  const command = windows && existsSync(runtime) ? 'install' : 'ci';
  const args = [command, '--no-audit', '--no-fund', '--loglevel=error'];
  const own = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const { status, error } =
    own && node && existsSync(own)
      ? spawnSync(node, [own, ...args], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: windows });
  if (error) fail(`npm did not start (${error.message}): install npm 9 or later.`);
  if (status !== 0) fail(`npm ${command} failed (see above): put that right and start again.`);
  if (!existsSync(runtime))
    fail('npm did not run the install scripts that package.json allows: check `npm config get ignore-scripts`.');
}

function handOver([script, ...args]) {
  if (!script) fail('Name the script to run: node scripts/run.mjs main.ts');
  const child = spawn(runtime, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  // Ctrl-C in a terminal has reached the child already, and a second one would cut its closing short.
  const atTerminal = [0, 1, 2].some(handle => isatty(handle));
  process.on('SIGINT', () => atTerminal || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', error => fail(`${runtime} did not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 130)));
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
