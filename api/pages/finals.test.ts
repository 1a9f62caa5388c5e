import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { courseOf, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, type SmallClass } from '#test/journal.ts';

let school: TestSchool;
let small: SmallClass;
let ivanova: TestBrowser;
let morozov: TestBrowser;
let sokolova: TestBrowser;
let [first, second] = [0, 0];
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  ivanova = await school.browser('ivanova');
  morozov = await school.browser('morozov');
  sokolova = await school.browser('sokolova');
  first = await periodIdOf(school, 'quarter', 1);
  second = await periodIdOf(school, 'quarter', 2);
});
afterAll(() => school.close());
beforeEach(() => query(school, 'truncate period_mark, notice, unlock restart identity cascade'));

const address = () => `/journal/${small.courseId}/finals`;
/** What is read on the page, its spaces made ordinary. */
const wordsOf = ({ body }: { body: string }) =>
  body.replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ').replaceAll('&#x3D;', '=');
const field = (student: number, period = second) => `final[${student}-period-${period}]`;
const shown = (marks: Record<string, unknown>) => JSON.stringify(marks);
const chosen = () =>
  query<{ student: number; value: number | null; word: string | null }>(
    school,
    'select student_id as student, value, word from period_mark where replaced_at is null order by student_id',
  );

describe('the page of final marks', () => {
  test('shows means, suggestions, what is borderline and where marks are few, in words', async () => {
    const page = await ivanova.get(address());
    expect(page.statusCode).toBe(200);
    const words = wordsOf(page);
    expect(words).toContain('<h1>Итоговые отметки: Шахматы, 3К</h1>');
    expect(words).toContain('2-я четверть: 0 из 3');
    expect(words).toContain('1-я четверть: 0 из 3, срок 21 октября прошёл, закрыто приказом');
    expect(words).toMatch(/4,44<\/span>\s*<span class="muted">→ 4<\/span>\s*<span class="chip">спорная/);
    expect(words).toContain('мало: 2 отметки');
    expect(words).toContain('Принять предложенные: 2-я четверть (1)');
    expect(words).toContain(`name="${field(small.students[0])}"`);
    expect(words).not.toContain(`name="${field(small.students[0], first)}"`);
  });

  test('saves what was typed, in numbers and words, and says so', async () => {
    const [anna, boris, vera] = small.students;
    const before = shown({ [field(anna)]: null, [field(boris)]: null, [field(vera)]: null });
    const sent = await ivanova.post(address(), {
      shown: before,
      [field(anna)]: '5',
      [field(boris)]: 'н',
      [field(vera)]: '',
    });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, address()]);
    expect(await chosen()).toEqual([
      { student: anna, value: 5, word: null },
      { student: boris, value: null, word: 'not-attested' },
    ]);
    const words = wordsOf(await ivanova.get(address()));
    expect(words).toContain('data-mark="н/а" value="н/а"');
    expect(words).toContain('отличается');
    expect(words).toContain('2-я четверть: 2 из 3');
  });

  test('takes what is typed and fills the rest by one press', async () => {
    const [anna, , vera] = small.students;
    await ivanova.post(address(), { shown: '{}', [field(anna)]: '', accept: `period-${second}` });
    expect(await chosen()).toEqual([{ student: vera, value: 4, word: null }]);
    await ivanova.post(address(), { acceptBorderline: `period-${second}` });
    expect((await chosen()).map(({ student }) => student)).toEqual([anna, vera]);
  });

  test('comes back with what was typed and a sentence at the cell', async () => {
    const [anna, boris] = small.students;
    const sent = await ivanova.post(address(), { shown: '{}', [field(anna)]: '5', [field(boris)]: '7' });
    expect(sent.statusCode).toBe(422);
    const words = wordsOf(sent);
    expect(words).toContain('value="7" aria-invalid="true"');
    expect(words).toContain('Быков Борис: итоговая отметка — целое число от 2 до 5 или «н/а».');
    expect(words).toContain('value="5"');
    expect(await chosen()).toEqual([]);
  });

  test('leaves alone what somebody changed meanwhile and this page did not touch', async () => {
    const [anna, boris] = small.students;
    const before = shown({ [field(anna)]: null, [field(boris)]: null });
    await ivanova.post(address(), { shown: before, [field(anna)]: '4', [field(boris)]: '' });
    await ivanova.post(address(), { shown: before, [field(anna)]: '', [field(boris)]: '3' });
    expect((await chosen()).map(({ value }) => value)).toEqual([4, 3]);
    const late = await ivanova.post(address(), { shown: before, [field(anna)]: '5' });
    expect(late.statusCode).toBe(409);
    expect(wordsOf(late)).toContain('итоговую отметку изменили, сейчас там «4»');
  });

  test('is read-only for the class teacher, deputy and director, and hidden from others', async () => {
    for (const login of ['fedorova', 'morozov', 'sokolova']) {
      const browser = await school.browser(login);
      const page = await browser.get(address());
      expect(page.statusCode, login).toBe(200);
      expect(page.body, login).not.toContain('mark-input');
      expect((await browser.post(address(), { [field(small.students[0])]: '5' })).statusCode, login).toBe(403);
    }
    for (const login of ['orlova', 'petrova']) {
      expect((await (await school.browser(login)).get(address())).statusCode, login).toBe(404);
    }
  });

  test('offers зачёт and незачёт in a subject without marks, and nothing in grade 1', async () => {
    await query(school, 'update course set graded = false where id = :id', { id: small.courseId });
    const [anna] = small.students;
    await ivanova.post(address(), { shown: '{}', [field(anna)]: 'pass' });
    const words = wordsOf(await ivanova.get(address()));
    expect(words).toContain('<option value="pass" selected>зачёт</option>');
    expect(words).not.toContain('Программа предлагает');
    await query(school, 'update course set graded = true where id = :id', { id: small.courseId });

    const first1 = await courseOf(school, '1А', 'Математика');
    const page = wordsOf(await (await school.browser('fedorova')).get(`/journal/${first1}/finals`));
    expect(page).toContain('В 1-м классе отметки не ставятся (пункт 3.4 Положения).');
  });
});

