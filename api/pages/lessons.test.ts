import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let ivanova: TestBrowser;
let id: number;
let anna: number;
let boris: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris] = chess.students;
  id = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
/** The fields of the lesson's form as a browser would send them back untouched. */
const fieldsOf = (html: string): Record<string, string> => {
  const decode = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
  const form = html.slice(html.indexOf('data-lesson>'), html.indexOf('</form>', html.indexOf('data-lesson>')));
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    const isOff = /type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag);
    if (name && !isOff) fields[name] = decode(/value="([^"]*)"/.exec(tag)?.[1] ?? 'on');
  }
  for (const [, name, content] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g))
    fields[name!] = decode(content!);
  for (const [, name, options] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[name!] = /value="([^"]*)" selected/.exec(options!)?.[1] ?? '';
  }
  delete fields._csrf;
  return fields;
};
const open = async () => (await ivanova.get(`/lessons/${id}`)).body;
const send = (fields: Record<string, string>) => ivanova.post(`/lessons/${id}`, fields);

describe('the day of Иванова', () => {
  test('lists her lessons, the one going on marked, and what an ended one lacks', async () => {
    await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1, topic: 'Доска' });
    const answer = await ivanova.get('/lessons?day=2026-11-24');
    expect(answer.statusCode).toBe(200);
    expect(text(answer.body)).toMatch(/Доска.* нет задания нет переклички/);
    expect(answer.body).toMatch(/class="lesson now"[\s\S]*?href="\/lessons\/\d+"><b>/);
    expect(answer.body).toContain('/lessons?day&#x3D;2026-11-23&amp;show&#x3D;mine');
    expect(answer.body).toContain('/lessons?day&#x3D;2026-11-25&amp;show&#x3D;mine');
  });

  test('says on a day off when lessons go on', async () => {
    expect(text((await ivanova.get('/lessons?day=2026-11-22')).body)).toContain(
      'выходной день или каникулы. Показать 23 ноября',
    );
    const wrong = await ivanova.get('/lessons?day=2026-02-30');
    expect(wrong.statusCode).toBe(422);
    expect(text(wrong.body)).toContain('Такого дня в календаре нет');
  });

  test('shows her class to the class teacher and the school to the deputy', async () => {
    const fedorova = await school.browser('fedorova');
    const own = await fedorova.get(`/lessons?day=2026-11-24&class=${chess.id}`);
    expect(text(own.body)).toContain('Шахматы 3К');
    const morozov = await school.browser('morozov');
    expect(text((await morozov.get('/lessons')).body)).toMatch(/Вся школа.*1А.*11А/);
  });
});

