import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterCertificate, withdrawCertificate } from '#school/medical/certificates.ts';
import { remindOfEnding } from '#school/medical/remind-of-ending.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf, studentOf } from '#test/journal.ts';
import { grid } from './grid/grid.ts';
import { lesson } from './lesson.ts';

let school: TestSchool;
let masha: number;
let dima: number;
let timofey: number;
let pe: number;
let course: number;
beforeAll(async () => {
  school = await openTestSchool();
  masha = await studentOf(school, 'Петрова Мария');
  dima = await studentOf(school, 'Смирнов Дмитрий');
  timofey = await studentOf(school, 'Орлов Тимофей');
  pe = await lessonOf(school, { className: '5Б', subject: 'Физическая культура', day: '2026-11-24' });
  const [own] = await query<{ id: number }>(school, 'select course_id as id from lesson where id = :pe', { pe });
  course = own!.id;
});
afterAll(() => school.close());

const byDay = async (login: string, student: number, courseId = course) => {
  const { lessons, students } = await school.as(login, act => grid(act, courseId, { period: 'year' }));
  const { theory } = students.find(({ id }) => id === student)!;
  return lessons.filter(({ id }) => theory.includes(id)).map(({ day }) => day);
};
const enter = (login: string, studentId: number, entry: object) =>
  school.as(login, act =>
    enterCertificate(act, studentId, { kind: 'special-b', since: '2026-11-24', until: '2026-12-24', ...entry }),
  );

describe('physical education', () => {
  it('shows Волков who is on theory today, and nothing of why', async () => {
    const view = await school.as('volkov', act => lesson(act, pe));
    const signs = new Map(view.students.map(({ id, theory }) => [id, theory]));
    expect([signs.get(masha), signs.get(timofey), signs.get(dima)]).toEqual([true, true, false]);
    expect([...signs.values()].filter(Boolean)).toHaveLength(2);
    const browser = await school.browser('volkov');
    for (const body of [
      (await browser.get(`/lessons/${pe}`)).body,
      (await browser.get(`/journal/${course}?period=year`)).body,
      (await browser.json('GET', `/api/lessons/${pe}`)).body,
      (await browser.json('GET', `/api/journal/${course}?period=year`)).body,
    ]) {
      expect(body).toMatch(/теория|theory/);
      expect(body).not.toMatch(/special|preparatory|released|специальн|подготовит|справк|группа «А»|94\/2|>117</i);
    }
  });

  it('shows it in the grid for the days of the certificate: Маша from 25 September to 24 December', async () => {
    const days = await byDay('volkov', masha);
    expect(days.at(0)! >= '2026-09-25' && days.at(-1)! <= '2026-12-24').toBe(true);
    const all = await query<{ day: string }>(
      school,
      `select day::text from lesson where course_id = :course and day between '2026-09-25' and '2026-12-24' order by day, slot`,
      { course },
    );
    expect(days).toEqual(all.map(({ day }) => day));
    expect(await byDay('volkov', timofey)).toEqual(days.filter(day => day >= '2026-11-21' && day <= '2026-11-28'));
    expect(await byDay('volkov', dima)).toEqual([]);
  });

  it('is the only subject that shows it', async () => {
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
    const [other] = await query<{ id: number }>(school, 'select course_id as id from lesson where id = :maths', {
      maths,
    });
    expect(await byDay('ivanova', masha, other!.id)).toEqual([]);
    const view = await school.as('ivanova', act => lesson(act, maths));
    expect(view.students.some(({ theory }) => theory)).toBe(false);
  });

  it('has no sign for the families: Смирнов sees nothing of Маша', async () => {
    const browser = await school.browser('smirnov');
    for (const path of [`/lessons/${pe}`, `/journal/${course}`]) expect((await browser.get(path)).statusCode).toBe(404);
    const diary = (await (await school.browser('petrova')).get('/diary')).body;
    expect(diary).not.toMatch(/теория|специальн|медицинск/);
  });
});

describe('a certificate', () => {
  it('that began later holds: a preparatory group ends the sign, until it is withdrawn', async () => {
    const id = await enter('ivanova', masha, { kind: 'preparatory', since: '2026-12-01', until: '2026-12-20' });
    const days = await byDay('volkov', masha);
    expect(days.some(day => day >= '2026-12-01' && day <= '2026-12-20')).toBe(false);
    expect(days.some(day => day > '2026-12-20')).toBe(true);
    await school.as('ivanova', act => withdrawCertificate(act, id));
    await school.as('ivanova', act => withdrawCertificate(act, id));
    expect((await byDay('volkov', masha)).some(day => day >= '2026-12-01' && day <= '2026-12-20')).toBe(true);
  });

  it('is entered by the class teacher and the registrar; who may only read is told so, others find nobody', async () => {
    await enter('kuznetsov', dima, { since: '2026-01-12', until: '2026-05-31' });
    for (const login of ['morozov', 'sokolova'])
      expect(await refusalOf(enter(login, dima, {}))).toMatchObject({ reason: 'not-allowed/keepMedical' });
    for (const login of ['volkov', 'orlova', 'petrova', 'masha'])
      expect(await refusalOf(enter(login, masha, {})), login).toMatchObject({ kind: 'not-found' });
  });

  it.each([
    [{ kind: 'осв.' }, 'medical/kind', 'kind'],
    [{ since: '24.11' }, 'medical/since', 'since'],
    [{ until: '' }, 'medical/until', 'until'],
    [{ until: '2026-11-23' }, 'medical/until-before', 'until'],
    [{ until: '2027-11-25' }, 'medical/long', 'until'],
    [{ number: '1'.repeat(41) }, 'medical/number', 'number'],
  ])('is refused with %j', async (entry, reason, field) => {
    expect(await refusalOf(enter('ivanova', dima, entry))).toMatchObject({ reason, field });
  });

  it('of a whole year will do; the same one twice will not', async () => {
    await enter('ivanova', dima, { kind: 'basic', since: '2025-11-24', until: '2026-11-24' });
    const twice = enter('ivanova', dima, { kind: 'basic', since: '2025-11-24', until: '2026-11-24' });
    expect(await refusalOf(twice)).toMatchObject({ kind: 'conflict', reason: 'medical/known' });
  });

  it('that ends within two weeks is spoken of once, without a name and without what it is', async () => {
    const told = () =>
      query<{ reader: string; facts: object }>(
        school,
        `select p.login as reader, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'card-due'`,
      );
    await school.house.asHouse(remindOfEnding);
    // Тимофей's release and Дима's preparatory group; the basic one of today has a successor.
    expect(await told()).toEqual([{ reader: 'ivanova', facts: { className: '5Б', count: 2 } }]);
    await school.house.asHouse(remindOfEnding);
    expect(await told()).toHaveLength(1);
  });
});
