/** Whoever measures asks how much processor time has gone by so far, in ms, or how much memory is held, in bytes. */
export function sayUsage(): void {
  process.on('message', what => process.send?.(what === 'memory' ? memory() : cpu()));
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function memory(): number {
  globalThis.gc?.();
  // What is in use: the size of the process says more of what it once needed.
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
