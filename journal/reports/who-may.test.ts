import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Refusal } from '#school/refusal.ts';
import { everyone } from '#test/charter-of-routes.ts';
import { type CountedSchool, countedSchool, countedYear } from '#test/counted-school.ts';
import { courseOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { reports } from './list.ts';
import type { Report } from './report.ts';
import { runReport, type TypedParameters } from './run-report.ts';

// Every report against everybody, with the parameters of others: who has no right to it hears nothing but «нет такой страницы».
let school: TestSchool;
let counted: CountedSchool;
let classes: Record<'5Б' | '1А' | '9А', string>;
beforeAll(async () => {
  school = await openTestSchool();
  const rows = await query<{ id: number; name: string }>(
    school,
    `select id, grade || letter as name from school_class where grade || letter in ('5Б', '1А', '9А')`,
  );
  classes = Object.fromEntries(rows.map(({ id, name }) => [name, String(id)])) as typeof classes;
  counted = await countedSchool(school);
});
afterAll(() => school.close());

const heads = ['sokolova', 'morozov'];
const staff = ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova'];

/** Of the school is for the heads, but for these. */
const forOthers: Record<string, readonly string[]> = {
  'class-sizes': [...heads, 'kuznetsov'],
  substitutions: staff,
  'student-movement': [...heads, 'kuznetsov'],
  activity: ['sokolova', 'kuznetsov'],
};

const refusal = async (login: string, name: string, typed: TypedParameters): Promise<Refusal | null> =>
  school
    .as(login, act => runReport(act, name, typed))
    .then(
      () => null,
      (error: Refusal) => error,
    );

/** Who of the cast gets the report; everybody else is refused as if there were no such thing, without a fact beside. */
async function getting(name: string, typed: TypedParameters = {}): Promise<string[]> {
  const got: string[] = [];
  for (const login of everyone) {
    const refused = await refusal(login, name, typed);
    if (refused === null) got.push(login);
    else
      expect([refused.kind, refused.reason, refused.facts], `${login} ${name}`).toEqual(['not-found', 'not-found', {}]);
  }
  return got.toSorted();
}

const named = (of: Report['of']) => reports.filter(report => report.of === of).map(({ name }) => name);

test('a report of the whole school is for the heads; some for the registrar, substitutions for the staff', async () => {
  for (const name of named('school'))
    expect(await getting(name), name).toEqual([...(forOthers[name] ?? heads)].toSorted());
});

test('a report of a class is for its own class teacher and the heads, of another class for its own', async () => {
  for (const name of named('class')) {
    expect(await getting(name, { of: classes['5Б'] }), name).toEqual(['ivanova', ...heads].toSorted());
    expect(await getting(name, { of: classes['1А'] }), name).toEqual(['fedorova', ...heads].toSorted());
  }
});

test('a report of a journal is for its teacher, the class teacher and the heads', async () => {
  const maths = String(await courseOf(school, '5Б', 'Математика'));
  const russian = String(await courseOf(school, '5Б', 'Русский язык'));
  const ninth = String(await courseOf(school, '9А', 'Алгебра'));
  const teacherOf = async (id: string) => {
    const [row] = await query<{ login: string }>(
      school,
      'select p.login from course c join person p on p.id = c.teacher_id where c.id = :id',
      { id },
    );
    return row!.login;
  };
  for (const name of named('course')) {
    for (const [of, classTeacher] of [
      [maths, 'ivanova'],
      [russian, 'ivanova'],
      [ninth, 'orlova'],
    ] as const) {
      const readers = new Set([await teacherOf(of), classTeacher, ...heads].filter(login => everyone.includes(login)));
      expect(await getting(name, { of }), name).toEqual([...readers].toSorted());
    }
  }
});

test('what a teacher reports is the teacher’s own and the heads’; of a colleague it is not there', async () => {
  const [ivanova, volkov] = [await school.person('ivanova'), await school.person('volkov')].map(String);
  for (const name of named('teacher')) {
    expect(await getting(name, { of: ivanova! })).toEqual(['ivanova', ...heads].toSorted());
    expect(await getting(name, { of: volkov! })).toEqual(['volkov', ...heads].toSorted());
  }
  // A parent, a student, a number of nobody: no teacher.
  for (const nobody of [String(await school.person('petrova')), String(await school.person('masha')), '999999', 'x'])
    for (const name of named('teacher')) expect(await getting(name, { of: nobody }), nobody).toEqual([]);
});

describe('what there is cannot be told from what there is not', () => {
  test('another’s class, journal and teacher from a number of nothing', async () => {
    const russian = String(await courseOf(school, '9А', 'Русский язык'));
    const volkov = String(await school.person('volkov'));
    for (const { name, of } of reports) {
      const foreign = { class: classes['9А'], course: russian, teacher: volkov, school: '' }[of];
      if (of === 'school') continue;
      const [others, nothing] = [
        await refusal('ivanova', name, { of: foreign }),
        await refusal('ivanova', name, { of: '999999' }),
      ];
      expect(others, name).not.toBeNull();
      expect({ ...others }, name).toEqual({ ...nothing });
    }
  });

  test('at the doors too: page, PDF, XLSX and JSON of 1А say the same to Иванова, and no name of 1А', async () => {
    const ivanova = await school.browser('ivanova');
    const bodyOf = async (address: string) => {
      const { statusCode, body } = await ivanova.get(address);
      return { statusCode, body: body.replaceAll(/of=\d+/g, 'of=') };
    };
    for (const { name } of reports.filter(({ of }) => of === 'class')) {
      for (const door of [
        `/reports/${name}`,
        `/reports/${name}/pdf`,
        `/reports/${name}/xlsx`,
        `/api/reports/${name}`,
      ]) {
        const own = await bodyOf(`${door}?of=${classes['1А']}`);
        expect(own.statusCode, door).toBe(404);
        expect(own.body, door).not.toMatch(/1А|Фёдоров/);
        expect(own, door).toEqual(await bodyOf(`${door}?of=999999`));
      }
    }
  });

  test('a family is told of no report at all, of its own class neither', async () => {
    for (const login of ['petrova', 'masha', 'belova'])
      for (const { name } of reports)
        expect((await refusal(login, name, { of: classes['5Б'] }))?.kind, name).toBe('not-found');
  });
});

describe('a past year', () => {
  // In 2020 Иванова led 2А and Фёдорова 2Б; Орлова taught both.
  const past = { year: countedYear, term: 'quarter-1' };

  test('is for the heads: who led the class then leads it no longer', async () => {
    for (const name of named('class'))
      expect(await getting(name, { year: countedYear, of: String(counted.classes['2А']) }), name).toEqual(
        heads.toSorted(),
      );
    for (const name of ['student-totals', 'school-progress', 'school-attendance'])
      expect(await getting(name, past), name).toEqual(heads.toSorted());
  });

  test('of their own journals teachers have it as well', async () => {
    const of = String(counted.courses['2А Шахматы']);
    for (const name of named('course'))
      expect(await getting(name, { ...past, of }), name).toEqual(['orlova', ...heads].toSorted());
    const orlova = String(await school.person('orlova'));
    for (const name of named('teacher'))
      expect(await getting(name, { ...past, of: orlova }), name).toEqual(['orlova', ...heads].toSorted());
  });

  test('a class of one year is none of another, for the heads neither', async () => {
    for (const name of named('class')) {
      expect(await getting(name, { of: String(counted.classes['2А']) }), name).toEqual([]);
      expect(await getting(name, { year: countedYear, of: classes['5Б'] }), name).toEqual([]);
    }
    expect(await getting('student-totals', { year: '1999-10-01' })).toEqual([]);
  });
});

test('a class that goes to another teacher goes with its reports', async () => {
  const lead = (login: string) =>
    query(
      school,
      `update school_class set class_teacher_id = (select id from person where login = :login) where id = :id`,
      {
        ...{ login, id: classes['5Б'] },
      },
    );
  await lead('volkov');
  expect(await getting('class-results', { of: classes['5Б'] })).toEqual([...heads, 'volkov'].toSorted());
  await lead('ivanova');
});

test('what cannot be asked is refused to who may ask: a term, a day, days backwards, a parallel of no school', async () => {
  for (const [name, typed, reason] of [
    ['student-totals', { term: 'quarter-9' }, 'report/term'],
    ['class-results', { of: '', term: 'half-year-1' }, 'report/term'],
    ['class-sizes', { day: '2026-02-30' }, 'day'],
    ['student-movement', { from: '2026-10-02', to: '2026-10-01' }, 'days'],
    ['class-sizes', { parallel: '12' }, 'report/parallel'],
  ] as const)
    expect(await refusal('morozov', name, typed), name).toMatchObject({ kind: 'invalid', reason });
});
