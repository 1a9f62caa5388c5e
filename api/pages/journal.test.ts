import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let maths: number;
beforeAll(async () => {
  school = await openTestSchool();
  const [row] = await query<{ id: number }>(
    school,
    `select c.id from course c join subject j on j.id = c.subject_id join school_class k on k.id = c.school_class_id
     where j.name = 'Математика' and k.grade || k.letter = '5Б'`,
  );
  maths = row!.id;
});
afterAll(() => school.close());

const open = async (login: string, url: string) => (await school.browser(login)).get(url);

describe('the journal of maths in 5Б', () => {
  test('has a column for each lesson, and the quarter’s own right after the last', async () => {
    const { body, statusCode } = await open('ivanova', `/journal/${maths}`);
    expect(statusCode).toBe(200);
    const heads = [...body.matchAll(/<th scope="col" [^>]*?(data-lesson="\d+"|data-period="\d+"|class="[sf]")/g)].map(
      ([, which]) => which!.replace(/"\d+"/, ''),
    );
    expect(heads.slice(0, -3).every(head => head === 'data-lesson=')).toBe(true);
    expect(heads.slice(-3)).toEqual(['data-period=', 'class="s"', 'class="f"']);
    expect(body).toMatch(/Петрова Мария(<td[^>]*>[^<]*)+<td class=m>\d,\d\d<td class=s>[2-5н/а?]+/);
  });

  test('says of each closed column why, and marks the lesson that was last', async () => {
    const { body } = await open('ivanova', `/journal/${maths}`);
    expect(body).toMatch(/data-lesson="\d+" data-why="Срок записи прошёл/);
    expect(body).toMatch(/title="24\sноября, вторник[^"]*" class="now"/);
    expect(body).toContain('data-codes="[&quot;н&quot;');
  });

  test('is read by the director without a control to write with', async () => {
    const { body } = await open('sokolova', `/journal/${maths}`);
    expect(body).toContain('aria-readonly="true"');
    expect(body).not.toContain('data-undo');
  });

  test('of a whole year is small on its way', async () => {
    const { body } = await open('ivanova', `/journal/${maths}?period=year`);
    expect(body.match(/<td/g)!.length).toBeGreaterThan(22 * 70);
    expect(brotliCompressSync(body).length).toBeLessThan(60_000);
  });
});

describe('whom it opens to', () => {
  test('links the list from the lessons, and each journal from the list', async () => {
    expect((await open('ivanova', '/lessons')).body).toContain('href="/journal"');
    const list = await open('ivanova', '/journal');
    expect(list.body).toContain(`href="/journal/${maths}"`);
    expect((await open('ivanova', '/journal/abc')).statusCode).toBe(404);
  });

  test('is not there for families, nor for teachers of something else', async () => {
    for (const login of ['petrova', 'masha']) expect((await open(login, '/journal')).statusCode, login).toBe(404);
    for (const login of ['petrova', 'masha', 'orlova', 'kuznetsov']) {
      expect((await open(login, `/journal/${maths}`)).statusCode, login).toBe(404);
    }
  });
});
