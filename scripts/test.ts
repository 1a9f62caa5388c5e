import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startApartServer } from '../test/setup/apart-server.ts';
import { findChromium, installChromium } from '../test/setup/chromium.ts';
import { findLibreOffice, installLibreOffice } from '../test/setup/libreoffice.ts';
import { type Tally, tally } from '../test/setup/tally.ts';
import { checkSources, runTool, say, tools } from './step.ts';

// `npm test`: everything; `npm test -- files`: those tests, with all that they may need. The last line is the count.
const files = process.argv.slice(2);

// Ctrl-C reaches the tools as well: we wait for them to end, and sweep up.
let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
});

const failedChecks = files.length ? 0 : await checkSources();
const { passed, failed, remarks } = await runTests().catch((error: Error) => nothingRan(error.message));
for (const remark of remarks) say(remark);
console.log(`${passed} passed, ${failed + failedChecks} failed`);
process.exitCode = failed + failedChecks === 0 && !interrupted ? 0 : 1;

async function runTests(): Promise<Tally> {
  const chromium = findChromium() ?? installChromium(say);
  if (!chromium)
    return nothingRan('no Chromium is here and none could be installed: install one, or name it in ZVONOK_CHROMIUM');
  say(`browser: ${chromium}`);
  findLibreOffice() ?? installLibreOffice(say);
  const apart = await startApartServer(say);
  try {
    return await runVitest({ ZVONOK_CHROMIUM: chromium, ZVONOK_APART_DATABASE_URL: apart.url });
  } finally {
    await apart.stop();
  }
}

async function runVitest(env: NodeJS.ProcessEnv): Promise<Tally> {
  const report = join(import.meta.dirname, '../test-results/report.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok } = await runTool([tools.tests, 'run', ...reporters, ...files], { env });
  return tally(readReport(report), ok);
}

function readReport(file: string) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function nothingRan(reason: string): Tally {
  return { passed: 0, failed: 1, remarks: [reason] };
}