describe('Морозов opens one journal of the closed quarter', () => {
  const entry = () => ({ period: `${first}`, reason: 'Учитель болел', until: '2026-11-26' });

  test('and Иванова writes into it until he closes it again', async () => {
    expect(wordsOf(await morozov.get(address()))).toContain('<h2>Открыть журнал</h2>');
    expect(wordsOf(await sokolova.get(address()))).not.toContain('<h2>Открыть журнал</h2>');
    const sent = await morozov.post(`${address()}/unlock`, entry());
    expect([sent.statusCode, sent.headers.location]).toEqual([303, address()]);
    const words = wordsOf(await ivanova.get(address()));
    expect(words).toContain('открыто завучем до 26 ноября');
    const saved = await ivanova.post(address(), { shown: '{}', [field(small.students[0], first)]: '4' });
    expect(saved.statusCode).toBe(303);

    const overview = wordsOf(await morozov.get('/finals'));
    expect(overview).toContain('Учитель болел (Морозов А. П.)');
    const [unlock] = await query<{ id: number }>(school, 'select id from unlock');
    expect((await morozov.post('/finals/lock', { unlock: `${unlock!.id}` })).statusCode).toBe(303);
    const late = await ivanova.post(address(), { shown: '{}', [field(small.students[0], first)]: '5' });
    expect(late.statusCode).toBe(403);
    expect(wordsOf(late)).toContain('Период закрыт приказом');
  });

  test('and hears what is wrong in the form, with what was typed', async () => {
    const sent = await morozov.post(`${address()}/unlock`, { ...entry(), reason: ' ', until: '2026-11-26' });
    expect(sent.statusCode).toBe(422);
    expect(wordsOf(sent)).toContain('Напишите, почему журнал открывается.');
    expect(sent.body).toContain('value="2026-11-26"');
    const tooLong = await morozov.post(`${address()}/unlock`, { ...entry(), until: '2027-05-01' });
    expect(wordsOf(tooLong)).toContain('Выберите день от 24 ноября до 24 декабря.');
  });
});

describe('the overview', () => {
  test('shows each class with who has not finished, and lets the director alone close the quarter after its end', async () => {
    const [anna] = small.students;
    await ivanova.post(address(), { shown: '{}', [field(anna)]: '5' });
    const words = wordsOf(await sokolova.get('/finals'));
    expect(words).toContain('>3К</th><td class="num" data-label="Выставлено">1 из 3</td>');
    expect(words).toContain(`<a href="${address()}">Шахматы</a>: 1 из 3, Иванова Н. П.`);
    expect(words).toContain('Закрыть период можно начиная с его последнего дня.');
    const early = await sokolova.post('/finals/close', { kind: 'quarter', number: '2' });
    expect(early.statusCode).toBe(422);
    expect(wordsOf(early)).toContain('2-я четверть идёт до 30 декабря, раньше закрыть нельзя.');

    const reopened = await sokolova.post(`/finals/reopen?period=${first}`, { kind: 'quarter', number: '1' });
    expect([reopened.statusCode, reopened.headers.location]).toEqual([303, `/finals?period=${first}`]);
    const past = wordsOf(await sokolova.get(`/finals?period=${first}`));
    expect(past).toContain('Закрыть период</button>');
    expect(wordsOf(await morozov.get(`/finals?period=${first}`))).not.toContain('Закрыть период</button>');
    expect((await morozov.post('/finals/close', { kind: 'quarter', number: '1' })).statusCode).toBe(403);
    expect((await sokolova.post('/finals/close', { kind: 'quarter', number: '1' })).statusCode).toBe(303);
    expect((await sokolova.post('/finals/close', { kind: 'quarter', number: '1' })).statusCode).toBe(409);
  });

  test('shows Иванова her own courses and those of 5Б, and nothing to families', async () => {
    const words = wordsOf(await ivanova.get('/finals'));
    expect(words).toContain('>5Б</th>');
    expect(words).toContain('>3К</th>');
    expect(words).not.toContain('>11А</th>');
    for (const login of ['petrova', 'masha']) {
      expect((await (await school.browser(login)).get('/finals')).statusCode).toBe(404);
    }
    expect((await ivanova.get('/finals?period=999')).statusCode).toBe(404);
  });
});
