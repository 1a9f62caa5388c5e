import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { markCalls, typedCalls } from './mark-calls.ts';

let school: TestSchool;
let ivanova: number;
let volkov: number;
beforeAll(async () => {
  school = await openTestSchool();
  [ivanova, volkov] = [await school.person('ivanova'), await school.person('volkov')];
});
afterAll(() => school.close());

const mark = (text: string, before = '') => school.as('orlova', act => markCalls(act, text, before));
const calledBy = async (text: string) => (await mark(text)).called;
const natalya = () => `@[Иванова Н. П.](person${ivanova})`;

describe('a name after @', () => {
  test('is marked with the number of the person, however it is typed', async () => {
    for (const typed of ['@Иванова Н. П.', '@иванова н.п.', '@ИВАНОВА', '@ivanova', '@Ivanova']) {
      expect(await mark(`${typed}, посмотрите`), typed).toEqual({
        text: `${natalya()}, посмотрите`,
        called: [ivanova],
      });
    }
  });

  test('keeps what follows it, a new sentence that looks like an initial included', async () => {
    expect((await mark('Спросим @Иванова. Она знает')).text).toBe(`Спросим ${natalya()}. Она знает`);
    expect((await mark('Зовём @Иванова А. Потом решим')).text).toBe(`Зовём ${natalya()} А. Потом решим`);
    expect((await mark('(@ivanova)')).text).toBe(`(${natalya()})`);
  });

  test('that nobody of the staff bears stays a word: no parent, no pupil, no address', async () => {
    for (const text of [
      '@Петрова',
      '@petrova',
      '@masha',
      '@никто',
      'ivanova@ivanova.ru',
      'https://t.me/@ivanova',
      '@',
    ]) {
      expect(await mark(text), text).toEqual({ text, called: [] });
    }
    const petrova = await school.person('petrova');
    expect(await mark(`@[Иванова Н. П.](person${petrova})`)).toEqual({ text: '@Иванова Н. П.', called: [] });
  });

  test('that two bear is nobody’s until initials tell them apart', async () => {
    await query(school, `update person set family_name = 'Иванов' where login = 'volkov' returning id`);
    await query(school, `update person set family_name = 'Иванов' where login = 'morozov' returning id`);
    expect(await calledBy('@Иванов, зайдите')).toEqual([]);
    expect(await calledBy('@Иванов Д. О., зайдите')).toEqual([volkov]);
    await query(school, `update person set family_name = 'Волков' where login = 'volkov' returning id`);
    await query(school, `update person set family_name = 'Морозов' where login = 'morozov' returning id`);
  });

  test('with yo is found by ye', async () => {
    expect(await calledBy('@Федорова')).toEqual([await school.person('fedorova')]);
  });

  test('calls nobody in code, and nobody anew in a quoted line', async () => {
    for (const text of ['`@ivanova`', '```\n@ivanova\n```', '~~~~\n@ivanova\n~~~\n@ivanova']) {
      expect(await mark(text), text).toEqual({ text, called: [] });
    }
    expect(await mark('> @ivanova\n\nСогласна')).toEqual({ text: `> ${natalya()}\n\nСогласна`, called: [] });
    expect(await calledBy('```\nкод\n```\n@ivanova')).toEqual([ivanova]);
  });

  test('cannot be forged: the label is always the present name of the number', async () => {
    expect((await mark(`@[Соколова Е. В.](person${ivanova})`)).text).toBe(natalya());
  });

  test('of more than twenty people is refused', async () => {
    const logins = await query<{ login: string }>(
      school,
      `select distinct p.login from person p join assignment a on a.person_id = p.id and a.until is null order by 1 limit 21`,
    );
    expect(logins).toHaveLength(21);
    await expect(mark(logins.map(({ login }) => `@${login}`).join(' '))).rejects.toMatchObject({
      kind: 'invalid',
      reason: 'mention-many',
      field: 'text',
    });
  });

  test('takes no longer for a long text of nothing but signs', async () => {
    for (const sign of ['@', '`', '@[', '> @', '@а', '@a.']) {
      expect((await mark(sign.repeat(6000))).called).toEqual([]);
    }
  });
});

test('who edits sees names, not marks', async () => {
  expect(await school.as('orlova', act => typedCalls(act, `Зовём ${natalya()} сюда`))).toBe(
    'Зовём @Иванова Н. П. сюда',
  );
});

test('who has left the school stays named in what is edited, and is not called', async () => {
  const text = `Спасибо, ${natalya()}`;
  await query(school, `update person set deactivated_at = now() where login = 'ivanova' returning id`);
  expect(await mark(`${text}!`, text)).toEqual({ text: `${text}!`, called: [ivanova] });
  expect(await calledBy('@ivanova')).toEqual([]);
});
