import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grid } from '#journal/grid/grid.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf, studentOf, subjectOf } from '#test/journal.ts';
import { divideEvenly, placeInSubgroups } from './place-in-subgroups.ts';
import { classSubgroups } from './subgroups.ts';

let school: TestSchool;
let classId: number;
let english: number;
let masha: number;
beforeAll(async () => {
  school = await openTestSchool();
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
  english = await subjectOf(school, 'Английский язык');
  masha = await studentOf(school, 'Петрова Мария');
});
afterAll(() => school.close());

const seen = async (login = 'ivanova', day?: '2026-11-24' | '2026-12-01') => {
  const view = await school.as(login, act => classSubgroups(act, classId, day));
  return { ...view, english: view.subjects.find(({ subjectId }) => subjectId === english)! };
};
const place = (login: string, places: { studentId: number; subgroupId: number | null }[], since = '2026-12-01') =>
  school.as(login, act => placeInSubgroups(act, classId, { subjectId: english, since, places }));
const numberOf = ({ english: { placed, subgroups } }: Awaited<ReturnType<typeof seen>>) =>
  subgroups.find(({ id }) => id === placed[masha])?.number;
const other = async () => {
  const { english: divided } = await seen();
  return divided.subgroups.find(({ id }) => id !== divided.placed[masha])!;
};

describe('subgroups of 5Б', () => {
  it('are shown by subject with everybody’s place on the day', async () => {
    const { students, english: divided } = await seen();
    expect(divided.subgroups.map(({ number }) => number)).toEqual([1, 2]);
    expect(divided.subgroups[0]!.students + divided.subgroups[1]!.students).toBe(students.length);
    expect(divided.unplaced).toBe(0);
  });

  it('move Маша from a day on: both journals follow the date, the former stay remains', async () => {
    const before = numberOf(await seen())!;
    const to = await other();
    expect(await place('ivanova', [{ studentId: masha, subgroupId: to.id }])).toBe(1);
    expect(numberOf(await seen('ivanova', '2026-11-24'))).toBe(before);
    const later = await seen('ivanova', '2026-12-01');
    expect(numberOf(later)).toBe(to.number);
    const moves = later.english.history.filter(({ studentId }) => studentId === masha);
    expect(moves).toMatchObject([
      { number: to.number, since: '2026-12-01', until: null },
      { number: before, until: '2026-12-01' },
    ]);
    const courses = await query<{ id: number; number: number }>(
      school,
      `select c.id, g.number from course c join subgroup g on g.id = c.subgroup_id
       where c.school_class_id = :classId and c.subject_id = :english order by g.number`,
      { classId, english },
    );
    for (const { id, number } of courses) {
      const { students } = await school.as('morozov', act => grid(act, id, { period: 2 }));
      const stay = students.find(student => student.id === masha)!.stays[0]!;
      if (number === before) expect(stay.until).toBe('2026-12-01');
      else expect(stay.since).toBe('2026-12-01');
    }
  });

  it('said twice are moved once; before a change that is written already nothing is changed', async () => {
    const to = (await seen('ivanova', '2026-12-01')).english.placed[masha]!;
    expect(await place('ivanova', [{ studentId: masha, subgroupId: to }])).toBe(0);
    const earlier = place('ivanova', [{ studentId: masha, subgroupId: null }], '2026-11-25');
    expect(await refusalOf(earlier)).toMatchObject({ kind: 'conflict', reason: 'subgroup/later' });
  });

  it('corrected on the same day leave no stay of no days', async () => {
    const back = await other();
    const first = (await seen()).english.placed[masha]!;
    expect(back.id).not.toBe(first);
    await place('ivanova', [{ studentId: masha, subgroupId: first }]);
    const stays = await query<{ since: string }>(
      school,
      `select m.since::text from subgroup_member m join subgroup g on g.id = m.subgroup_id
       where g.school_class_id = :classId and g.subject_id = :english and m.student_id = :masha and m.since = m.until`,
      { classId, english, masha },
    );
    expect(stays).toEqual([]);
    expect((await seen('ivanova', '2026-12-01')).english.placed[masha]).toBe(first);
  });

  it('are divided evenly by the list in one press', async () => {
    await school.as('morozov', act => divideEvenly(act, classId, { subjectId: english, since: '2027-01-11' }));
    const view = await school.as('morozov', act => classSubgroups(act, classId, '2027-01-11'));
    const { placed, subgroups } = view.subjects.find(({ subjectId }) => subjectId === english)!;
    const numbers = view.students.map(({ id }) => subgroups.find(one => one.id === placed[id])!.number);
    const first = Math.ceil(view.students.length / 2);
    expect(numbers).toEqual(view.students.map((_, at) => (at < first ? 1 : 2)));
  });

  it('are the class teacher’s, the deputy’s and the registrar’s to keep; others don’t find them', async () => {
    const nobody: [] = [];
    for (const login of ['ivanova', 'morozov', 'kuznetsov']) expect(await place(login, nobody)).toBe(0);
    expect(await refusalOf(place('sokolova', nobody))).toMatchObject({ reason: 'not-allowed/keepSubgroups' });
    for (const login of ['orlova', 'volkov', 'petrova', 'masha'])
      expect(await refusalOf(place(login, nobody)), login).toMatchObject({ kind: 'not-found' });
  });

  it('take only students of the class, subgroups of the subject, days of the year', async () => {
    const egor = await studentOf(school, 'Козлов Егор');
    expect(await refusalOf(place('ivanova', [{ studentId: egor, subgroupId: null }]))).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusalOf(place('ivanova', [{ studentId: masha, subgroupId: 99_999 }]))).toMatchObject({
      kind: 'not-found',
    });
    for (const since of ['', '2026-08-31', '2027-09-01'])
      expect(await refusalOf(place('ivanova', [], since))).toMatchObject({ reason: 'subgroup/since', field: 'since' });
    const maths = await subjectOf(school, 'Математика');
    const none = school.as('ivanova', act => divideEvenly(act, classId, { subjectId: maths, since: '2026-12-01' }));
    expect(await refusalOf(none)).toMatchObject({ kind: 'not-found' });
  });
});

it('a new place ends where the one before it would have: with the stay in the class', async () => {
  const dima = await studentOf(school, 'Смирнов Дмитрий');
  const stays = () =>
    query<{ since: string; until: string | null }>(
      school,
      `select m.since::text as since, m.until::text as until from subgroup_member m join subgroup g on g.id = m.subgroup_id
       where m.student_id = :dima and g.subject_id = :english order by m.since`,
      { dima, english },
    );
  await query(
    school,
    `update subgroup_member set until = '2026-12-15' where student_id = :dima and until is null
       and subgroup_id in (select id from subgroup where subject_id = :english)`,
    { dima, english },
  );
  const { english: divided } = await seen();
  const to = divided.subgroups.find(({ id }) => id !== divided.placed[dima])!;
  await place('ivanova', [{ studentId: dima, subgroupId: to.id }]);
  expect(await stays()).toMatchObject([{ until: '2026-12-01' }, { since: '2026-12-01', until: '2026-12-15' }]);
});
