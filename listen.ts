import type { FastifyInstance } from 'fastify';
import { cannotStart } from '#db/server/cannot-start.ts';
import type { Config } from './config.ts';

/** Opens the browser's door; gives its address. Rejects with `cannotStart` naming what to put right. */
export async function listen(server: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    return await server.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw cannotStart(`port ${port} is taken by another program: set PORT to a free one`);
    if (code === 'EACCES') throw cannotStart(`port ${port} needs rights this user has not: set PORT to one above 1023`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw cannotStart(`HOST ${host} is no address of this machine`);
    throw error;
  }
}
