import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFinal, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, type SmallClass } from '#test/journal.ts';
import { addCourse } from '#test/reports.ts';
import { dueFinals } from './figures/due-finals.ts';
import { runReport } from './run-report.ts';
import { countTold, placeOf, toldFamilies } from './told-families.ts';

// Final marks of the second quarter of 3К: Анна has 2 in Шахматы and in Шашки, Борис 2 in Шашки, Вера 5 in both.
let school: TestSchool;
let small: SmallClass;
let periodId: number;
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  periodId = await periodIdOf(school, 'quarter', 2);
  const draughts = await addCourse(school, small.id, { subject: 'Шашки', teacher: 'orlova' });
  for (const [courseId, values] of [
    [small.courseId, [2, 3, 5]],
    [draughts, [2, 2, 5]],
  ] as const)
    for (const [index, value] of values.entries())
      await addFinal(school, { courseId, studentId: small.students[index]!, stage: 'period', periodId, value });
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'petrova'`,
    { anna: small.students[0] },
  );
});
afterAll(() => school.close());

/** A notice of Фёдорова as it stands in the table; to Петрова where it was sent. */
async function put(
  student: number,
  notice: {
    way: 'sent' | 'paper';
    subject: string;
    failing?: boolean;
    day: string;
    back?: string;
    confirmed?: string;
    taken?: true;
  },
) {
  const subjects = JSON.stringify([{ subject: notice.subject, failing: notice.failing ?? true }]);
  const [row] = await query<{ id: number }>(
    school,
    `insert into parent_notice (student_id, school_class_id, period_id, way, subjects, by_id, at, returned_on, returned_at, taken_back_at)
     select :student, :classId, :periodId, :way, :subjects, id, :at, :back, case when :back::date is not null then now() end,
       case when :taken then now() end from person where login = 'fedorova' returning id`,
    {
      ...{ student, classId: small.id, periodId, way: notice.way, subjects, at: `${notice.day}T12:00:00+03:00` },
      ...{ back: notice.back ?? null, taken: notice.taken ?? false },
    },
  );
  if (notice.way === 'sent')
    await query(
      school,
      `insert into noticed_parent (parent_notice_id, parent_id, confirmed_at, through)
       select :id, id, :confirmed, case when :confirmed::timestamptz is not null then 'page' end from person where login = 'petrova'`,
      { id: row!.id, confirmed: notice.confirmed ? `${notice.confirmed}T12:00:00+03:00` : null },
    );
}

const asked = () =>
  school.as('fedorova', async act => {
    const [finals] = await dueFinals(act, { span: { stage: 'period', periodIds: [periodId] }, classIds: [small.id] });
    const told = await toldFamilies(act, finals!);
    return { told, count: countTold(finals!, told) };
  });
const form5 = async () => {
  const { view } = await school.as('fedorova', act =>
    runReport(act, 'class-teacher-report', { term: 'quarter-2', of: String(small.id) }),
  );
  return school.press
    .sheets('class-teacher-report', view)
    .sheets[0]!.parts.flatMap(part => (part.kind === 'list' ? part.items : []))
    .find(item => item.startsWith('Родители'));
};

test('without a word to anybody nobody is told', async () => {
  const { told, count } = await asked();
  expect([...told]).toEqual([]);
  expect(count).toEqual({ failing: 2, told: 0, untold: ['Арсеньева Анна', 'Быков Борис'] });
});

test('what was taken back, told as borderline, sent and not read, printed and not returned tells nobody', async () => {
  const [anna, boris] = small.students;
  await put(anna, { way: 'sent', subject: 'Шахматы', day: '2026-11-20', confirmed: '2026-11-20', taken: true });
  await put(anna, { way: 'sent', subject: 'Шахматы', day: '2026-11-20', confirmed: '2026-11-20', failing: false });
  await put(anna, { way: 'sent', subject: 'Шашки', day: '2026-11-21' });
  await put(boris, { way: 'paper', subject: 'Шашки', day: '2026-11-21' });
  const { told, count } = await asked();
  const notice = { by: 'Фёдорова С. И.', on: '2026-11-21' };
  expect(Object.fromEntries(told)).toEqual({
    [placeOf(anna, 'Шашки')]: { how: 'sent', on: '2026-11-21', notice },
    [placeOf(boris, 'Шашки')]: { how: 'printed', on: '2026-11-21', notice },
  });
  expect(count.told).toBe(0);
});

test('a family is told once it knows of every 2: signed counts, confirmed in one of two subjects does not', async () => {
  const [anna, boris] = small.students;
  await put(anna, { way: 'sent', subject: 'Шашки', day: '2026-11-22', confirmed: '2026-11-23' });
  await put(boris, { way: 'paper', subject: 'Шашки', day: '2026-11-22', back: '2026-11-24' });
  const { told, count } = await asked();
  expect(told.get(placeOf(anna, 'Шашки'))).toMatchObject({ how: 'confirmed', on: '2026-11-23' });
  expect(told.get(placeOf(boris, 'Шашки'))).toMatchObject({ how: 'signed', on: '2026-11-24' });
  expect(count).toEqual({ failing: 2, told: 1, untold: ['Арсеньева Анна'] });
  expect(await form5()).toBe('Родители неуспевающих уведомлены: 1 из 2; не подтверждено: Арсеньева Анна.');
});

test('what the program told by itself counts once it is read; of signs equally sure the first holds', async () => {
  const [anna] = small.students;
  await query(
    school,
    `insert into notice (reader_id, kind, subject, facts, student_id, calm, at, due_at, read_at)
     select id, 'final', 'finals:' || :course, :facts, :anna, false, '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z', '2026-11-23T15:00:00Z'
     from person where login = 'petrova'`,
    {
      course: small.courseId,
      anna,
      facts: JSON.stringify({ stage: 'period', number: 2, subject: 'Шахматы', final: 2 }),
    },
  );
  await put(anna, { way: 'sent', subject: 'Шашки', day: '2026-11-24', confirmed: '2026-11-24' });
  const { told, count } = await asked();
  expect(told.get(placeOf(anna, 'Шахматы'))).toEqual({ how: 'read', on: '2026-11-23', notice: null });
  expect(told.get(placeOf(anna, 'Шашки'))).toMatchObject({ how: 'confirmed', on: '2026-11-23' });
  expect(count).toEqual({ failing: 2, told: 2, untold: [] });
  expect(await form5()).toBe('Родители неуспевающих уведомлены: 2 из 2.');
});
