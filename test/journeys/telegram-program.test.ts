import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort, urlOf } from '#db/server/way.ts';
import { type BotApi, startBotApi } from '../bot-api/bot-api.ts';
import { type RunningProgram, startProgram } from '../program.ts';
import { createDatabase, type TestDatabase } from '../setup/database.ts';

const open = /the school is open: (http:\S+)/;

describe('the program with TELEGRAM_TOKEN', () => {
  let database: TestDatabase;
  let api: BotApi;
  let program: RunningProgram;
  let tests = 0;

  beforeAll(async () => {
    database = await createDatabase();
  });

  afterAll(() => database.drop());

  beforeEach(async () => {
    api = await startBotApi();
    // To the school each of these is the same bot, whose updates never have the same number twice.
    api.jumpUpdateId({ by: 1000 * ++tests });
  });

  afterEach(async () => {
    await program.end('SIGTERM');
    await api.close();
  });

  const start = async (settings: Record<string, string> = {}) => {
    const port = String(await freePort());
    const telegram = { TELEGRAM_TOKEN: api.token, TELEGRAM_API_ROOT: api.root };
    program = startProgram({ DATABASE_URL: urlOf(database.connection), PORT: port, ...telegram, ...settings });
    return `http://127.0.0.1:${port}`;
  };

  it('answers there, says so, shows its health, and ends though a poll hangs', async () => {
    const address = await start();
    await program.line(/Telegram bot @zvonok_school_bot is answering/);
    await program.line(open);
    const olga = api.person({ id: 501, first_name: 'Ольга' });
    olga.says('/start');
    expect((await olga.receives()).text).toContain('откройте страницу «Мессенджеры»');
    expect(await botHealth(address)).toMatchObject({ state: 'ok', ageSeconds: expect.any(Number) });
    await api.polled();
    expect(await program.end('SIGINT')).toBe(0);
  });

  it('takes PUBLIC_URL for a webhook', async () => {
    const port = String(await freePort());
    await start({ PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
    await program.line(open);
    const { params } = await api.called('setWebhook');
    expect(params.url).toBe(`http://127.0.0.1:${port}/api/telegram`);
    const olga = api.person({ id: 501, first_name: 'Ольга' });
    olga.says('/start');
    await olga.receives('Мессенджеры');
  });

  it('does not start with a token Telegram does not know, and says which setting that is', async () => {
    await start({ TELEGRAM_TOKEN: '7000000001:somebody-else' });
    expect(await program.ended()).toBe(1);
    expect(program.output()).toMatch(/^zvonok: TELEGRAM_TOKEN will not do/m);
    expect(program.output()).not.toContain('somebody-else');
  });

  it('opens the school though Telegram is out of reach', async () => {
    await api.close();
    const address = await start();
    await program.line(open);
    expect(program.output()).toMatch(/Telegram is out of reach, trying on/);
    expect(await botHealth(address)).toMatchObject({ state: 'failing', lastSuccessAt: null });
    expect(program.output()).not.toContain(api.token);
  });
});

async function botHealth(address: string): Promise<unknown> {
  return ((await (await fetch(`${address}/api/health`)).json()) as { bot: unknown }).bot;
}
