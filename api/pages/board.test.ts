import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docx, pdf } from '#test/files.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let sokolova: TestBrowser;
let ivanova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  sokolova = await school.browser('sokolova');
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const fields = {
  kind: 'order',
  number: '',
  date: '2026-11-24',
  title: 'О дежурстве <по школе>',
  text: 'ПРИКАЗЫВАЮ:\n1. Составить график.\n\n<script>alert(1)</script>',
  audience: 'staff',
};
const formWith = (changed: Record<string, string | string[]>, file?: { name: string; content: Buffer }) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changed }))
    for (const one of [value].flat()) form.append(name, one);
  // A browser sends an empty part when no file was chosen.
  form.append('file', new Blob([new Uint8Array(file?.content ?? Buffer.alloc(0))]), file?.name ?? '');
  return form;
};
const post = (changed: Record<string, string | string[]> = {}, file?: { name: string; content: Buffer }) =>
  sokolova.upload('/board', formWith(changed, file));
/** What is read on the page, its spaces made ordinary. */
const wordsOf = ({ body }: { body: string }) => body.replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ');
const count = async () =>
  (await school.orm.em.fork().execute<{ n: number }[]>('select count(*)::int as n from board_document'))[0]!.n;

describe('Соколова posts an order', () => {
  test('and Иванова finds it on top, reads it and presses «Ознакомлен»', async () => {
    const posted = await post();
    expect(posted.statusCode).toBe(303);
    const address = posted.headers.location as string;

    const board = await ivanova.get('/board');
    expect(board.statusCode).toBe(200);
    expect(board.body.indexOf(`href="${address}"`)).toBe(
      board.body.indexOf('href="/board/', board.body.indexOf('class="list"')),
    );

    const paper = wordsOf(await ivanova.get(address));
    expect(paper).toContain('<h1>О дежурстве &lt;по школе&gt;</h1>');
    expect(paper).toContain('1. Составить график.</p>');
    expect(paper).toContain('&lt;script&gt;');
    expect(paper).toContain('Ознакомлен</button>');
    expect(paper).not.toContain('Лист ознакомления');

    const said = await ivanova.post(`${address}/acknowledgement`);
    expect([said.statusCode, said.headers.location]).toEqual([303, address]);
    const read = wordsOf(await ivanova.get(address));
    expect(read).toContain('Вы ознакомились 24 ноября в 12:30');
    expect(read).not.toContain('Ознакомлен</button>');

    const sheet = wordsOf(await sokolova.get(address));
    expect(sheet).toContain('<b>1 из 25</b>');
    expect(sheet).toMatch(/<li class="yes"><span>Иванова Наталья Петровна /);
    expect(sheet).toMatch(/<li class="no"><span>Волков Денис Олегович /);
  });

  test('with a wrong value the form comes back with a sentence at the field and everything typed', async () => {
    const before = await count();
    const answer = await post({ title: ' ', number: '7', audience: ['class-teacher', 'deputy'] });
    expect(answer.statusCode).toBe(422);
    expect(wordsOf(answer)).toContain('Напишите заголовок: о чём документ.');
    expect(answer.body).toContain('value="7"');
    expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;</textarea>');
    const checked = [...answer.body.matchAll(/name="audience" value="([\w-]+)" checked/g)].map(match => match[1]);
    expect(checked).toEqual(['class-teacher', 'deputy']);
    expect(wordsOf(answer)).not.toContain('Файлы нужно выбрать заново');
    expect(await count()).toBe(before);
  });

  test('with nobody to read it nobody is ticked for her', async () => {
    const form = formWith({});
    form.delete('audience');
    const answer = await sokolova.upload('/board', form);
    expect(answer.statusCode).toBe(422);
    expect(wordsOf(answer)).toContain('Отметьте, кому адресован документ.');
    expect(answer.body).not.toMatch(/name="audience" value="[\w-]+" checked/);
  });

  test('a number out of turn is asked about once', async () => {
    const asked = await post({ number: '57' });
    expect(asked.statusCode).toBe(422);
    expect(wordsOf(asked)).toContain('Следующий по порядку — № 7.');
    expect(asked.body).toContain('name="outOfTurn"');
    expect(wordsOf(await post({ number: 'семь' }))).toContain('Номер — это целое число от 1.');
    expect(wordsOf(await post({ number: '1' }))).not.toContain('name="outOfTurn"');
    const posted = await post({ number: '57', outOfTurn: 'yes' });
    expect(wordsOf(await sokolova.get(posted.headers.location as string))).toContain('№ 57');
  });

  test('a wrong file is refused at its field, and the form says that files must be chosen anew', async () => {
    const before = await count();
    const wrong = await post({}, { name: 'картинка.svg', content: Buffer.from('<svg/>') });
    expect(wrong.statusCode).toBe(422);
    expect(wordsOf(wrong)).toContain('Файл такого вида прикрепить нельзя. Подойдут: pdf, docx');
    const elsewhere = await post({ title: '' }, { name: 'Приказ.pdf', content: pdf });
    expect(wordsOf(elsewhere)).toContain('Файлы нужно выбрать заново');
    const large = await post({}, { name: 'Приказ.pdf', content: Buffer.concat([pdf, Buffer.alloc(11_000_000)]) });
    expect(wordsOf(large)).toContain('Файл больше 10 МБ.');
    const huge = await post({}, { name: 'Приказ.pdf', content: Buffer.concat([pdf, Buffer.alloc(50_000_000)]) });
    expect([huge.statusCode, wordsOf(huge).includes('Файл больше 10 МБ.')]).toEqual([422, true]);
    expect(wordsOf(huge)).toContain('Составить график');
    expect(await count()).toBe(before);
  });

  test('a text longer than a hundred thousand characters is refused, not cut', async () => {
    const answer = await post({ text: 'я'.repeat(150_000) });
    expect(answer.statusCode).toBe(422);
    expect(wordsOf(answer).includes('Текст длиннее 100 000 знаков.')).toBe(true);
  });
});

