import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { loadActor } from './actor.ts';
import { people } from './people.ts';
import { resetPassword } from './reset-password.ts';

describe('the registrar', () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await openTestSchool();
  });
  afterAll(() => school.close());

  it('finds Петрову by any spelling of a part of her name, with her role and her children’s classes', async () => {
    const found = await school.as('kuznetsov', act => people(act, { search: 'петрова ольга' }));
    expect(found.rows).toHaveLength(1);
    expect(found.rows[0]).toMatchObject({ login: 'petrova', roles: ['parent'], classes: '2А, 5Б', hasPassword: true });
    const yo = await school.as('kuznetsov', act => people(act, { search: 'федорова светлана' }));
    expect(yo.rows.map(row => row.login)).toContain('fedorova');
  });

  it('takes a per cent sign for a sign', async () => {
    expect((await school.as('kuznetsov', act => people(act, { search: '%' }))).total).toBe(0);
  });

  it('sees the staff with all their roles', async () => {
    const staff = await school.as('kuznetsov', act => people(act, { role: 'staff' }));
    expect(staff.total).toBe(26);
    expect(staff.rows.find(row => row.login === 'orlova')!.roles).toEqual(['parent', 'class-teacher', 'teacher']);
  });

  it('sees of each person the roles that the charter goes by, and those of no other day', async () => {
    const { house, orm } = school;
    const [volkov, petrova] = [await school.person('volkov'), await school.person('petrova')];
    const em = orm.em.fork();
    await em.execute(`insert into assignment (person_id, role, since) values (?, 'deputy', '2027-01-01')`, [volkov]);
    await em.execute(
      `insert into guardianship (parent_id, student_id, kind, since)
       select ?, student_id, kind, '2027-01-01' from guardianship where parent_id = ?`,
      [volkov, petrova],
    );
    for (const page of [1, 2, 3]) {
      const { rows } = await school.as('kuznetsov', act => people(act, { page }));
      for (const row of rows) {
        const actor = await house.asHouse(act => loadActor(act.em, row.id, act.today));
        expect([...row.roles].sort(), row.login).toEqual([...actor!.roles].sort());
      }
    }
    expect((await school.as('kuznetsov', act => people(act, { search: 'volkov' }))).rows[0]).toMatchObject({
      roles: ['teacher'],
      classes: null,
    });
    await em.execute(`delete from assignment where since = '2027-01-01'`);
    await em.execute(`delete from guardianship where since = '2027-01-01'`);
  });

  it('asks the same number of queries for one person as for fifty', async () => {
    const ask = (search: string) => school.countQueries(() => school.as('kuznetsov', act => people(act, { search })));
    await ask('');
    expect(await ask('петрова ольга')).toBe(await ask(''));
  });

  it('gives Смирнов a new password: the old one and the open session end, the first one must be changed', async () => {
    const before = await school.browser('smirnov');
    const kuznetsov = await school.browser('kuznetsov');
    const id = await school.person('smirnov');
    const slip = await kuznetsov.post(`/people/${id}/slip`);
    expect(slip.statusCode).toBe(200);
    expect(slip.headers['cache-control']).toBe('no-store');
    expect((await before.json('GET', '/api/me')).statusCode).toBe(401);

    const server = await school.server();
    const signIn = (password: string) =>
      server.inject({ method: 'POST', url: '/api/session', payload: { login: 'smirnov', password } });
    expect((await signIn('kolokol-smirnov')).statusCode).toBe(422);

    const [, password] = /Первый пароль<\/dt><dd><code>([a-z2-9]{8})</.exec(slip.body)!;
    const first = await signIn(password!);
    expect(first.statusCode).toBe(200);
    const cookie = first.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const marks = await server.inject({ url: '/', headers: { cookie } });
    expect(marks.headers.location).toBe('/account');
    expect((await server.inject({ url: '/api/board', headers: { cookie } })).statusCode).toBe(403);

    const change = await server.inject({
      method: 'POST',
      url: '/account/password',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        _csrf: first.json().csrfToken,
        current: password!,
        next: 'дождь стучит по крыше',
      }).toString(),
    });
    expect(change.headers.location).toBe('/account');
    expect((await server.inject({ url: '/', headers: { cookie } })).statusCode).toBe(200);
    expect((await signIn('дождь стучит по крыше')).statusCode).toBe(200);
  });

  it.each(['volkov', 'belova'])('gives a teacher or a student a slip that lets in as well: %s (2.2)', async login => {
    const id = await school.person(login);
    const { password } = await school.as('kuznetsov', act => resetPassword(act, id));
    const nobody = await school.browser();
    const entered = await nobody.json('POST', '/api/session', { login, password });
    expect(entered.statusCode).toBe(200);
    expect(entered.json().person.id).toBe(id);
  });

  it('keeps neither password nor code of a slip readable', async () => {
    const id = await school.person('kozlova');
    const slip = await school.as('kuznetsov', act => resetPassword(act, id));
    const em = school.orm.em.fork();
    const kept = JSON.stringify([
      await em.execute('select * from person'),
      await em.execute('select * from link_code'),
    ]);
    expect(kept).not.toContain(slip.password);
    expect(kept).not.toContain(slip.linkCode);
  });

  it('alone keeps the user base', async () => {
    for (const login of ['sokolova', 'morozov', 'ivanova', 'petrova', 'masha']) {
      await expect(school.as(login, act => people(act, {}))).rejects.toMatchObject({ kind: 'not-allowed' });
      await expect(school.as(login, act => resetPassword(act, act.by.id))).rejects.toMatchObject({
        kind: 'not-allowed',
      });
    }
  });
});
