import { get, type IncomingMessage } from 'node:http';
import type { ForumGround } from './forum.ts';
import type { Apart } from './ground.ts';

/** What so many open topics cost the program, in bytes. */
export interface LiveMeasured {
  connections: number;
  bytes: number;
}

const connections = 200;

/** Holds live connections of the staff to a topic, and compares the program's memory before and after. */
export async function measureLive(school: Apart, { topic, people }: ForumGround): Promise<LiveMeasured> {
  const open = (number: number) => opened(`${topic}/live`, people[number % people.length]!);
  // The first one brings the code in: that is paid once.
  const first = await open(0);
  const before = await school.memory();
  const held: IncomingMessage[] = [];
  for (let number = 1; number <= connections; number++) held.push(await open(number));
  const bytes = (await school.memory()) - before;
  for (const answer of [first, ...held]) answer.destroy();
  return { connections, bytes };
}

function opened(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = get(url, { headers, agent: false }, answer => {
      if (answer.statusCode !== 200) return reject(new Error(`${answer.statusCode} from ${url}`));
      answer.once('data', () => resolve(answer));
    });
    asking.on('error', reject);
  });
}
