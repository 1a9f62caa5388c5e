import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolNew, letGo, moveToClass, takeIn } from '#school/movement/enter-movement.ts';
import { studentMovement } from '#school/movement/student-movement.ts';
import { proposedChoices, yearToEnd } from '#school/rollover/propose.ts';
import {
  confirmRollover,
  decideStudent,
  prepareRollover,
  rollover,
  rolloverPlan,
  runRollover,
} from '#school/rollover/rollovers.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf, studentOf } from '#test/journal.ts';
import { waitsForRollover } from '#test/rollover.ts';
import { takeBackMovement } from '../movement/take-back-movement.ts';

// The sample school on the first of June 2027. Дима of 5Б stays for a second year; two of 9А have decided for the tenth, one not yet.
let school: TestSchool;
let id: number;
let dima: number;
let masha: number;
let ninth: number[];
beforeAll(async () => {
  school = await openTestSchool({ queue: () => ({ enqueue: async () => {} }) });
  school.world.set('2027-06-01T10:00:00+03:00');
  [dima, masha] = [await studentOf(school, 'Смирнов Дмитрий'), await studentOf(school, 'Петрова Мария')];
  const rows = await query<{ id: number }>(
    school,
    `select e.student_id as id from enrolment e join school_class k on k.id = e.school_class_id
     where k.grade = 9 and k.letter = 'А' and e.until is null order by e.student_id limit 3`,
  );
  ninth = rows.map(row => row.id);
});
afterAll(() => school.close());

const order = { orderNumber: '77-у', orderDate: '2027-05-31' };
const decide = (by: string, studentId: number, becomes: 'repeating' | 'promoted' | 'conditional', to?: string) =>
  school.as(by, act => decideStudent(act, id, { studentId, becomes, to }));
const staysOf = async (studentId: number) =>
  (await school.as('kuznetsov', act => studentMovement(act, studentId))).stays;
const classOf = async (name: string, year: number) =>
  (
    await query<{ id: number }>(
      school,
      `select k.id from school_class k join school_year y on y.id = k.year_id
       where k.grade || k.letter = :name and extract(year from y.first_day) = :year`,
      { name, year },
    )
  )[0]!.id;

/** Entered by mistake, and taken back a moment later. */
async function leaveByMistake(studentId: number): Promise<void> {
  const line = await school.as('kuznetsov', act =>
    letGo(act, studentId, { ...order, day: '2027-06-01', place: 'Азов' }),
  );
  await school.as('kuznetsov', act => takeBackMovement(act, line, 'Ошиблись фамилией'));
}

test('of two who decide about students at once neither undoes what the other has decided', async () => {
  id = await school.as('kuznetsov', async act =>
    prepareRollover(act, { ...order, choices: await proposedChoices(act, await yearToEnd(act)) }),
  );
  await Promise.all([
    decide('kuznetsov', dima, 'repeating'),
    decide('morozov', masha, 'conditional'),
    decide('kuznetsov', ninth[0]!, 'promoted', '10А'),
    decide('morozov', ninth[1]!, 'promoted', '10А'),
  ]);
  const { choices } = await school.as('kuznetsov', act => rollover(act, id));
  expect(choices.students).toHaveLength(4);
});

test('who confirms it a second time while it is being carried out changes nothing', async () => {
  const { basis } = await school.as('kuznetsov', act => rolloverPlan(act, id));
  const by = await school.person('kuznetsov');
  await school.as('kuznetsov', act => confirmRollover(act, id, basis));
  await Promise.all([
    runRollover(school.house, { rolloverId: id, by }),
    school.as('morozov', act => confirmRollover(act, id, basis)),
  ]);
  expect(await school.as('kuznetsov', act => rollover(act, id))).toMatchObject({ state: 'done' });
});

test('a departure taken back leaves what the council decided: Дима stays for a second year', async () => {
  await leaveByMistake(dima);
  expect(await staysOf(dima)).toMatchObject([
    { className: '5Б', until: '2027-09-01', departure: 'repeating', departureOrder: '77-у' },
    { className: '5А', since: '2027-09-01', arrival: 'repeating', arrivalOrder: '77-у' },
  ]);
});

test('so does one of a student who goes on conditionally, and of one who goes from the ninth to the tenth', async () => {
  await leaveByMistake(masha);
  expect(await staysOf(masha)).toMatchObject([
    { className: '5Б', until: '2027-09-01', departure: 'conditional' },
    { className: '6Б', since: '2027-09-01', arrival: 'promoted' },
  ]);
  await leaveByMistake(ninth[0]!);
  expect(await staysOf(ninth[0]!)).toMatchObject([
    { className: '9А', until: '2027-09-01', departure: 'promoted' },
    { className: '10А', since: '2027-09-01', arrival: 'promoted' },
  ]);
});

test('who has finished the ninth grade is taken into the tenth in the summer, from September on', async () => {
  school.world.set('2027-07-05T10:00:00+03:00');
  const tenth = await classOf('10А', 2027);
  const entry = { orderNumber: '91-у', orderDate: '2027-07-05', classId: tenth };
  const line = await school.as('morozov', act => takeIn(act, ninth[2]!, { ...entry, day: '2027-09-01' }));
  expect(await staysOf(ninth[2]!)).toMatchObject([
    { className: '9А', until: '2027-09-01', departure: 'finished' },
    { className: '10А', since: '2027-09-01', arrival: 'enrolled', arrivalOrder: '91-у', until: null },
  ]);
  await school.as('morozov', act => takeBackMovement(act, line, 'Забирает документы'));
  expect(await staysOf(ninth[2]!)).toMatchObject([{ className: '9А', until: '2027-09-01', departure: 'finished' }]);
  const early = school.as('morozov', act => takeIn(act, ninth[2]!, { ...entry, day: '2027-08-31' }));
  expect(await refusalOf(early)).toMatchObject({ kind: 'invalid', field: 'day' });
  const fifth = school.as('morozov', async act =>
    takeIn(act, masha, { ...entry, classId: await classOf('6Б', 2027), day: '2027-09-01' }),
  );
  expect(await refusalOf(fifth)).toMatchObject({ reason: 'movement/in-class' });
});

test('on the first of September too', async () => {
  school.world.set('2027-09-01T09:00:00+03:00');
  const entry = {
    orderNumber: '120-у',
    orderDate: '2027-08-31',
    day: '2027-09-01',
    classId: await classOf('10А', 2027),
  };
  await school.as('kuznetsov', act => takeIn(act, ninth[2]!, entry));
  expect((await staysOf(ninth[2]!)).at(-1)).toMatchObject({
    className: '10А',
    since: '2027-09-01',
    arrival: 'enrolled',
  });
});

test('movement waits for a rollover that is being carried out', async () => {
  const to = await classOf('6А', 2027);
  const entry = { orderNumber: '121-у', orderDate: '2027-09-01', day: '2027-09-02', classId: to };
  expect(await waitsForRollover(school, () => school.as('kuznetsov', act => moveToClass(act, masha, entry)))).toBe(
    true,
  );
  const lev = { familyName: 'Новиков', givenName: 'Лев', sex: 'male', birthday: '2015-05-05' };
  const enrolled = () => school.as('kuznetsov', act => enrolNew(act, { ...entry, ...lev, day: '2027-09-03' }));
  expect(await waitsForRollover(school, enrolled)).toBe(true);
});
