import { checkSources, step, tools } from './step.ts';

// `npm run check`: what can be known in seconds, without a database: types, lint, the laws of the house.
const failures = await checkSources();
const lawful = await step('laws of the house', [tools.tests, 'run', '--project', 'laws']);
process.exitCode = failures === 0 && lawful ? 0 : 1;
