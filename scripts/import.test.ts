import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf } from '#db/server/way.ts';
import { ascOf, ascText, windows1251 } from '#test/asc-file.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { courseOf } from '#test/timetable.ts';

let school: TestSchool;
let folder: string;
beforeAll(async () => {
  school = await openTestSchool();
  folder = await mkdtemp(join(tmpdir(), 'zvonok-import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await school.close();
});

const run = (...words: string[]) =>
  new Promise<{ code: number; said: string }>(resolve => {
    const script = join(import.meta.dirname, 'import.ts');
    const env = { ...process.env, DATABASE_URL: urlOf(school.connection) };
    execFile(process.execPath, [script, ...words], { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), said: `${out}${err}`.trim() }),
    );
  });

test('npm run import shows, brings in once, and says what it could not read', async () => {
  const file = join(folder, 'сотрудники.csv');
  await writeFile(file, 'ФИО;Должность\nТрофимова Яна Олеговна;учитель физики\nЛуков Иван Ильич;повар\n');
  const shown = await run('people', file, '--preview');
  expect(shown).toEqual({
    code: 0,
    said: expect.stringContaining('nothing is written yet: new 1, changed 0, same 0, unread 1'),
  });
  expect(shown.said).toMatch(/^row 3: Должность «повар» не связана/);
  const { code, said } = await run('people', file, '--json');
  expect([code, JSON.parse(said)]).toEqual([
    0,
    {
      ...{ written: true, counts: { new: 1, changed: 0, same: 0, unread: 1 } },
      problems: [expect.objectContaining({ where: 'row 3', reason: 'bring-in/post' })],
    },
  ]);
  expect((await run('people', file)).said).toContain('written: new 0, changed 0, same 1');
  expect(await run('load', file)).toEqual({ code: 2, said: expect.stringContaining('Не видно заголовков нагрузки') });
  expect(await run('cooks', file)).toEqual({ code: 2, said: expect.stringContaining('usage: npm run import') });
});

test('npm run import brings in a timetable of aSc from a day, once, and nothing from a day that is over', async () => {
  const sections = await ascOf(school, { classes: ['5Б'] });
  const maths = await courseOf(school, { className: '5Б', subject: 'Математика' });
  const card = sections.cards!.find(({ attributes }) => attributes.lessonid === `L${maths}`)!;
  card.attributes.period = '7';
  sections.cards!.push({ tag: 'card', attributes: { lessonid: 'NONE', period: '1', days: '10000' } });
  const file = join(folder, 'расписание.xml');
  await writeFile(file, windows1251(ascText(sections, { encoding: 'windows-1251' })));
  const figures = 'new 0, changed 1, same 14, gone 0, unread 1, puts 1, takes 1';
  expect(await run('timetable', file, '--preview', '--from', '2099-01-12')).toEqual({
    code: 0,
    said: expect.stringMatching(`^line \\d+: Карточка стоит .*«NONE», .*\nnothing is written yet: ${figures}$`),
  });
  const { code, said } = await run('timetable', file, '--json', '--from', '2099-01-12');
  expect([code, JSON.parse(said)]).toMatchObject([
    0,
    { written: true, counts: { changed: 1 }, problems: [{ reason: 'asc/unknown-lesson' }] },
  ]);
  expect((await run('timetable', file, '--from', '2099-01-12')).said).toContain('written: new 0, changed 0, same 15');
  expect((await run('timetable', file, '--from', '2020-01-12')).said).toMatch(/прошедшие .* уроки остаются/);
  expect((await run('timetable', file, '--from', 'soon')).said).toContain('usage: npm run import');
});
