import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { addClasses } from '#school/settings/classes.ts';
import { settingHistory } from '#school/settings/setting-history.ts';
import { courseOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf } from '#test/journal.ts';
import { findLesson } from '../lesson-head.ts';
import { applyTeacherChanges, changeTeacher, takeBackTeacherChange } from './change-teacher.ts';
import { addCourse, changeCourse, dropCourse } from './keep-course.ts';
import { teachingLoad } from './load.ts';

let school: TestSchool;
let maths: number;
let classId: number;
let mathsSubject: number;
beforeAll(async () => {
  school = await openTestSchool();
  maths = await courseOf(school, '5Б', 'Математика');
  const [row] = await query<{ class: number; subject: number }>(
    school,
    'select school_class_id as class, subject_id as subject from course where id = :maths',
    { maths },
  );
  classId = row!.class;
  mathsSubject = row!.subject;
});
afterAll(() => school.close());

const keep = <T>(work: (act: Act) => Promise<T>) => school.as('kuznetsov', work);
const line = async (id: number) =>
  (await keep(act => teachingLoad(act, { classId }))).lines.find(one => one.id === id)!;

test('the load of 5Б has its subjects with hours; that of Ivanova adds up', async () => {
  const view = await keep(act => teachingLoad(act, { classId }));
  expect(await line(maths)).toMatchObject({
    subject: 'Математика',
    teacher: 'Иванова Н. П.',
    hours: 5,
    placed: 5,
    empty: false,
  });
  expect(view.hours).toBe(view.lines.reduce((sum, { hours }) => sum + hours, 0));
  const ivanova = await school.person('ivanova');
  const own = await keep(act => teachingLoad(act, { teacherId: ivanova }));
  expect(own.teachers.find(({ id }) => id === ivanova)!.hours).toBe(own.hours);
  await school.as('sokolova', async act => {
    expect(await school.countQueries(() => teachingLoad(act, { classId }))).toBe(5);
    expect(await school.countQueries(() => teachingLoad(act))).toBe(5);
  });
});

test('Volkov takes the maths of 5Б over today: yesterday’s lesson stays Ivanova’s, today’s is his', async () => {
  const volkov = await school.person('volkov');
  await keep(act => changeTeacher(act, { courseId: maths, teacherId: volkov, day: '2026-11-24' }));
  const teacherOf = async (day: Day) => {
    const id = await lessonOf(school, { className: '5Б', subject: 'Математика', day });
    return (await school.house.asHouse(act => findLesson(act, id))).teacher;
  };
  expect(await teacherOf('2026-11-23')).toBe('Иванова Н. П.');
  expect(await teacherOf('2026-11-24')).toBe('Волков Д. О.');
  expect(await line(maths)).toMatchObject({
    ...{ teacher: 'Волков Д. О.', past: [{ teacher: 'Иванова Н. П.', until: '2026-11-24' }] },
  });
  const [told] = await school.as('sokolova', act => settingHistory(act, 'load'));
  expect(told).toMatchObject({ thing: 'teacher', name: '5Б, Математика', by: 'Кузнецов И. С.' });
});

test('a change to come waits for its day, may be taken back, and is done by the clock once', async () => {
  const ivanova = await school.person('ivanova');
  const change = () => keep(act => changeTeacher(act, { courseId: maths, teacherId: ivanova, day: '2026-11-30' }));
  await change();
  const { coming, teacher } = await line(maths);
  expect([teacher, coming]).toMatchObject(['Волков Д. О.', { teacher: 'Иванова Н. П.', day: '2026-11-30' }]);
  await keep(act => takeBackTeacherChange(act, coming!.id));
  expect(await line(maths)).toMatchObject({ coming: null });

  await change();
  school.world.set('2026-11-30T08:00:00+03:00');
  await school.house.asHouse(applyTeacherChanges);
  await school.house.asHouse(applyTeacherChanges);
  expect(await line(maths)).toMatchObject({ teacher: 'Иванова Н. П.', coming: null });
  expect((await line(maths)).past).toHaveLength(2);
});

test('nobody is given yesterday’s lessons, nor one who does not teach, nor by a teacher', async () => {
  const [volkov, masha] = [await school.person('volkov'), await school.person('masha')];
  const change = (login: string, teacherId: number, day: string) =>
    refusalOf(school.as(login, act => changeTeacher(act, { courseId: maths, teacherId, day })));
  expect(await change('kuznetsov', volkov, '2026-11-29')).toMatchObject({ field: 'day' });
  expect(await change('kuznetsov', masha, '2026-12-01')).toMatchObject({ field: 'teacher' });
  expect(await change('sokolova', volkov, '2026-12-01')).toMatchObject({ kind: 'not-allowed' });
  expect(await change('ivanova', volkov, '2026-12-01')).toMatchObject({ kind: 'not-found' });
});

test('a line is added for a new class, changed, and taken away while nobody has worked in it', async () => {
  const [fresh] = await keep(act => addClasses(act, { grade: 1, letters: 'Ю', periodKind: 'quarter', shift: 1 }));
  const teacherId = await school.person('fedorova');
  const entry = { classId: fresh!, subjectId: mathsSubject, subgroup: null, teacherId, hours: 4, graded: true };
  const id = await keep(act => addCourse(act, entry));
  const added = async () => (await keep(act => teachingLoad(act, { classId: fresh! }))).lines;
  // 3.4: grade 1 has no marks, whatever was ticked.
  expect(await added()).toMatchObject([{ hours: 4, graded: false, empty: true }]);
  expect(await refusalOf(keep(act => addCourse(act, entry)))).toMatchObject({ reason: 'settings/course-there' });
  expect(await refusalOf(keep(act => changeCourse(act, { id, hours: 4, graded: true })))).toMatchObject({
    reason: 'settings/grade-one',
  });
  await keep(act => changeCourse(act, { id, hours: 5, graded: false }));
  expect(await added()).toMatchObject([{ hours: 5 }]);
  await keep(act => dropCourse(act, id));
  expect(await added()).toEqual([]);
});

test('a journal with records is not taken away, nor made one without marks', async () => {
  expect(await refusalOf(keep(act => dropCourse(act, maths)))).toMatchObject({ reason: 'settings/course-worked' });
  const ungraded = keep(act => changeCourse(act, { id: maths, hours: 5, graded: false }));
  expect(await refusalOf(ungraded)).toMatchObject({ reason: 'settings/course-marks' });
});

test('the page and JSON do the same', async () => {
  const kuznetsov = await school.browser('kuznetsov');
  const page = await kuznetsov.get(`/school/load?class=${classId}`);
  expect(page.body).toContain('Математика');
  const body = await kuznetsov.json('GET', `/api/school/load?class=${classId}`);
  expect(body.json().lines.find((one: { id: number }) => one.id === maths)).toMatchObject({ hours: 5 });
  const changed = await kuznetsov.post(`/school/load/${maths}`, {
    hours: '6',
    graded: 'yes',
    by: 'class',
    of: `${classId}`,
  });
  expect([changed.statusCode, changed.headers.location]).toEqual([303, `/school/load?class=${classId}`]);
  expect(await line(maths)).toMatchObject({ hours: 6 });
});
