import { InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import { clients, type SchoolBot } from './clients.ts';
import type { Person } from './person.ts';

// A whole PNG, one pixel high and two wide.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwH4QZYAwAR8oH+Rq28akAAAAASUVORK5CYII=',
  'base64',
);

let api: BotApi;
let olga: Person;

beforeEach(async () => {
  api = await startBotApi();
  olga = api.person({ id: 501, first_name: 'Ольга' });
  olga.says('/start');
});

afterEach(() => api.close());

describe('files', () => {
  let bot: SchoolBot;

  beforeEach(() => {
    bot = clients[0]![1](api);
  });

  const sendPhoto = (photo: unknown, more = {}) =>
    bot.call('sendPhoto', { chat_id: 501, photo, ...more }) as Promise<{ photo: { file_id: string }[] }>;

  test('a picture is uploaded with a caption, and once more by its file_id', async () => {
    const sent = await sendPhoto(new InputFile(png, 'qr.png'), {
      ...{ caption: 'Код <b>привязки</b>', parse_mode: 'HTML' },
    });
    expect(sent.photo[0]).toMatchObject({ width: 2, height: 1, file_size: png.length });
    const [, telegraf] = clients[1]!;
    await telegraf(api).call('sendPhoto', { chat_id: 501, photo: sent.photo[0]?.file_id });
    const [, first, second] = olga.sees();
    expect(first).toMatchObject({ text: 'Код привязки', entities: [{ type: 'bold', offset: 4, length: 8 }] });
    expect(first?.file?.bytes.equals(png)).toBe(true);
    expect(second?.file?.bytes.equals(png)).toBe(true);
  });

  test('a document keeps its name and bytes, and can be fetched again', async () => {
    const bytes = Buffer.from('Положение об электронном журнале');
    const document = new InputFile(bytes, 'положение.txt');
    const sent = (await bot.call('sendDocument', { chat_id: 501, document })) as { document: { file_id: string } };
    expect(olga.sees().at(-1)?.file).toMatchObject({ name: 'положение.txt', bytes });
    const file = (await bot.call('getFile', { file_id: sent.document.file_id })) as { file_path: string };
    const fetched = await fetch(`${api.root}/file/bot${api.token}/${file.file_path}`);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
  });

  // telegraf 4.16 stops in the middle of an upload under Node 26, so here is its form, written by hand.
  test('a form as telegraf writes it is understood', async () => {
    const part = (name: string, value: string) => `content-disposition:form-data; name="${name}"\r\n\r\n${value}`;
    const parts = [
      part('chat_id', '501'),
      part('caption', 'Положение'),
      part('document"; filename="положение.txt', 'Общие положения\r\n1.1'),
    ];
    const response = await fetch(`${api.root}/bot${api.token}/sendDocument`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=d42c41bd' },
      body: `--d42c41bd\r\n${parts.join('\r\n--d42c41bd\r\n')}\r\n--d42c41bd--`,
    });
    expect(response.status).toBe(200);
    const [, sent] = olga.sees();
    expect(sent).toMatchObject({ text: 'Положение', file: { name: 'положение.txt' } });
    expect(sent?.file?.bytes.toString()).toBe('Общие положения\r\n1.1');
  });

  test('what is no picture, and a file nobody knows', async () => {
    const refused = async (call: Promise<unknown>) => bot.refusal(await call.catch(one => one))?.description;
    expect(await refused(sendPhoto(new InputFile(Buffer.from('не картинка'), 'qr.png')))).toBe(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    expect(await refused(sendPhoto('AgACAgIAAxk'))).toBe('Bad Request: wrong file identifier/HTTP URL specified');
    expect(await refused(bot.call('getFile', { file_id: 'AgACAgIAAxk' }))).toBe(
      'Bad Request: wrong file_id or the file is temporarily unavailable',
    );
    expect(await refused(sendPhoto(new InputFile(png), { caption: 'ё'.repeat(1025) }))).toBe(
      'Bad Request: message caption is too long',
    );
  });
});

describe.each(clients)('commands set by %s', (_, client) => {
  test('are kept by their scope, and checked', async () => {
    const bot = client(api);
    const commands = [{ command: 'marks', description: 'Отметки' }];
    await bot.call('setMyCommands', { commands });
    expect(await bot.call('getMyCommands')).toEqual(commands);
    expect(await bot.call('getMyCommands', { scope: { type: 'all_private_chats' } })).toEqual([]);
    const wrong = bot.call('setMyCommands', { commands: [{ command: 'отметки', description: 'Отметки' }] });
    expect(bot.refusal(await wrong.catch(one => one))?.description).toBe('Bad Request: BOT_COMMAND_INVALID');
  });
});
