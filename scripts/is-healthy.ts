import { readConfig } from '#config.ts';

// For a container's health check: 0 while the program and its database answer, 1 when they don't.
const { port } = readConfig(process.env);
const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(4000) }).catch(
  () => undefined,
);
process.exitCode = answer?.ok ? 0 : 1;
