import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runReport } from '#journal/reports/run-report.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { lessonOf, query } from '#test/journal.ts';
import { linesOf, wrongSums } from '#test/sheets.ts';

// Tuesday, 24 November: Иванова calls in ill; the deputy Морозов looks after her lessons, page by page.
let school: TestSchool;
let morozov: TestBrowser;
let volkov: number;
let address: string;
beforeAll(async () => {
  school = await openTestSchool();
  for (const table of ['substitution', 'teacher_absence']) await query(school, `delete from ${table}`);
  morozov = await school.browser('morozov');
  volkov = await school.person('volkov');
});
afterAll(() => school.close());

const wordsOf = (body: string) =>
  body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll(/&nbsp;|\u00a0|\s+/g, ' ');
const read = async (url: string, browser = morozov) => wordsOf((await browser.get(url)).body);
const ill = async (more: object = {}) => ({
  ...{ teacherId: String(await school.person('ivanova')), since: '2026-11-25', until: '2026-11-27' },
  ...{ reason: 'болезнь', orderNumber: '', orderDate: '', ...more },
});

describe('the deputy', () => {
  test('writes down who is ill, and sees her lessons with who is free and why', async () => {
    expect(await read('/substitutions')).toContain('Замещений в этот день нет');
    expect((await morozov.post('/substitutions/new', await ill({ until: '2026-11-20' }))).statusCode).toBe(422);
    const sent = await morozov.post('/substitutions/new', await ill());
    expect(sent.statusCode).toBe(303);
    address = sent.headers.location as string;
    const page = await read(address);
    expect(page).toMatch(/Отсутствует с 25 ноября по 27 ноября\. без замены: \d+ уроков/);
    expect(page).toMatch(/\d-й урок, 5Б, Математика/);
    expect(page).toMatch(/Ведёт этот предмет( и знает класс)?; .+?; замещений в этом месяце/);
    expect(await read('/substitutions?day=2026-11-25')).toContain('пока никто');
    expect(await read('/')).toMatch(/Уроки без замены Замещения дальше: \d+/);
    expect(await read('/', await school.browser('volkov'))).not.toContain('Уроки без замены');
  });

  test('gives one lesson with one press; a second press says who has it', async () => {
    const lesson = await freeForVolkov();
    const decide = () => morozov.post(`${address}/lessons/${lesson}`, { decision: `instead-${volkov}` });
    expect((await decide()).statusCode).toBe(303);
    expect(await read(address)).toContain('Ведёт Волков Д. О.');
    const again = await decide();
    expect(again.statusCode).toBe(409);
    expect(wordsOf(again.body)).toMatch(
      /замена уже есть, ведёт Волков Д\. О\. Чтобы назначить другого, сначала снимите эту\./,
    );
    expect((await morozov.post(`${address}/lessons/${lesson}/withdrawal`)).statusCode).toBe(303);
    expect((await morozov.post(`${address}/lessons/${lesson}`, { decision: 'кто-нибудь' })).statusCode).toBe(422);
  });

  test('looks at all that is suggested and gives it at once', async () => {
    const { body } = await morozov.get(`${address}/all`);
    const chosen = [...body.matchAll(/name="(decision\[\d+\])"[\s\S]*?<option value="([^"]+)" selected>/g)];
    expect(chosen.length).toBeGreaterThan(6);
    const fields = Object.fromEntries(chosen.map(([, name, value]) => [name!, value!]));
    expect((await morozov.post(`${address}/all`, fields)).statusCode).toBe(303);
    expect(await read(address)).not.toContain('без замены');
    const [row] = await query<{ count: number }>(school, 'select count(*)::int as count from substitution');
    expect(row!.count).toBe(chosen.length);
  });

  test('writes the order once, later; the journal of substitutions has it in every line, with hours summed up', async () => {
    const more = { orderNumber: '118-з', orderDate: '2026-11-26', reason: 'больничный' };
    expect((await morozov.post(address, await ill(more))).statusCode).toBe(303);
    const span = { from: '2026-11-01', to: '2026-11-30' };
    const { view } = await school.as('morozov', act => runReport(act, 'substitutions', span));
    const document = school.press.sheets('substitutions', view);
    const lines = linesOf(document);
    const given = lines.filter(line => line.includes('больничный | № 118-з от 26.11.2026 | 1'));
    expect(lines.at(-1)).toMatch(new RegExp(`^Всего .*\\| ${given.length}$`));
    expect(given.length).toBe(lines.filter(line => !/^(Итого|Всего)/.test(line)).length);
    expect(wrongSums(document)).toEqual([]);
    const book = await morozov.get('/reports/substitutions/xlsx?from=2026-11-01&to=2026-11-30');
    expect(book.headers['content-type']).toContain('spreadsheet');
  });
});

/** A lesson of the absence for which Волков is offered. */
async function freeForVolkov(): Promise<number> {
  const answer = await morozov.json('GET', `/api/teacher-absences/${address.split('/').at(-1)}`);
  const { lessons } = answer.json() as { lessons: { lessonId: number; candidates: { id: number }[] }[] };
  return lessons.find(({ candidates }) => candidates.some(({ id }) => id === volkov))!.lessonId;
}

describe('others', () => {
  test('of the staff read who stands in, without a word of why; families see it in the diary', async () => {
    const orlova = await school.browser('orlova');
    const page = await read('/substitutions?day=2026-11-25', orlova);
    expect(page).toContain('Иванова Н. П.');
    expect(page).not.toContain('больничный');
    expect(page).not.toContain('Учитель отсутствует');
    const report = await read('/reports/substitutions?from=2026-11-01&to=2026-11-30', orlova);
    expect(report).toContain('118-з');
    expect(report).not.toContain('больничный');
    expect((await orlova.get(address)).statusCode).toBe(404);
    expect((await orlova.get('/substitutions/new')).statusCode).toBe(403);
    const mother = await school.browser('petrova');
    expect((await mother.get('/substitutions')).statusCode).toBe(404);
    expect(await read('/diary?day=2026-11-25', await school.browser('masha'))).toContain('замещает');
  });
});

describe('a program', () => {
  test('enters, decides, reads, takes back', async () => {
    const enter = { ...(await ill({ since: '2026-12-01', until: '2026-12-01' })), orderDate: null };
    const teacherId = Number(enter.teacherId);
    const made = await morozov.json('POST', '/api/teacher-absences', { ...enter, teacherId });
    expect(made.statusCode).toBe(201);
    const { id } = made.json() as { id: number };
    const lessonId = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-12-01' });
    const decisions = [{ lessonId, kind: 'cancelled' }];
    expect((await morozov.json('POST', `/api/teacher-absences/${id}/decisions`, { decisions })).statusCode).toBe(204);
    const day = (await morozov.json('GET', '/api/substitutions?day=2026-12-01')).json() as { lessons: object[] };
    expect(day.lessons).toContainEqual(expect.objectContaining({ lessonId, decided: 'cancelled', substitute: null }));
    expect((await morozov.json('DELETE', `/api/substitutions/lessons/${lessonId}`)).statusCode).toBe(204);
    expect((await morozov.json('DELETE', `/api/teacher-absences/${id}`)).statusCode).toBe(204);
    expect((await morozov.json('GET', `/api/teacher-absences/${id}`)).statusCode).toBe(404);
    const list = (await morozov.json('GET', '/api/substitutions/list?from=2026-11-01&to=2026-11-30')).json();
    expect(list).toMatchObject({ withReasons: true, lines: expect.any(Array) });
  });
});
