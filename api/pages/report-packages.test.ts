import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { openQueue, type Queue } from '#jobs/queue.ts';
import { reportPackageWork } from '#jobs/report-package.ts';
import { cancelPackage, forgetPackages, orderPackage, packageState } from '#journal/reports/package/packages.ts';
import { paperHere } from '#templates/paper/paper-machine.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { openLog } from '../../log.ts';

let school: TestSchool;
let queue: Queue;
let morozov: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool({
    queue: ({ connection, now }) => (queue = openQueue({ connection, now, log: openLog('silent') })),
  });
  const { house, press } = school;
  // What is in a paper is tested elsewhere; here it is enough that each is asked for.
  const paper = { ...paperHere, make: async () => Buffer.from('paper') };
  await queue.prepare({ 'report-package': reportPackageWork({ house, press, paper }) });
  morozov = await school.browser('morozov');
});
afterAll(async () => {
  await queue.stop();
  await school.close();
});

const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');

test('Morozov orders the papers of the first quarter once, sees how far they are, and fetches them in folders by class and teacher', async () => {
  const press = () => morozov.post('/reports/packages', { term: 'quarter-1' });
  const [ordered] = await Promise.all([press(), press()]);
  expect([ordered.statusCode, ordered.headers.location]).toEqual([303, '/reports/packages']);
  await press();
  const waiting = await morozov.get('/reports/packages');
  expect([waiting.headers.refresh, text(waiting.body)]).toEqual(['2', expect.stringContaining('Готово отчётов')]);
  expect((await morozov.get('/reports/packages/1/file')).statusCode).toBe(404);
  expect(await query(school, 'select id, state, done from report_package')).toEqual([
    { id: 1, state: 'waiting', done: 0 },
  ]);

  await queue.workOff();
  const done = await morozov.get('/reports/packages');
  expect(done.headers.refresh).toBeUndefined();
  expect(text(done.body)).toMatch(/I четверть ?, 2026\/2027/);
  const file = await morozov.get('/reports/packages/1/file');
  expect(file.headers['content-disposition']).toBe('attachment; filename="reports-quarter-1-2026-2027.zip"');
  const names = await namesIn(file.rawPayload);
  for (const name of ['Наполняемость классов.pdf', 'Наполняемость классов.xlsx', '5Б/Итоги успеваемости класса.pdf']) {
    expect(names).toContain(name);
  }
  // 10А and 11А have half-years.
  expect(names).not.toContain('10А/Итоги успеваемости класса.pdf');
  expect(new Set(names).size).toBe(names.length);
  const [row] = await query<{ done: number; total: number }>(school, 'select done, total from report_package');
  expect([row!.done, row!.total]).toEqual([names.length / 2, names.length / 2]);
});