describe('the lesson of Иванова', () => {
  test('opens with its students and is saved whole from one form', async () => {
    const page = await open();
    expect(page).toContain('<th scope="row">Арсеньева Анна</th>');
    const fields = fieldsOf(page);
    expect(fields).toMatchObject({ topic: '', homework: '', [`mark[${anna}]`]: '', [`absence[${boris}]`]: '' });
    const saved = await send({
      ...fields,
      topic: 'Вилка «конём» & шах',
      noHomework: 'on',
      attendance: 'on',
      [`mark[${anna}]`]: '5',
      [`comment[${anna}]`]: 'Хорошо "видит" доску',
      [`absence[${boris}]`]: 'absent',
    });
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `/lessons/${id}`]);
    const again = fieldsOf(await open());
    expect(again).toMatchObject({
      topic: 'Вилка «конём» & шах',
      noHomework: 'on',
      [`mark[${anna}]`]: '5',
      [`comment[${anna}]`]: 'Хорошо "видит" доску',
      [`absence[${boris}]`]: 'absent',
    });
    expect((await send(again)).statusCode).toBe(303);
    const [count] = await query<{ marks: number }>(
      school,
      'select count(*)::int as marks from mark where lesson_id = :id',
      { id },
    );
    expect(count).toEqual({ marks: 1 });
  });

  test('comes back with everything typed, and a sentence under the line that is wrong', async () => {
    const fields = fieldsOf(await open());
    const refused = await send({
      ...fields,
      topic: 'Связка',
      [`mark[${anna}]`]: '9',
      [`mark[${boris}]`]: '4',
    });
    expect(refused.statusCode).toBe(422);
    expect(text(refused.body)).toContain('Ничего не записано: нужно исправить 2 записи');
    expect(text(refused.body)).toMatch(/Арсеньева Анна: отметка — целое число от 2 до 5/);
    expect(text(refused.body)).toMatch(/Быков Борис: на этом уроке стоит отсутствие/);
    expect(refused.body).toMatch(new RegExp(`name="mark\\[${anna}\\]"[^>]*value="9" aria-invalid="true"`));
    const typed = fieldsOf(refused.body);
    expect(typed).toMatchObject({
      topic: 'Связка',
      [`mark[${anna}]`]: '9',
      [`mark[${boris}]`]: '4',
      [`absence[${boris}]`]: 'absent',
    });
    const put = await send({ ...typed, [`mark[${anna}]`]: '4', [`absence[${boris}]`]: '' });
    expect(put.statusCode).toBe(303);
    expect(fieldsOf(await open())).toMatchObject({
      topic: 'Связка',
      [`mark[${anna}]`]: '4',
      [`mark[${boris}]`]: '4',
      [`absence[${boris}]`]: '',
    });
  });

  test('warns of another’s entry once, keeps what others wrote elsewhere, and is saved at the second try', async () => {
    const fields = fieldsOf(await open());
    await ivanova.json('POST', `/api/lessons/${id}/marks`, [
      { studentId: anna, value: 2 },
      { studentId: boris, value: 3 },
    ]);
    const refused = await send({ ...fields, [`mark[${anna}]`]: '5' });
    expect(refused.statusCode).toBe(409);
    expect(text(refused.body)).toContain('Арсеньева Анна: пока страница была открыта, запись изменили, сейчас там «2»');
    const typed = fieldsOf(refused.body);
    expect(typed).toMatchObject({ [`mark[${anna}]`]: '5', [`mark[${boris}]`]: '3' });
    expect((await send(typed)).statusCode).toBe(303);
    expect(fieldsOf(await open())).toMatchObject({ [`mark[${anna}]`]: '5', [`mark[${boris}]`]: '3' });
  });

  test('refuses «осв.» with clause 3.3, whatever the input’s length says', async () => {
    const refused = await send({ ...fieldsOf(await open()), [`mark[${boris}]`]: 'осв.' });
    expect(text(refused.body)).toContain('Запись «осв.» в журнал не вносится (пункт 3.3 Положения)');
  });

  test.each([
    [
      'a kind of work the school has not',
      () => ({ [`mark[${boris}]`]: '2', [`kind[${boris}]`]: '999' }),
      'Такого вида работы',
    ],
    ['a student of another class', () => ({ 'mark[999999]': '5' }), 'этого ученика не было в классе 3К'],
    ['an endless topic', () => ({ topic: 'т'.repeat(501) }), 'Здесь 501 знак, а помещается 500'],
    ['homework and «не задано» at once', () => ({ homework: 'Задача', noHomework: 'on' }), 'Оставьте что-то одно'],
    [
      'a comment without a mark',
      () => ({ [`mark[${boris}]`]: '', [`comment[${boris}]`]: 'Хм' }),
      'комментарий относится к отметке',
    ],
    [
      'an absence that no one enters',
      () => ({ [`mark[${boris}]`]: '', [`absence[${boris}]`]: 'ill' }),
      'Причину отсутствия указывает классный',
    ],
  ])('refuses %s', async (_what, typed, sentence) => {
    const refused = await send({ ...fieldsOf(await open()), ...typed() });
    expect(refused.statusCode).toBe(422);
    expect(text(refused.body)).toContain(sentence);
  });

  test('is closed with its period, and has no marks in a course without them', async () => {
    const fields = fieldsOf(await open());
    await query(school, 'update period set closed_at = now()');
    const closed = await send({ ...fields, [`mark[${boris}]`]: '2' });
    await query(school, 'update period set closed_at = null');
    expect([closed.statusCode, text(closed.body)]).toEqual([403, expect.stringContaining('Период закрыт приказом')]);
    await query(school, 'update course set graded = false where id = :courseId', { courseId: chess.courseId });
    expect(await open()).not.toContain('name="mark[');
    const ungraded = await send({ ...fields, [`mark[${boris}]`]: '2' });
    await query(school, 'update course set graded = true where id = :courseId', { courseId: chess.courseId });
    expect([ungraded.statusCode, text(ungraded.body)]).toEqual([422, expect.stringContaining('предмет без отметок')]);
  });

  test('has no marks and no homework in grade 1, and refuses those sent all the same (3.4)', async () => {
    await query(school, 'update school_class set grade = 1 where id = :id', { id: chess.id });
    const page = await open();
    expect(page).not.toContain('name="mark[');
    expect(page).not.toContain('name="homework"');
    const refused = await send({ ...fieldsOf(page), [`mark[${boris}]`]: '2', homework: 'Задача' });
    expect(refused.statusCode).toBe(422);
    expect(text(refused.body)).toContain('пункт 3.4 Положения');
    await query(school, 'update school_class set grade = 3 where id = :id', { id: chess.id });
  });

  test('can be planned before it begins: topic and homework, no cells', async () => {
    const tomorrow = await addLesson(school, chess.courseId, { day: '2026-11-25', slot: 5 });
    const page = (await ivanova.get(`/lessons/${tomorrow}`)).body;
    expect(page).not.toContain('name="mark[');
    expect(text(page)).toContain('Урок ещё не начался');
    const shown = fieldsOf(page);
    expect((await ivanova.post(`/lessons/${tomorrow}`, { ...shown, topic: 'Пат' })).statusCode).toBe(303);
    const refused = await ivanova.post(`/lessons/${tomorrow}`, { ...shown, topic: 'Пат', [`mark[${anna}]`]: '5' });
    expect(refused.statusCode).toBe(422);
  });

  test('warns of a topic without a Russian letter (3.2g)', async () => {
    await send({ ...fieldsOf(await open()), topic: 'Checkmate' });
    expect(text(await open())).toContain('Запись без русских букв');
  });

  test('is only read by class teacher and deputy, and after the editing window by everyone', async () => {
    const fedorova = await school.browser('fedorova');
    const page = (await fedorova.get(`/lessons/${id}`)).body;
    expect(page).toContain('Арсеньева Анна');
    expect(page).not.toContain('data-lesson>');
    expect((await fedorova.post(`/lessons/${id}`, fieldsOf(await open()))).statusCode).toBe(403);
    const old = await addLesson(school, chess.courseId, { day: '2026-11-16' });
    const late = (await ivanova.get(`/lessons/${old}`)).body;
    expect(text(late)).toContain('обратитесь к завучу');
    expect(late).not.toContain('data-lesson>');
  });

  test('does not exist for others, nor does a form that no page of ours has sent', async () => {
    const petrova = await school.browser('petrova');
    expect((await petrova.get(`/lessons/${id}`)).statusCode).toBe(404);
    expect((await ivanova.get('/lessons/abc')).statusCode).toBe(404);
    for (const shown of ['', 'null', '[]', '{"rows":5}', '{', '{"rows":{"1":null}}']) {
      const answer = await send({ shown, topic: 'Х', [`mark[${boris}]`]: '4' });
      expect(answer.statusCode, shown).toBeLessThan(500);
    }
  });
});
