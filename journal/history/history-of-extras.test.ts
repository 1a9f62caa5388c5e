import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, lessonOf, query, type SmallClass, smallClass } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { settleConflict } from '../conflicts/settle-conflict.ts';
import { planControl } from '../controls/plan-control.ts';
import { fillLesson } from '../fill-lesson.ts';
import { enterCell } from '../grid/enter-cell.ts';
import { importPlan } from '../plan/import-plan.ts';
import { addLink, removeResource } from '../resources/keep-resource.ts';
import { historyOfCell, historyOfLesson } from './history-of-lesson.ts';
import { beginHistory } from './opening.ts';
import { beginHistoryOfLessons } from './opening-lessons.ts';
import { verifyLog } from './verify-log.ts';

// Иванова teaches chess in 3К; today is Tuesday, November 24.
let school: TestSchool;
let chess: SmallClass;
let today: number;
let friday: number;
let maths: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  today = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 9 });
  await addLesson(school, chess.courseId, { day: '2026-11-26', slot: 1 });
  friday = await addLesson(school, chess.courseId, { day: '2026-11-27', slot: 1 });
  maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
  await query(
    school,
    `insert into lesson_resource (lesson_id, title, url, by_id, at)
     select :maths, 'resh.edu.ru', 'https://resh.edu.ru/', id, now() from person where login = 'ivanova'`,
    { maths },
  );
  await query(school, 'update lesson set homework_for_id = null, control_id = 3 where id = :maths', { maths });
});
afterAll(() => school.close());

const verify = () => school.house.asHouse(act => verifyLog(act));
const tampered = async (sql: string, params: Record<string, unknown> = {}) => {
  let verdict: Awaited<ReturnType<typeof verify>> | undefined;
  const rollback = new Error('only a try');
  const trying = school.house.asHouse(async act => {
    await act.em.execute(sql, params);
    verdict = await verifyLog(act);
    throw rollback;
  });
  await trying.catch(error => {
    if (error !== rollback) throw error;
  });
  return verdict;
};
const stray = (deed: string, subject: string) => ({ whole: false, fault: { found: 'stray', deed, subject } });

test('a history that began without them promises nothing of them, until it begins to keep them, once', async () => {
  await school.house.asHouse(beginHistory);
  expect(await tampered('update lesson set control_id = null where id = :maths', { maths })).toMatchObject({
    whole: true,
  });
  expect(await school.house.asHouse(beginHistoryOfLessons)).toBe(true);
  expect(await school.house.asHouse(beginHistoryOfLessons)).toBe(false);
  expect(await verify()).toMatchObject({ whole: true });
});

describe('what stood there before', () => {
  test('can’t be changed unseen: a control work, a due lesson, a line of the plan, a link', async () => {
    const params = { maths };
    expect(await tampered('update lesson set control_id = null where id = :maths', params)).toMatchObject(
      stray('control', `control:${maths}`),
    );
    expect(await tampered('update lesson set homework_for_id = id where id = :maths', params)).toMatchObject(
      stray('due', `due:${maths}`),
    );
    const [planned] = await query<{ id: number }>(
      school,
      'select min(id) as id from lesson where planned_topic_id is not null',
    );
    const none = 'update lesson set planned_topic_id = null where id = :id';
    expect(await tampered(none, planned)).toMatchObject(stray('plan', `plan:${planned!.id}`));
    const ofMaths = 'lesson_id = :maths';
    for (const change of [
      `update lesson_resource set url = 'https://a.ru/' where ${ofMaths}`,
      `update lesson_resource set removed_at = now() where ${ofMaths}`,
      `delete from lesson_resource where ${ofMaths}`,
    ]) {
      expect(await tampered(change, params), change).toMatchObject({
        fault: { deed: 'resource', className: '5Б', subjectName: 'Математика', day: '2026-11-24' },
      });
    }
  });
});

