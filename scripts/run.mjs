// The one file that any Node from 20 on can run: it installs what is missing and hands over to the Node of the project,
// which runs TypeScript as it is. `node scripts/run.mjs <script> [arguments]`
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const runtime = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

if (isStale()) install();
makeItRun();
handOver(process.argv.slice(2));

/** Whether the lock file has changed since the installation; npm writes the inner one at the very end. */
function isStale() {
  const done = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(done) || !existsSync(runtime)) return true;
  // `npm install` writes both within a moment of each other.
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(done).mtimeMs + 2000;
}

function install() {
  console.log('Installing what the program is made of (half a gigabyte on the disk; once)');
  // On Windows a running program cannot be removed, and this one may be the Node of the project already.
  const command = windows && existsSync(runtime) ? 'install' : 'ci';
  const { status, error, stderr } = npm([command, '--no-audit', '--no-fund', '--loglevel=error']);
  if (error) fail(`npm did not start (${error.message}): install npm 9 or later.`);
  if (status !== 0) fail(`npm ${command} failed: ${reasonIn(stderr)} (Run it yourself to see all it says.)`);
  if (!existsSync(runtime))
    fail('npm did not run the install scripts that package.json allows: look at `npm config get ignore-scripts`.');
}

/** Node 26 for Linux needs a library of the system's that a bare one lacks. */
function makeItRun() {
  const attempt = () => spawnSync(runtime, ['--version'], { encoding: 'utf8' });
  const first = attempt();
  if (first.status === 0) return;
  const lacksLibrary = first.stderr?.includes('libatomic');
  if (lacksLibrary && process.getuid?.() === 0 && aptInstalls('libatomic1') && attempt().status === 0) {
    // The install scripts of packages have met that Node as well, and npm leaves out what could not be finished.
    install();
    return;
  }
  // npm would start even this file with it next time; without it and the stamp the next start begins anew.
  for (const name of ['.bin/node', '.package-lock.json']) rmSync(join(root, 'node_modules', name), { force: true });
  fail(
    lacksLibrary
      ? 'Node needs the library libatomic: run `apt-get install libatomic1` (Fedora: `dnf install libatomic`) and start again.'
      : `${runtime} does not run here: ${first.error?.message ?? first.stderr.trim()}`,
  );
}

function aptInstalls(name) {
  console.log(`Installing ${name}, a library that Node needs`);
  const apt = (...args) => spawnSync('apt-get', args, { stdio: 'ignore' }).status === 0;
  const install = () => apt('install', '-y', '-qq', '--no-install-recommends', name);
  return install() || (apt('update', '-qq') && install());
}

/** The npm that has started us, with the Node that runs it, else the one on the path. */
function npm(args) {
  const { npm_execpath: own, npm_node_execpath: node } = process.env;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8' };
  return own && node && existsSync(own) && existsSync(node)
    ? spawnSync(node, [own, ...args], options)
    : spawnSync('npm', args, { ...options, shell: windows });
}

function reasonIn(stderr) {
  const lines = stderr.split('\n').map(line => line.replace(/^npm error ?/, '').trim());
  const told = lines.filter(line => line && !/^(code|errno|syscall|path|A complete log) /.test(line));
  return told[0] ?? 'it did not say why.';
}

function handOver([script, ...args]) {
  if (!script) fail('Name the script to run: node scripts/run.mjs main.ts');
  // What was compiled once is read ready by the next process; with a test run that is hundreds of them.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env };
  const child = spawn(runtime, [join(root, script), ...args], { cwd: root, env, stdio: 'inherit' });
  // Ctrl-C in a terminal has reached the child already, and a second one would cut its closing short.
  const atTerminal = [0, 1, 2].some(handle => isatty(handle));
  process.on('SIGINT', () => atTerminal || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) goWithParent(child);
  child.on('error', error => fail(`${runtime} did not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 130)));
}

/** A `kill` of npm ends the shell between it and us, and says nothing to us. */
function goWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
