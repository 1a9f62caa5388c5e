import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { classPeople } from './class-people.ts';
import { giveSlips } from './give-slips.ts';

describe('slips for 5Б', () => {
  let school: TestSchool;
  let classId: number;
  beforeAll(async () => {
    school = await openTestSchool();
    const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
    classId = own!.id;
  });
  afterAll(() => school.close());

  const people = async () => (await school.as('ivanova', act => classPeople(act, classId))).people;
  const named = async (name: string) => (await people()).find(one => one.name.startsWith(name))!;
  const give = (login: string, chosen?: number[]) => school.as(login, act => giveSlips(act, classId, chosen));
  const signIn = async (login: string, password: string) =>
    (await school.browser()).json('POST', '/api/session', { login, password });

  it('are for its students and their parents, family by family', async () => {
    const all = await people();
    const masha = all.findIndex(({ name }) => name === 'Петрова Мария Дмитриевна');
    expect(all[masha]).toMatchObject({ kind: 'student', children: null, hasPassword: true, isStaff: false });
    const parents = all.slice(masha + 1).slice(0, 2);
    expect(parents.find(({ name }) => name === 'Петрова Ольга Николаевна')).toMatchObject({
      ...{ kind: 'parent', children: 'Мария', hasPassword: true, isStaff: false },
    });
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('leave out Орлова, who is a mother here and works at the school', async () => {
    const orlova = await named('Орлова Марина');
    expect(orlova).toMatchObject({ kind: 'parent', isStaff: true });
    for (const login of ['ivanova', 'kuznetsov']) {
      expect(await refusalOf(give(login, [orlova.id]))).toMatchObject({ reason: 'not-allowed/resetFamilyPassword' });
    }
    expect((await signIn('orlova', 'kolokol-orlova')).statusCode).toBe(200);
  });

  it('go in one press to all without a password, and to each once', async () => {
    const without = (await people()).filter(({ hasPassword, isStaff }) => !hasPassword && !isStaff);
    expect(without.length).toBeGreaterThan(20);
    const slips = await give('ivanova');
    expect(slips.map(({ name }) => name)).toEqual(without.map(({ name }) => name));
    expect(new Set(slips.map(({ password }) => password)).size).toBe(slips.length);
    expect(await refusalOf(give('ivanova'))).toMatchObject({ reason: 'slips-none-due' });
    const entered = await signIn(slips[0]!.login, slips[0]!.password);
    expect(entered.statusCode).toBe(200);
    expect((await signIn('petrova', 'kolokol-petrova')).statusCode).toBe(200);
  });

  it('replace the password of the one chosen and end the open session; the others keep theirs', async () => {
    const smirnov = await named('Смирнов Алексей');
    const before = await school.browser('smirnov');
    const slips = await give('ivanova', [smirnov.id]);
    expect(slips.map(({ login }) => login)).toEqual(['smirnov']);
    expect((await before.json('GET', '/api/me')).statusCode).toBe(401);
    expect((await signIn('smirnov', 'kolokol-smirnov')).statusCode).toBe(422);
    expect((await signIn('smirnov', slips[0]!.password)).statusCode).toBe(200);
    expect((await signIn('masha', 'kolokol-masha')).statusCode).toBe(200);
  });

  it('are given by its class teacher and by the registrar, and by nobody else', async () => {
    const kozlova = await school.person('kozlova');
    const ofAnotherClass = await refusalOf(give('ivanova', [kozlova]));
    expect(ofAnotherClass).toMatchObject({ kind: 'not-found' });
    for (const login of ['orlova', 'morozov', 'sokolova', 'petrova', 'masha']) {
      expect(await refusalOf(give(login)), login).toMatchObject({ kind: 'not-found' });
    }
    const masha = await named('Петрова Мария');
    expect((await give('kuznetsov', [masha.id])).map(({ login }) => login)).toEqual(['masha']);
  });

  it('stand on one page that the browser is told not to keep; with nobody ticked a sentence says so', async () => {
    const ivanova = await school.browser('ivanova');
    const dima = await named('Смирнов Дмитрий');
    const petrov = await named('Петрова Ольга');
    const fields = { who: 'chosen', person: [`${dima.id}`, `${petrov.id}`] };
    const paper = await ivanova.post(`/classes/${classId}/slips`, fields);
    expect(paper.statusCode).toBe(200);
    expect(paper.headers['cache-control']).toBe('no-store');
    expect(paper.body.match(/class="slip"/g)).toHaveLength(2);
    expect(paper.body.match(/Первый пароль<\/dt><dd><code>[a-z2-9]{8}</g)).toHaveLength(2);
    const none = await ivanova.post(`/classes/${classId}/slips`, { who: 'chosen' });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Отметьте, кому напечатать листки.');
  });

  it('are found by Иванова beside the reach of her families, and by Кузнецов beside the people', async () => {
    const ivanova = await school.browser('ivanova');
    expect((await ivanova.get(`/reach?class=${classId}`)).body).toContain(`href="/classes/${classId}/slips"`);
    expect((await ivanova.get('/slips')).headers.location).toBe(`/classes/${classId}/slips`);
    const morozov = await school.browser('morozov');
    expect((await morozov.get(`/reach?class=${classId}`)).body).not.toContain('/slips"');
    expect((await (await school.browser('kuznetsov')).get('/people')).body).toContain('href="/slips"');
  });

  it('go to programs of Иванова and of Кузнецов as they go to paper: each password once', async () => {
    const [ivanova, kuznetsov] = [await school.browser('ivanova'), await school.browser('kuznetsov')];
    const listed = (await ivanova.json('GET', `/api/classes/${classId}/slips`)).json();
    expect(listed.className).toBe('5Б');
    expect(listed.people.map(({ name }: { name: string }) => name)).toContain('Смирнов Алексей Юрьевич');
    const smirnov = await school.person('smirnov');
    const { slips } = (await ivanova.json('POST', `/api/classes/${classId}/slips`, { people: [smirnov] })).json();
    expect(slips).toEqual([
      {
        ...{ name: 'Смирнов Алексей Юрьевич', login: 'smirnov' },
        ...{
          password: expect.stringMatching(/^[a-z2-9]{8}$/),
          linkCode: expect.stringMatching(/^[a-hjkmnp-z2-9]{10}$/),
        },
      },
    ]);
    expect((await signIn('smirnov', slips[0].password)).statusCode).toBe(200);
    const none = await ivanova.json('POST', `/api/classes/${classId}/slips`, {});
    expect(none.json().error.message).toContain('Первые пароли выданы всем');

    const { rows } = (await kuznetsov.json('GET', '/api/people?search=козлова&role=parent')).json();
    expect(rows).toMatchObject([{ login: 'kozlova', hasPassword: true }]);
    const slip = (await kuznetsov.json('POST', `/api/people/${rows[0].id}/slip`)).json();
    expect((await signIn('kozlova', slip.password)).statusCode).toBe(200);
    expect((await kuznetsov.json('GET', `/api/people/${rows[0].id}`)).body).not.toContain(slip.password);
  });
});