describe('what Иванова does', () => {
  let link: number;
  let control: { id: number; name: string };
  beforeAll(async () => {
    const [kind] = await query<typeof control>(
      school,
      'select id, name from work_kind where control order by id limit 1',
    );
    control = kind!;
    await school.as('ivanova', act =>
      importPlan(act, chess.courseId, {
        topics: [{ section: null, title: 'Ход конём', hours: 1, plannedOn: null }],
      }),
    );
    await school.as('ivanova', act => fillLesson(act, today, { topic: 'Ход конём', homework: '§ 3' }));
    school.world.pass(60_000);
    await school.as('ivanova', act => fillLesson(act, today, { homeworkForId: friday }));
    school.world.pass(60_000);
    await school.as('ivanova', act => planControl(act, today, control.id));
    school.world.pass(60_000);
    link = await school.as('ivanova', act => addLink(act, today, { url: 'https://resh.edu.ru/1', title: 'Кони' }));
    school.world.pass(60_000);
    await school.as('ivanova', act => removeResource(act, today, link));
  });

  test('is read in the history of the lesson: who, when, from what to what', async () => {
    const { entries } = await school.as('fedorova', act => historyOfLesson(act, today));
    const kept = { title: 'Кони', url: 'https://resh.edu.ru/1', file: null };
    expect(entries.map(({ deed, before, after }) => [deed, before, after])).toEqual([
      ['resource', kept, null],
      ['resource', null, kept],
      ['control', null, control.name],
      ['due', null, '2026-11-27'],
      ['homework', null, { text: '§ 3', none: false }],
      ['plan', null, '1. Ход конём'],
      ['topic', null, 'Ход конём'],
    ]);
    const page = await (await school.browser('ivanova')).get(`/lessons/${today}/history`);
    const text = page.body.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
    expect(text).toMatch(/ссылка или файл Кони https:\/\/resh\.edu\.ru\/1 нет/);
    expect(text).toMatch(/к какому уроку задано следующий урок 27 ноября/);
    expect(text).toMatch(/строка плана нет 1\. Ход конём/);
  });

  test('is held against the journal: a row changed by SQL is found', async () => {
    expect(await verify()).toMatchObject({ whole: true });
    const params = { today, link };
    const where = { className: '3К', subjectName: 'Шахматы', day: '2026-11-24' };
    for (const [deed, set] of [
      ['due', 'homework_for_id = null'],
      ['control', 'control_id = null'],
      ['plan', 'planned_topic_id = null'],
    ] as const) {
      expect(await tampered(`update lesson set ${set} where id = :today`, params)).toMatchObject({
        whole: false,
        fault: { deed, subject: `${deed}:${today}`, row: today, ...where },
      });
    }
    const back = 'update lesson_resource set removed_at = null where id = :link';
    expect(await tampered(back, params)).toMatchObject(stray('resource', `resource:${today}:${link}`));
    const stolen = `insert into lesson_resource (lesson_id, title, url, by_id, at)
      select lesson_id, title, url, by_id, at from lesson_resource where id = :link`;
    expect(await tampered(stolen, params)).toMatchObject({ fault: { deed: 'resource', ...where } });
  });
});

test('two entries of a cell and the decision stand in the history of the cell', async () => {
  const [anna] = chess.students;
  await standIn(school, { lessonId: today });
  school.world.set('2026-11-24T18:00:00+03:00');
  const enter = (login: string, typed: string) =>
    school.as(login, act => enterCell(act, { lessonId: today, studentId: anna, typed, base: '' }));
  await enter('volkov', '4');
  school.world.pass(60_000);
  await enter('ivanova', '5');
  school.world.pass(60_000);
  const [conflict] = await query<{ id: number }>(school, 'select max(id) as id from cell_conflict');
  await school.as('volkov', act => settleConflict(act, conflict!.id, { chosen: 'standing', shown: '4' }));
  const { entries } = await school.as('ivanova', act => historyOfCell(act, today, anna));
  expect(entries.map(({ deed, by, after }) => [deed, by.split(' ')[0], after])).toMatchObject([
    ['conflict', 'Волков', { text: '5', chosen: 'standing' }],
    ['conflict', 'Иванова', { text: '5', chosen: null }],
    ['mark', 'Волков', { value: 4 }],
  ]);
});
