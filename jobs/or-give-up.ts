import { Refusal } from '#school/refusal.ts';

interface GivingUp {
  /** The queue tries it no more. */
  isLast: boolean;
  giveUp(state: 'refused' | 'failed'): Promise<void>;
}

/**
 * Makes what somebody has ordered. A refusal ends it: whoever ordered it wants it no longer, or holds the function no longer, and there is
 * nothing to try again. Any other failure is the queue's to try anew, until it was the last.
 */
export async function orGiveUp({ isLast, giveUp }: GivingUp, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (error instanceof Refusal) return giveUp('refused');
    if (isLast) await giveUp('failed');
    throw error;
  }
}
