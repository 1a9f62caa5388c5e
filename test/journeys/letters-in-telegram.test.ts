import type { Message } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../bot-api/person.ts';
import type { TestBrowser } from '../house.ts';
import { query, studentOf } from '../journal.ts';
import { type OpenSchool, openSchoolWithTelegram } from '../telegram.ts';

let school: OpenSchool;
let olga: Person;
let natalya: Person;
let petrova: TestBrowser;
let ivanova: TestBrowser;
let masha: number;

beforeAll(async () => {
  school = await openSchoolWithTelegram();
  masha = await studentOf(school, 'Петрова Мария');
  [petrova, ivanova] = [await school.browser('petrova'), await school.browser('ivanova')];
  olga = await school.linkedPhone('petrova', { id: 501, first_name: 'Ольга' });
  natalya = await school.linkedPhone('ivanova', { id: 502, first_name: 'Наталья' });
});
afterAll(() => school.close());

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const write = (from: TestBrowser, body: object) => from.json('POST', '/api/letters', { studentId: masha, ...body });

describe('letters in Telegram', () => {
  it('the notice says who wrote and not a word of what; «Открыть» shows it', async () => {
    await write(petrova, { toId: await school.person('ivanova'), title: 'Вопрос', text: 'Маша забыла тетрадь.' });
    const notice = await natalya.receives('Новое письмо');
    expect(plain(notice.text)).toContain('Новое письмо: Петрова О. Н. (Мария, 5Б)');
    expect(notice.text).not.toMatch(/тетрадь|Вопрос/);
    natalya.presses('Открыть', notice);
    expect((await natalya.receives('Маша забыла тетрадь.')).buttons.flat()).toContain('Ответить');
  });

  it('replying to the notice posts an answer, once, and the other hears of it', async () => {
    await write(petrova, { toId: await school.person('ivanova'), text: 'Когда собрание?' });
    const notice = await natalya.receives('Новое письмо');
    const reply_to_message = { message_id: notice.id } as Message['reply_to_message'];
    natalya.sends({ text: 'В четверг, в 18:00.', reply_to_message } as Partial<Message>);
    await natalya.receives('Отправлено.');
    const told = await olga.receives('Иванова');
    expect(told.text).not.toContain('18:00');
    const [line] = (await petrova.json('GET', '/api/letters')).json().letters;
    const { replies } = (await petrova.json('GET', `/api/letters/${line.id}`)).json();
    expect(replies.map((part: { text: string }) => part.text)).toEqual(['Когда собрание?', 'В четверг, в 18:00.']);
  });

  it('a reply to any other message is an ordinary message', async () => {
    olga.says('меню');
    const menu = await olga.receives('Здравствуйте');
    olga.sends({ text: 'отметки', reply_to_message: { message_id: menu.id } } as Partial<Message>);
    expect((await olga.receives(/^Мария|^Иван/)).buttons.length).toBeGreaterThan(0);
  });

  it('a stranger’s reply to a number of a notice is a stranger’s', async () => {
    const stranger = school.api.person({ id: 666, first_name: 'Прохожий' });
    stranger.sends({ text: 'Отвечаю', reply_to_message: { message_id: 1 } } as Partial<Message>);
    expect((await stranger.receives()).text).toContain('Мессенджеры');
  });

  it('Ольга reports an absence in the middle of which come a sticker, an edit, a voice, a photograph and something forwarded', async () => {
    olga.says('/absent');
    const when = await olga.receives('Когда не будет');
    if (!when.text.includes('Мария')) {
      olga.presses(`absent ${masha}`);
      await olga.receives('Мария');
    }
    const typed = olga.says('с 25 по 26 ноября');
    await olga.receives('По какой причине');
    olga.sendsSticker();
    expect(plain((await olga.receives('Стикеры')).text)).toContain('Ваш ответ я всё ещё жду.');
    olga.edits(typed, 'с 25 по 30 ноября');
    await olga.receives('Исправления в');
    olga.sends({ voice: { file_id: 'v', file_unique_id: 'v', duration: 3 } });
    await olga.receives('Голосовые');
    olga.sends({ photo: [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }], caption: 'справка' });
    await olga.receives('Файлы');
    olga.forwards('болеет');
    await olga.receives('Пересланное');
    olga.presses('Болезнь');
    const confirm = await olga.receives('Отправить классному');
    expect(confirm.text).not.toMatch(/болезн/i);
    olga.presses('Отправить');
    await olga.receives('Отправлено классному');
    const notes = await query(
      school,
      'select since::text, until::text, reason from absence_note order by id desc limit 1',
    );
    expect(notes).toEqual([{ since: '2026-11-25', until: '2026-11-26', reason: 'ill' }]);
  });

  it('Наталья accepts it under the notice, and Ольга hears of it; nothing of the reason has been said to either', async () => {
    const notice = await natalya.receives('родители сообщили');
    natalya.presses('Принять', notice);
    await natalya.receives('принято');
    expect(plain((await olga.receives('объяснение')).text)).toContain('принято');
    for (const phone of [natalya, olga]) {
      const said = phone.sees().filter(({ text }) => /не будет|объяснен|принято/.test(text));
      expect(said.map(({ text }) => text).join()).not.toMatch(/болезн/i);
    }
    natalya.presses('Отклонить', notice);
    expect(plain((await natalya.receives('уже')).text)).toContain('уже принято');
  });

  it('four thousand characters come as one letter though Telegram has cut them in two', async () => {
    olga.says('/message');
    const whom = await olga.receives('Кому написать');
    if (!whom.text.includes('Мария')) {
      olga.presses(`message ${masha}`);
      await olga.receives('Мария');
    }
    olga.presses(`message/to ${masha} ${await school.person('ivanova')}`);
    await olga.receives('Напишите текст');
    olga.says('а'.repeat(3900));
    await olga.receives('Отправить?');
    olga.says('б'.repeat(1500));
    await olga.receives('б'.repeat(100));
    await olga.receives('Отправить?').catch(() => undefined);
    olga.says('да');
    await olga.receives('Отправлено');
    const list = (await ivanova.json('GET', '/api/letters')).json().letters;
    const { replies } = (await ivanova.json('GET', `/api/letters/${list[0].id}`)).json();
    expect(replies[0].text).toBe(`${'а'.repeat(3900)}\n\n${'б'.repeat(1500)}`);
  });
});