test('he is told when they are ready', async () => {
  const [notice] = await query<{ login: string; facts: object }>(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'report-package'`,
  );
  expect(notice!.login).toBe('morozov');
  expect(text(school.press.screen('notices/report-package', { notices: [notice!.facts] }).text)).toMatch(
    /^Пакет отчётов за I четверть готов: \d+ отчёт/,
  );
  const facts = { term: { kind: 'period', periodKind: 'trimester', number: 2 }, total: 21 };
  expect(text(school.press.screen('notices/report-package', { notices: [facts] }).text)).toMatch(
    /^Пакет отчётов за II триместр готов: 21 отчёт\./,
  );
});

test('programs order, follow and fetch the same', async () => {
  const { id } = (await morozov.json('POST', '/api/report-packages', { term: 'half-year-1' })).json();
  expect((await morozov.json('GET', `/api/report-packages/${id}`)).json()).toMatchObject({
    state: 'waiting',
    term: 'half-year-1',
  });
  await queue.workOff();
  expect((await morozov.json('GET', `/api/report-packages/${id}`)).json()).toMatchObject({ state: 'done' });
  const file = await morozov.json('GET', `/api/report-packages/${id}/file`);
  const names = await namesIn(file.rawPayload);
  expect(names).toContain('10А/Итоги успеваемости класса.xlsx');
  expect(names).not.toContain('5Б/Итоги успеваемости класса.xlsx');
});

test('a term that has not begun is refused beside the field; Ivanova and Kuznetsov find no such page', async () => {
  const { body, statusCode } = await morozov.post('/reports/packages', { term: 'quarter-4' });
  expect([statusCode, text(body)]).toEqual([
    422,
    expect.stringContaining('За такое время этот отчёт не составляется.'),
  ]);
  for (const login of ['ivanova', 'kuznetsov', 'petrova']) {
    expect((await refusalOf(school.as(login, act => orderPackage(act, { term: 'quarter-1' })))).kind).toBe('not-found');
    expect((await refusalOf(school.as(login, act => packageState(act, 1)))).kind).toBe('not-found');
  }
});

test('a package on its way is broken off by page and by programs; one that is no more on its way is not', async () => {
  await morozov.post('/reports/packages', { term: 'quarter-1' });
  const [row] = await query<{ id: number }>(school, `select id from report_package where state = 'waiting'`);
  const cancelled = await morozov.post(`/reports/packages/${row!.id}/cancel`);
  expect([cancelled.statusCode, cancelled.headers.location]).toEqual([303, '/reports/packages']);
  expect(text((await morozov.get('/reports/packages')).body)).toContain('Отменён.');
  const again = await morozov.post(`/reports/packages/${row!.id}/cancel`);
  expect([again.statusCode, text(again.body)]).toEqual([
    409,
    expect.stringContaining('Этот пакет больше не составляется.'),
  ]);
  const { id } = (await morozov.json('POST', '/api/report-packages', { term: 'quarter-1' })).json();
  expect(id).not.toBe(row!.id);
  expect((await morozov.json('DELETE', `/api/report-packages/${id}`)).statusCode).toBe(204);
  // What waits in the queue for them finds nothing to do.
  await queue.workOff();
  expect((await morozov.json('GET', `/api/report-packages/${id}`)).json()).toMatchObject({
    state: 'cancelled',
    done: 0,
  });
  expect((await refusalOf(school.as('ivanova', act => cancelPackage(act, id)))).kind).toBe('not-found');
});

test('a paper that cannot be made is tried again, and at last said to be a mistake of the program', async () => {
  const { house, press } = school;
  const torn = { ...paperHere, make: () => Promise.reject(new Error('out of paper')) };
  const work = reportPackageWork({ house, press, paper: torn });
  const packageId = await school.as('morozov', act => orderPackage(act, { term: 'half-year-1' }));
  const by = await school.person('morozov');
  const stateOf = async () => (await school.as('morozov', act => packageState(act, packageId))).state;
  await expect(work({ packageId, by }, { isLast: false })).rejects.toThrow('out of paper');
  expect(await stateOf()).toBe('waiting');
  await expect(work({ packageId, by }, { isLast: true })).rejects.toThrow('out of paper');
  expect(await stateOf()).toBe('failed');
  expect(text((await morozov.get('/reports/packages')).body)).toContain('Не составлен: в программе ошибка.');
});

test('what somebody ordered who is deputy no longer is not made', async () => {
  const id = await school.as('morozov', act => orderPackage(act, { term: 'year' }));
  await query(school, `update assignment set until = '2026-11-23' where role = 'deputy'`);
  await queue.workOff();
  const { state } = await school.as('sokolova', act => packageState(act, id));
  expect(state).toBe('refused');
});

test('after a week they are thrown away', async () => {
  school.world.set('2026-12-02T03:40:00+03:00');
  await school.house.asHouse(forgetPackages);
  expect(await query(school, 'select id from report_package')).toEqual([]);
});

function namesIn(zip: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: false }, (error, file) => {
      if (error) return reject(error);
      const names: string[] = [];
      file.on('entry', entry => void names.push(entry.fileName));
      file.on('end', () => resolve(names));
    });
  });
}

test('the page asks as much of the database for twenty packages as for one', async () => {
  const cost = () => school.countQueries(() => morozov.get('/reports/packages'));
  await query(school, 'delete from report_package');
  const add = (count: number) =>
    query(
      school,
      `insert into report_package (term, year_from, by_id, at, state, done, total)
       select 'quarter-1', '2026-09-01', p.id, '2026-11-24T09:00:00Z', 'refused', 0, 1 from person p, generate_series(1, ${count})
       where p.login = 'morozov'`,
    );
  await add(1);
  // The first visit also notes that somebody is here.
  await cost();
  const ofOne = await cost();
  await add(19);
  expect(await cost()).toBe(ofOne);
});
