import type { Api } from 'grammy';
import { mostBytes, type SentFile } from '#school/files.ts';

interface Fetching {
  token: string;
  apiRoot: string;
  closing: AbortSignal;
}

/** Fetches files that were sent in Telegram, with the names they have there. Rejects when one is not to be had, or is too large. */
export function fileFetcher(api: Api, { token, apiRoot, closing }: Fetching): (id: string) => Promise<SentFile> {
  return async id => {
    const { file_path: path = '', file_size: size = 0 } = await api.getFile(id, closing as never);
    if (size > mostBytes) throw new RangeError('the file is too large');
    const answer = await fetch(`${apiRoot}/file/bot${token}/${path}`, { signal: closing });
    // The address holds the token: it is said nowhere.
    if (!answer.ok) throw new Error(`the file was not given: ${answer.status}`);
    return { name: path.slice(path.lastIndexOf('/') + 1), content: Buffer.from(await answer.arrayBuffer()) };
  };
}
