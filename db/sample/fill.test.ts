import { afterAll, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '#test/setup/database.ts';
import { sampleMoment } from '#test/setup/template.ts';
import { connectionFromUrl } from '../connection.ts';
import { migrate, type Orm, openOrm } from '../orm.ts';
import { fillSampleSchool, isEmpty } from './fill.ts';

const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of opened) await close();
});

function open(database: TestDatabase): Orm {
  const orm = openOrm(connectionFromUrl(database.url), { poolSize: 2 });
  opened.push(async () => {
    await orm.close();
    await database.drop();
  });
  return orm;
}

async function emptyDatabase(): Promise<Orm> {
  const orm = open(await createDatabase(null));
  await migrate(orm);
  return orm;
}

const tables = [
  ...['person', 'course', 'timetable_entry', 'lesson', 'mark', 'absence'],
  ...['reply', 'acknowledgement', 'period_mark', 'document_duty'],
];

/** Everything that stands in the tables, in a few words. */
async function digest(orm: Orm): Promise<string[]> {
  const em = orm.em.fork();
  const sums = tables.map(table =>
    em.execute<{ sum: string }[]>(`select md5(string_agg(t::text, ' ' order by id)) as sum from "${table}" t`),
  );
  return (await Promise.all(sums)).map(([row]) => row!.sum);
}

const options = { today: '2026-11-24', at: new Date(sampleMoment) } as const;

test('an empty database is filled step by step, to the same rows as the template of the tests', async () => {
  const orm = await emptyDatabase();
  expect(await isEmpty(orm)).toBe(true);
  const steps: string[] = [];
  await fillSampleSchool(orm, { ...options, progress: step => steps.push(step) });
  expect(await isEmpty(orm)).toBe(false);
  expect(steps.length).toBeGreaterThan(4);
  expect(await digest(orm)).toEqual(await digest(open(await createDatabase())));
});

test('closed quarters have their final marks: everyone of 5Б in математика, near what the mean suggests', async () => {
  const em = open(await createDatabase()).em.fork();
  const marks = await em.execute<{ value: number; suggested: number }[]>(
    `select f.value, f.suggested from period_mark f join course c on c.id = f.course_id join subject j on j.id = c.subject_id
     join school_class k on k.id = c.school_class_id join period p on p.id = f.period_id
     where k.grade = 5 and k.letter = 'Б' and j.name = 'Математика' and p.kind = 'quarter' and p.number = 1`,
  );
  expect(marks.length).toBeGreaterThan(19);
  for (const { value, suggested } of marks) expect([suggested, suggested + 1]).toContain(value);
  const [first] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from period_mark f join course c on c.id = f.course_id
     join school_class k on k.id = c.school_class_id where k.grade = 1`,
  );
  expect(first!.count).toBe(0);
});

test('in a filled school people, lessons and marks can be added', async () => {
  const em = open(await createDatabase()).em.fork();
  const added = await em.execute<{ id: number }[]>(
    `insert into person (family_name, given_name, sex, login, created_at) values ('Новикова', 'Ася', 'female', 'asya', now()) returning id`,
  );
  const [people] = await em.execute<{ count: number }[]>('select count(*)::int as count from person');
  expect(added[0]!.id).toBe(people!.count);
});

test('foreign keys are in force after the filling', async () => {
  const em = open(await createDatabase()).em.fork();
  await expect(em.execute('update mark set student_id = 100000 where id = 1')).rejects.toThrow(
    'mark_student_id_foreign',
  );
  await expect(em.execute('delete from lesson where id = (select min(lesson_id) from mark)')).rejects.toThrow(
    'foreign',
  );
});

test('a filling that fails leaves nothing behind', async () => {
  const orm = await emptyDatabase();
  await orm.em.fork().execute('alter table lesson add constraint early check (slot < 3)');
  await expect(fillSampleSchool(orm, options)).rejects.toThrow('early');
  expect(await isEmpty(orm)).toBe(true);
});
