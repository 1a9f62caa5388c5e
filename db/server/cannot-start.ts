/**
 * A reason the program cannot start that its keeper can put right; `main.ts` prints the line alone, without a stack.
 * Say in it what is wrong and what to do.
 */
export function cannotStart(line: string): Error {
  return Object.assign(new Error(line), { name: 'CannotStart' });
}

/** Whether the error is such a reason. */
export function isCannotStart(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CannotStart';
}
