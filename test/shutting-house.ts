import pino from 'pino';
import { openLive } from '#api/live.ts';
import { type ApiServer, buildServer } from '#api/server.ts';
import { paperHere } from '#templates/paper/paper-machine.ts';
import { noArchives, openTestSchool, type TestSchool } from './house.ts';

/** The sample school whose door browsers find at one address, though it is shut and opened again. */
export interface ShuttingHouse {
  school: TestSchool;
  address: string;
  /** The program ends; whoever comes finds nobody. */
  shut(): Promise<void>;
  /** It starts again. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** Opens it on a database of its own, under a clock that stands until the test moves it. */
export async function openShuttingHouse(options: { at?: string } = {}): Promise<ShuttingHouse> {
  const school = await openTestSchool(options);
  let server: ApiServer | undefined;
  let port = 0;
  const reopen = async () => {
    const { house, press } = school;
    const log = pino({ level: 'silent' });
    server = await buildServer({
      house,
      press,
      log,
      live: openLive(),
      chat: { say: nobody, history: nobody },
      health: nobody,
      archives: noArchives,
      paper: paperHere,
      diagnosis: nobody,
    });
    await server.listen({ port, host: '127.0.0.1' });
    port = (server.server.address() as { port: number }).port;
  };
  const shut = async () => {
    server?.server.closeAllConnections();
    await server?.close();
    server = undefined;
  };
  await reopen();
  return {
    school,
    address: `http://127.0.0.1:${port}`,
    shut,
    reopen,
    close: async () => {
      await shut();
      await school.close();
    },
  };
}

async function nobody(): Promise<never> {
  throw new Error('this house has a journal and nothing else');
}
