import { Api } from 'grammy';

export interface ClientOptions {
  token: string;
  apiRoot: string;
  /** Ends every call that still hangs. */
  closing: AbortSignal;
  /** Hears of each call Telegram has answered well. */
  onSuccess(): void;
}

/** Seconds a long poll is held open; every other call is given a little more than that. */
export const pollSeconds = 30;
const timeoutSeconds = 40;

/** grammY's client with our patience instead of its 500 seconds. It repeats nothing by itself. */
export function openClient({ token, apiRoot, closing, onSuccess }: ClientOptions): Api {
  const api = new Api(token, { apiRoot, timeoutSeconds });
  api.config.use(async (call, method, payload, signal) => {
    const answer = await call(method, payload, (signal ?? closing) as typeof signal);
    if (answer.ok) onSuccess();
    return answer;
  });
  return api;
}
