import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf } from '#db/server/way.ts';
import { beginHistory } from '#journal/history/opening.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const verify = (url = urlOf(school.connection)) =>
  new Promise<{ code: number; said: string }>(resolve => {
    const script = join(import.meta.dirname, 'verify-log.ts');
    execFile(process.execPath, [script], { env: { ...process.env, DATABASE_URL: url } }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), said: `${out}${err}` }),
    );
  });

test('npm run verify-log says in one line that the log is whole, or names what was changed by SQL', async () => {
  await school.house.asHouse(beginHistory);
  const whole = await verify();
  expect(whole).toEqual({
    code: 0,
    said: expect.stringMatching(/^the log is whole: \d+ entries, last hash [0-9a-f]{64}\n$/),
  });

  const [mark] = await query<{ id: number; lesson: number; place: string }>(
    school,
    `select m.id, l.id as lesson, k.grade || k.letter || ', ' || j.name || ', ' || l.day as place from mark m
     join lesson l on l.id = m.lesson_id join course c on c.id = l.course_id join subject j on j.id = c.subject_id
     join school_class k on k.id = c.school_class_id where m.value = 3 order by m.id limit 1`,
  );
  await query(school, 'update mark set value = 5 where id = :id', mark);
  expect(await verify()).toEqual({
    code: 1,
    said: `the journal is not what its log says: opening in ${mark!.place}: lesson:${mark!.lesson}\n`,
  });
});

test('where no school answers it says so', async () => {
  const nowhere = await verify('postgres://nobody@127.0.0.1:1/nothing');
  expect(nowhere.code).toBe(2);
  expect(nowhere.said).toMatch(/^verify-log: the database does not answer/);
});
