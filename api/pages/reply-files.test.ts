import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gif, pdf, pngOf } from '#test/files.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let ivanova: TestBrowser;
let orlova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  ivanova = await school.browser('ivanova');
  orlova = await school.browser('orlova');
});
afterAll(() => school.close());

const topic = '/forum/topics/1';
type Part = [name: string, content: Buffer | string, type?: string];
const formOf = (fields: Record<string, string>, files: Part[]) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, content, type] of files)
    form.append('files', new File([Buffer.from(content)], name, { type: type ?? 'image/png' }));
  return form;
};
const answer = (text: string, ...files: Part[]) => {
  school.world.pass(10_000);
  return ivanova.upload(topic, formOf({ text }, files));
};
const words = ({ body }: { body: string }) => body.replace(/\s+|&nbsp;/g, ' ');
const hungOn = async (address: string) => {
  const [, number] = /#reply-(\d+)/.exec(address) ?? [];
  const rows = await query<{ href: string }>(
    school,
    `select '/forum/replies/' || r.id || '/files/' || h.id as href
     from reply_file h join reply r on r.id = h.reply_id where r.topic_id = 1 and r.number = :number order by h.id`,
    { number },
  );
  return rows.map(({ href }) => href);
};

describe('files of a reply in the browser', () => {
  test('a picture stands in the text with its place kept, another file as a line with its size', async () => {
    const sent = await answer('Смотрите.', ['Схема № 1.png', pngOf(1280, 640)], ['План.pdf', pdf]);
    expect(sent.statusCode).toBe(303);
    const [picture, paper] = await hungOn(sent.headers.location!);
    const page = (await orlova.get(topic)).body;
    expect(page).toContain(
      `<a href="${picture}" target="_blank" rel="noopener"><img src="${picture}" alt="Схема № 1.png" width="320" height="160" loading="lazy" decoding="async"></a>`,
    );
    expect(page).toMatch(
      new RegExp(`<a class="attachment" href="${paper}">.*<span>План.pdf</span> <small>1\\sкБ</small>`),
    );
    const shown = await orlova.get(picture!);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
      'content-disposition': expect.stringMatching(/^inline; filename="[^"]*\.png"/),
      'cache-control': 'private, no-cache',
    });
    expect(shown.rawPayload.equals(pngOf(1280, 640))).toBe(true);
    const again = await (await school.server()).inject({
      url: picture!,
      headers: { cookie: orlova.cookie, 'if-none-match': shown.headers.etag as string },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await (await school.browser('petrova')).get(picture!)).statusCode).toBe(404);
    expect((await (await school.browser()).get(picture!)).statusCode).toBe(303);
  });

  test.each<[string, Part, RegExp]>([
    [
      'an SVG with a script',
      ['знак.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'],
      /такого вида прикрепить нельзя/,
    ],
    ['a page', ['страница.html', '<script>alert(1)</script>', 'text/html'], /такого вида прикрепить нельзя/],
    [
      'a page called a picture',
      ['знак.png', '<!doctype html><script>alert(1)</script>'],
      /Внутри файла не то, что обещает его имя/,
    ],
    ['a script called a GIF', ['знак.gif', 'GIF89a/*;alert(1)//', 'image/gif'], /Внутри файла не то/],
    [
      'a GIF with a script behind it',
      ['знак.gif', Buffer.concat([gif, Buffer.from('/*<script>alert(1)</script>*/')])],
      /Внутри файла не то/,
    ],
    ['a page that says it is a PDF', ['план.pdf', '<script>alert(1)</script>%PDF-1.4 %%EOF'], /Внутри файла не то/],
    ['an empty file', ['знак.png', ''], /Файл пустой/],
  ])('%s is refused in a sentence, and the text stays', async (_what, part, sentence) => {
    const refused = await answer('Мой длинный текст', part);
    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toMatch(sentence);
    expect(refused.body).toContain('Мой длинный текст</textarea>');
    expect(refused.body).not.toContain('alert(1)');
  });

  test('a PDF that holds a page is shown as a PDF alone', async () => {
    const both = Buffer.concat([Buffer.from('%PDF-1.4\n<script>alert(1)</script>\n'), pdf.subarray(9)]);
    const sent = await answer('Два в одном.', ['план.pdf', both, 'text/html']);
    const [paper] = await hungOn(sent.headers.location!);
    expect((await orlova.get(paper!)).headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  test('a picture of fifty megabytes is refused beside the field, and the text stays', async () => {
    const refused = await answer('Мой длинный текст', ['снимок.png', Buffer.alloc(50 * 1024 * 1024)]);
    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toContain('Файл больше 10 МБ. Сожмите его или разделите на части.');
    expect(refused.body).toContain('Мой длинный текст</textarea>');
  });

  test('of eleven files none is taken, and each refusal among several says of which it speaks', async () => {
    const eleven = await answer('Все сразу', ...Array.from({ length: 11 }, (_, n): Part => [`${n}.png`, pngOf()]));
    expect([eleven.statusCode, words(eleven).includes('не больше 10 файлов')]).toEqual([422, true]);
    const among = await answer('Все сразу', ['схема.png', pngOf()], ['игра.exe', 'MZ']);
    expect(words(among)).toContain('Файл «игра.exe» прикрепить нельзя: не тот вид.');
    expect(among.body).toContain('Все сразу</textarea>');
  });

  test('a reply of a hundred thousand letters is refused, and not one of them is lost', async () => {
    const long = 'ж'.repeat(100_000);
    const refused = await answer(long);
    expect(refused.statusCode).toBe(422);
    expect(words(refused)).toContain('В тексте 100 000 знаков, помещается 20 000.');
    expect(refused.body).toContain(`>\n${long}</textarea>`);
  });

  test('a name with markup in it is shown as a name', async () => {
    await answer('Имя.', ['<img src=x onerror=alert(1)>.png', pngOf()]);
    const page = (await orlova.get(topic)).body;
    expect(page).toContain('alt="&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;.png"');
  });

  test('a script that sends files is told where to go on', async () => {
    school.world.pass(10_000);
    const form = formOf({ text: 'Со сценарием.', _csrf: ivanova.csrfToken }, [['схема.png', pngOf()]]);
    const sent = new Request('http://zvonok', { method: 'POST', body: form });
    const answered = await (await school.server()).inject({
      method: 'POST',
      url: topic,
      headers: { cookie: ivanova.cookie, 'content-type': sent.headers.get('content-type')!, 'x-sent-by': 'script' },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    expect(answered.json()).toEqual({ next: expect.stringMatching(/^\/forum\/topics\/1\?page=1#reply-\d+$/) });
    expect(answered.cookies.map(({ value }) => value)).toContain('forum/replied');
  });
});

describe('an edit in the browser', () => {
  test('takes a file away and adds one; the history shows both times', async () => {
    const sent = await answer('С файлом.', ['первый.png', pngOf(), 'image/png']);
    const [href] = await hungOn(sent.headers.location!);
    const [, reply, file] = /replies\/(\d+)\/files\/(\d+)/.exec(href!)!;
    const form = await ivanova.get(`/forum/replies/${reply}/edit`);
    expect(form.body).toContain(`name="removed" value="${file}"`);
    school.world.pass(60_000);
    const edit = { text: 'С другим файлом.', version: '1', removed: file! };
    const saved = await ivanova.upload(`/forum/replies/${reply}/edit`, formOf(edit, [['второй.png', pngOf()]]));
    expect(saved.statusCode).toBe(303);
    const history = words(await orlova.get(`/forum/replies/${reply}/history`));
    expect(history).toMatch(/Версия 2.*второй\.png.*Версия 1.*первый\.png/);
    expect((await orlova.get(href!)).statusCode).toBe(200);
  });

  test('of two at once keeps both texts: one on the forum, the other in the form', async () => {
    const sent = await answer('Начало.');
    const number = /#reply-(\d+)/.exec(sent.headers.location!)![1];
    const [row] = await query<{ id: number }>(school, 'select id from reply where topic_id = 1 and number = :number', {
      number,
    });
    const address = `/forum/replies/${row!.id}/edit`;
    school.world.pass(60_000);
    expect((await ivanova.upload(address, formOf({ text: 'С телефона.', version: '1' }, []))).statusCode).toBe(303);
    const late = await ivanova.upload(
      address,
      formOf({ text: 'С компьютера.', version: '1' }, [['схема.png', pngOf()]]),
    );
    expect(late.statusCode).toBe(409);
    expect(words(late)).toContain('Пока вы писали, этот ответ изменили в другом окне.');
    expect(late.body).toMatch(/Сейчас на форуме<\/h2>\s*<div class="prose"><p>С телефона\.<\/p>/);
    expect(late.body).toContain('С компьютера.</textarea>');
    expect(late.body).toContain('name="version" value="2"');
    expect(words(late)).toContain('Файлы нужно выбрать заново');
    expect((await ivanova.upload(address, formOf({ text: 'Вместе.', version: '2' }, []))).statusCode).toBe(303);
  });
});

describe('reactions in the browser', () => {
  test('one tap puts a sign there, the next takes it back, and the page comes again at the reply', async () => {
    const [reply] = await query<{ id: number }>(school, 'select id from reply where topic_id = 1 and number = 1');
    const address = `/forum/replies/${reply!.id}/reactions`;
    const put = await orlova.post(address, { kind: 'thanks' });
    expect([put.statusCode, put.headers.location]).toEqual([303, `/forum/replies/${reply!.id}`]);
    const page = words(await orlova.get(topic));
    expect(page).toMatch(
      /<button class="reaction" name="kind" value="thanks" aria-pressed="true"[^>]*>.*?Спасибо<\/span> 1<\/button>/,
    );
    expect(page).toContain('Спасибо: Орлова М. А.');
    expect(words(await ivanova.get(topic))).toMatch(/type="button" aria-disabled="true" data-same="thanks"/);
    const own = words(await ivanova.get(address));
    expect(own).toContain('Спасибо: 1</dt><dd>Орлова М. А.');
    expect(own).not.toContain('value="thanks"');
    expect(words(await orlova.get(address))).toContain('value="thanks"');
    await orlova.post(address, { kind: 'thanks' });
    expect(words(await orlova.get(topic))).not.toContain('Спасибо: Орлова М. А.');
    expect((await orlova.post(address, { kind: 'thanks' }, { token: false })).statusCode).toBe(403);
  });

  test('a flood of them is held back', async () => {
    school.world.pass(60_000);
    const [reply] = await query<{ id: number }>(school, 'select id from reply where topic_id = 1 and number = 1');
    const address = `/forum/replies/${reply!.id}/reactions`;
    for (let tap = 0; tap < 60; tap++) await orlova.post(address, { kind: 'joy' });
    const next = await orlova.post(address, { kind: 'joy' });
    expect([next.statusCode, words(next).includes('Слишком часто.')]).toEqual([429, true]);
    expect((await (await school.browser('volkov')).post(address, { kind: 'joy' })).statusCode).toBe(303);
    school.world.pass(60_000);
    expect((await orlova.post(address, { kind: 'joy' })).statusCode).toBe(303);
  });
});
