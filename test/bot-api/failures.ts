/**
 * What can go wrong on the way: an error of the server, a connection reset before the request is looked at, a
 * connection reset after it has been carried out (the client can't tell the two apart), no answer at all.
 */
export type Failure = 429 | 500 | 502 | 'reset before' | 'reset after' | 'no answer';

export interface FailureOptions {
  /** How many calls fail so; 1 by default. */
  calls?: number;
  /** Only calls of this method; any but getUpdates by default. */
  method?: string;
  /** Only calls to this chat. */
  chat?: number;
  /** Seconds named by a 429; 1 by default. */
  retryAfter?: number;
}

interface Plan extends FailureOptions {
  failure: Failure;
  left: number;
}

export interface Failures {
  next(failure: Failure, options?: FailureOptions): void;
  take(call: { method: string; chat: string | undefined }): Plan | undefined;
  forget(): void;
}

/** Failures on demand, in the order they were asked for. */
export function createFailures(): Failures {
  const plans: Plan[] = [];
  return {
    next(failure, options = {}) {
      plans.push({ ...options, failure, left: options.calls ?? 1 });
    },
    take(call) {
      const plan = plans.find(one => one.left > 0 && meant(one, call));
      if (plan) plan.left -= 1;
      return plan;
    },
    forget() {
      plans.length = 0;
    },
  };
}

function meant(plan: Plan, call: { method: string; chat: string | undefined }) {
  if (plan.chat !== undefined && String(plan.chat) !== call.chat) return false;
  return plan.method === undefined ? call.method !== 'getUpdates' : plan.method === call.method;
}