describe('a file of an order', () => {
  const name = "График «дежурств» №1; 5%; (it's).pdf";

  test('reaches those who may see the order, and nobody guesses at it', async () => {
    const address = (await post({}, { name, content: pdf })).headers.location as string;
    const file = await ivanova.get(`${address}/file`);
    const encoded = encodeURIComponent(name).replace('(', '%28').replace("'", '%27').replace(')', '%29');
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.equals(pdf)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="______ __________ _1; 5_; (it's).pdf"; filename*=UTF-8''${encoded}`,
    });
    expect(file.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await (await school.browser('petrova')).get(`${address}/file`)).statusCode).toBe(404);
    expect((await (await school.browser()).get(`${address}/file`)).headers.location).toMatch(/^\/sign-in/);
  });

  test('that a browser can’t show is saved', async () => {
    const address = (await post({}, { name: 'План.docx', content: docx })).headers.location as string;
    const { headers } = await ivanova.get(`${address}/file`);
    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  test('is hidden with an order for others', async () => {
    const posted = await post({ audience: 'registrar' }, { name, content: pdf });
    expect((await ivanova.get(`${posted.headers.location}/file`)).statusCode).toBe(404);
    expect((await ivanova.get(posted.headers.location as string)).statusCode).toBe(404);
  });

  test('is not there when none was attached', async () => {
    const address = (await post()).headers.location;
    expect((await ivanova.get(`${address}/file`)).statusCode).toBe(404);
  });
});

describe('who may post', () => {
  test('Морозов is offered an announcement and nothing else', async () => {
    const morozov = await school.browser('morozov');
    const blank = await morozov.get('/board/new');
    expect(wordsOf(blank)).toContain('<h1>Новое объявление</h1>');
    expect(blank.body).not.toContain('kind=order');
    const order = await morozov.get('/board/new?kind=order');
    expect([order.statusCode, wordsOf(order).includes('Приказы публикует директор.')]).toEqual([403, true]);
    expect((await morozov.upload('/board', formWith({ kind: 'announcement' }))).statusCode).toBe(303);
    expect((await morozov.upload('/board', formWith({}))).statusCode).toBe(403);
  });

  test('Иванова sees no button for it', async () => {
    expect((await ivanova.get('/board')).body).not.toContain('/board/new');
    expect((await ivanova.get('/board/new')).statusCode).toBe(403);
  });
});

test.each(['petrova', 'masha', 'kozlova', 'belova'])('%s finds nothing at any address of the board', async login => {
  const browser = await school.browser(login);
  for (const address of ['/board', '/board?kind=order', '/board/new', '/board/1', '/board/1/file'])
    expect([address, (await browser.get(address)).statusCode]).toEqual([address, 404]);
  expect((await browser.post('/board', fields)).statusCode).toBe(404);
  expect((await browser.upload('/board', formWith({}))).statusCode).toBe(404);
  expect((await browser.post('/board/1/acknowledgement')).statusCode).toBe(404);
  expect((await browser.get('/')).body).not.toContain('href="/board');
});

test.each(['/board/0', '/board/x', '/board/99999999999', '/board/1e3', '/board/999999'])(
  '%s is not found',
  async address => {
    expect((await ivanova.get(address)).statusCode).toBe(404);
  },
);

test.each(['?kind=decree', '?kind=order&kind=order', '?page=-1', '?year=0', '?page=99', '?kind='])(
  'the board at %s shows itself all the same',
  async query => {
    expect((await ivanova.get(`/board${query}`)).statusCode).toBe(200);
  },
);

test('the number of what waits stands on the navigation', async () => {
  const volkov = await school.browser('volkov');
  const badge = async () =>
    Number(/data-nav="board"[\s\S]*?<span class="count">(\d+)/.exec((await volkov.get('/board')).body)?.[1] ?? 0);
  const before = await badge();
  await post();
  expect(await badge()).toBe(before + 1);
});

test('the page of the board asks the database no more when there is more on it', async () => {
  const ask = () => school.countQueries(() => ivanova.get('/board'));
  const before = await ask();
  for (let n = 0; n < 5; n++) await post();
  expect(await ask()).toBe(before);
});

test('the лист ознакомления names everybody by the alphabet, with the time or a line to sign on', async () => {
  const sheet = await school.browser('sokolova');
  const posted = await sheet.post('/board', {
    ...fields,
    kind: 'order',
    audience: 'staff',
    acknowledgeBy: '2026-11-27',
  });
  const address = posted.headers.location as string;
  await ivanova.post(`${address}/acknowledgement`);
  const page = wordsOf(await sheet.get(`${address}/acknowledgements`));
  expect(page).toContain('Ознакомиться до 27 ноября 2026 года');
  const names = [...page.matchAll(/<tr><td data-label="№">(\d+)<\/td><th scope="row">([^<]+)/g)].map(
    ([, number, name]) => [Number(number), name!] as const,
  );
  const people = names.map(([, name]) => name);
  expect(names.map(([number]) => number)).toEqual(people.map((_, index) => index + 1));
  expect(people).toHaveLength(25);
  expect(people).toEqual(people.toSorted(new Intl.Collator('ru').compare));
  expect(page).toMatch(
    /Иванова Наталья Петровна<\/th><td data-label="Должность">учитель, классный руководитель<\/td>\s*<td data-label="Ознакомлен">24 ноября 2026 в 12:30, на сайте/,
  );
  expect(page.match(/«____»/g)).toHaveLength(24);
  expect(page).toMatch(/Директор<\/span>.*Е\. В\. Соколова/s);
  expect((await ivanova.get(`${address}/acknowledgements`)).statusCode).toBe(403);
});
