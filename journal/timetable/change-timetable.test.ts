import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import type { PlaceKey } from '#school/timetable/placed.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf } from '#test/journal.ts';
import { courseOf, lessonsLaid, placeOf, roomOf } from '#test/timetable.ts';
import { changeTimetable, moveLesson, placeLesson, removeLesson } from './change-timetable.ts';
import { undoChange } from './undo-change.ts';

// Mathematics of 5Б with Иванова, in 301: Mondays third, Tuesdays, Wednesdays and Fridays fourth, Thursdays first.
// Today is Tuesday, 24 November 2026. Tuesdays 5Б has five lessons, Иванова teaches 7А first and third.
const monday: Day = '2026-11-30';
let school: TestSchool;
let maths: number;
let tuesday: PlaceKey;
beforeAll(async () => {
  school = await openTestSchool();
  maths = await courseOf(school, { className: '5Б', subject: 'Математика' });
  tuesday = await placeOf(school, { className: '5Б', subject: 'Математика', weekday: 2, slot: 4 });
});
afterAll(() => school.close());

let undoing: number[] = [];
const moved = async (to: { weekday?: number; slot?: number; roomId?: number }, allowClashes?: boolean) => {
  const outcome = await school.as('morozov', act => moveLesson(act, { from: monday, what: tuesday, to, allowClashes }));
  undoing.push(outcome.changeId!);
  return outcome;
};
afterEach(async () => {
  for (const id of undoing.reverse()) await school.as('morozov', act => undoChange(act, id));
  undoing = [];
  await query(school, 'delete from notice');
});
const laid = (from: Day, to: Day) => lessonsLaid(school, maths, { from, to });

describe('a lesson moved from Monday on', () => {
  test('is moved in the coming weeks, and the past stays as it was', async () => {
    const past = await laid('2026-09-01', '2026-11-29');
    const { removed, added, kept } = await moved({ slot: 6 });
    // Tuesdays with lessons from 1 December 2026: 5, then 3 in January and February each, 4 in March, April and May each.
    expect({ removed, added, kept }).toEqual({ removed: 23, added: 23, kept: [] });
    expect(await laid('2026-09-01', '2026-11-29')).toEqual(past);
    expect(await laid('2026-11-30', '2026-12-06')).toEqual([
      '2026-11-30 3 301',
      '2026-12-01 6 301',
      '2026-12-02 4 301',
      '2026-12-03 1 301',
      '2026-12-04 4 301',
    ]);
  });

  test('undone before its day stands where it stood', async () => {
    const before = await laid('2026-11-24', '2027-05-26');
    const { changeId } = await moved({ slot: 6 });
    undoing = [];
    await school.as('kuznetsov', act => undoChange(act, changeId!));
    expect(await laid('2026-11-24', '2027-05-26')).toEqual(before);
    expect(await refusalOf(school.as('morozov', act => undoChange(act, changeId!)))).toMatchObject({
      kind: 'not-found',
    });
  });

  test('and moved again: the first change can be undone only after the second', async () => {
    const { changeId } = await moved({ slot: 6 });
    const outcome = await school.as('morozov', act =>
      moveLesson(act, { from: '2026-12-07', what: { ...tuesday, slot: 6 }, to: { slot: 7 } }),
    );
    expect(await laid('2026-12-01', '2026-12-08')).toEqual(
      expect.arrayContaining(['2026-12-01 6 301', '2026-12-08 7 301']),
    );
    const refusal = await refusalOf(school.as('morozov', act => undoChange(act, changeId!)));
    expect(refusal).toMatchObject({ kind: 'conflict', reason: 'timetable/undo-later' });
    undoing.push(outcome.changeId!);
  });

  test('of another room only keeps its lessons and their ids', async () => {
    const id = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-12-01' });
    // Another class is there: they share it.
    expect(await moved({ roomId: await roomOf(school, '101') }, true)).toMatchObject({ removed: 0, added: 0 });
    expect(await laid('2026-12-01', '2026-12-01')).toEqual(['2026-12-01 4 101']);
    expect(await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-12-01' })).toBe(id);
  });
});

describe('a lesson somebody has worked on', () => {
  const touch = async (sql: string, undo: string) => {
    const id = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-12-01' });
    await query(school, sql, { id });
    try {
      const { kept } = await moved({ slot: 6 });
      return [kept.map(({ touches }) => touches), await laid('2026-12-01', '2026-12-01')];
    } finally {
      await school.as('morozov', act => undoChange(act, undoing.pop()!));
      await query(school, undo, { id });
    }
  };
  const both = ['2026-12-01 4 301', '2026-12-01 6 301'];

  test('stays beside the new one: topic, homework, control work, a substitution, a link', async () => {
    const clear = 'update lesson set topic = null, no_homework = false, control_id = null where id = :id';
    expect(await touch(`update lesson set topic = 'Дроби' where id = :id`, clear)).toEqual([[['topic']], both]);
    expect(await touch('update lesson set no_homework = true where id = :id', clear)).toEqual([[['homework']], both]);
    expect(await touch('update lesson set control_id = 3 where id = :id', clear)).toEqual([[['control']], both]);
    expect(
      await touch(
        `with away as (insert into teacher_absence (teacher_id, since, until, reason)
           select id, '2026-12-01', '2026-12-01', 'курсы' from person where login = 'ivanova' returning id)
         insert into substitution (lesson_id, absence_id, teacher_id)
         select :id, away.id, p.id from away, person p where p.login = 'volkov'`,
        'delete from substitution where lesson_id = :id',
      ),
    ).toEqual([[['substitution']], both]);
    expect(
      await touch(
        `insert into lesson_resource (lesson_id, title, url, by_id, at) select :id, 'Учи.ру', 'https://uchi.ru', id, now() from person where login = 'ivanova'`,
        'delete from lesson_resource where lesson_id = :id',
      ),
    ).toEqual([[['resources']], both]);
  });

  test('and one for which homework is due', async () => {
    const today = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
    expect(
      await touch(
        `update lesson set homework_for_id = :id where id = ${today}`,
        `update lesson set homework_for_id = null where id = ${today}`,
      ),
    ).toEqual([[['homework-due']], both]);
  });

  test('is called «not by the timetable» until it is back in it', async () => {
    const id = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-12-01' });
    await query(school, `update lesson set topic = 'Дроби' where id = :id`, { id });
    await moved({ slot: 6 });
    const off = async () =>
      (await school.browser('ivanova')).json('GET', `/api/lessons/${id}`).then(answer => answer.json().offTimetable);
    expect(await off()).toBe(true);
    await school.as('morozov', act => undoChange(act, undoing.pop()!));
    expect(await off()).toBe(false);
    await query(school, 'update lesson set topic = null where id = :id', { id });
  });
});

describe('clashes', () => {
  test('refuse the change, and say with whom; allowed they are made', async () => {
    const refusal = await refusalOf(moved({ slot: 3 }));
    expect(refusal).toMatchObject({ kind: 'conflict', reason: 'timetable/clashes' });
    expect(school.press.sentence(`refusals/${refusal.reason}`, refusal.facts).replaceAll('\u00a0', ' ')).toBe(
      'Так нельзя без вашего согласия. Иванова Н. П. — два урока сразу: 5Б, Математика и 7А, Вероятность и статистика' +
        ' (вторник, 3-й урок). Кабинет 301 — два урока сразу: 5Б, Математика и 7А, Вероятность и статистика (вторник,' +
        ' 3-й урок). 5Б — два урока сразу: 5Б, Математика и 5Б, История (вторник, 3-й урок).',
    );
    const { clashes } = await moved({ slot: 3 }, true);
    expect(clashes.map(({ kind }) => kind).toSorted()).toEqual(['class', 'room', 'teacher']);
  });

  test('all or nothing: of two steps one that cannot be leaves both undone', async () => {
    const before = await laid('2026-11-24', '2027-05-26');
    const wednesday = { ...tuesday, weekday: 3 };
    const request = changeTimetable;
    const changes = [{ remove: wednesday }, { place: { ...tuesday, weekday: 1, slot: 1, roomId: null, joint: false } }];
    expect(await refusalOf(school.as('morozov', act => request(act, { from: monday, changes })))).toMatchObject({
      reason: 'timetable/clashes',
    });
    expect(await laid('2026-11-24', '2027-05-26')).toEqual(before);
    expect(await query(school, 'select id from timetable_change where undone_at is null')).toEqual([]);
  });

  test('two lessons change places in one change', async () => {
    const history = await placeOf(school, { className: '5Б', subject: 'История', weekday: 2, slot: 3 });
    const pe = await placeOf(school, { className: '5Б', subject: 'Физическая культура', weekday: 2, slot: 2 });
    const hall = await roomOf(school, 'спортзал');
    const room = await roomOf(school, '331');
    const changes = [
      ...[{ remove: history }, { remove: pe }],
      ...[
        { place: { ...history, slot: 2, roomId: room, joint: false } },
        { place: { ...pe, slot: 3, roomId: hall, joint: false } },
      ],
    ];
    const outcome = await school.as('morozov', act =>
      changeTimetable(act, { from: monday, changes, allowClashes: true }),
    );
    undoing.push(outcome.changeId!);
    expect(outcome.removed).toBe(46);
    expect(outcome.clashes.filter(({ kind }) => kind === 'class' || kind === 'load')).toEqual([]);
  });
});

describe('placing and removing', () => {
  test('the load says what is over and what is missing', async () => {
    const gone = await school.as('kuznetsov', act => removeLesson(act, { from: monday, what: tuesday }));
    undoing.push(gone.changeId!);
    expect(gone).toMatchObject({
      removed: 23,
      added: 0,
      clashes: [{ kind: 'load', given: 4, planned: 5, from: monday }],
    });
    const back = await school.as('kuznetsov', act =>
      placeLesson(act, { from: '2026-12-07', ...tuesday, roomId: null, allowClashes: false }),
    );
    undoing.push(back.changeId!);
    expect(back).toMatchObject({ removed: 0, added: 22, clashes: [] });
    expect(await laid('2026-12-08', '2026-12-08')).toEqual(['2026-12-08 4']);
  });

  test('a lesson of week A alone is laid out every second week, where the school has two weeks', async () => {
    const place = { ...tuesday, slot: 7, week: 'A' as const };
    const putting = () => school.as('morozov', act => placeLesson(act, { from: monday, ...place }));
    expect(await refusalOf(putting())).toMatchObject({ kind: 'invalid', reason: 'timetable/week' });
    await query(school, 'update school set alternating_weeks = true');
    const { changeId } = await putting();
    undoing.push(changeId!);
    // The year began on Tuesday, 1 September: weeks A begin on 31 August, 14 September, … 23 November, 7 December.
    const inA = (await laid('2026-11-30', '2027-01-22')).filter(line => line.split(' ')[1] === '7');
    expect(inA).toEqual(['2026-12-08 7', '2026-12-22 7', '2027-01-19 7']);
    await query(school, 'update school set alternating_weeks = false');
  });

  test.for([
    [{ from: '2026-11-24' }, 'timetable/past'],
    [{ from: '2026-02-30' }, 'timetable/day'],
    [{ weekday: 6 }, 'timetable/weekday'],
    [{ slot: 15 }, 'timetable/slot'],
    [{ courseId: 100_000 }, 'not-found'],
    [{ roomId: 100_000 }, 'not-found'],
  ] as const)('refuses %j', async ([over, reason]) => {
    const place = { from: monday, ...tuesday, slot: 7, ...over } as Parameters<typeof placeLesson>[1];
    expect(await refusalOf(school.as('morozov', act => placeLesson(act, place)))).toMatchObject({ reason });
  });

  test('refuses to take away what is not there, and a room that is closed', async () => {
    const nobody = { ...tuesday, slot: 7 };
    expect(
      await refusalOf(school.as('morozov', act => removeLesson(act, { from: monday, what: nobody }))),
    ).toMatchObject({ kind: 'conflict', reason: 'timetable/nothing-there' });
    const roomId = await roomOf(school, '101');
    await query(school, `update room set closed_on = '2026-11-30' where id = :roomId`, { roomId });
    expect(await refusalOf(moved({ roomId }))).toMatchObject({ reason: 'timetable/room-closed' });
    await query(school, 'update room set closed_on = null');
  });

  test.for(['sokolova', 'ivanova', 'petrova', 'masha'])('%s may not', async login => {
    const removing = school.as(login, act => removeLesson(act, { from: monday, what: tuesday }));
    expect(await refusalOf(removing)).toMatchObject({ kind: 'not-allowed', reason: 'not-allowed/keepTimetable' });
  });
});

describe('told of it are', () => {
  const said = async (login: string, kind: string) => {
    const rows = await query<{ facts: object }>(
      school,
      `select n.facts from notice n join person p on p.id = n.reader_id where p.login = :login and n.kind = :kind`,
      { login, kind },
    );
    return rows.map(({ facts }) =>
      school.press.screen(`notices/${kind}`, { notices: [facts] }).text.replaceAll('\u00a0', ' '),
    );
  };

  test('the teacher and the families of the class, nobody else', async () => {
    await moved({ slot: 6 });
    expect(await said('petrova', 'timetable')).toEqual([
      'Мария: с 30 ноября (понедельник) в 5Б другое расписание\n• Математика: вторник, 6-й урок, каб. 301 вместо: вторник, 4-й урок'.replace(
        'Мария',
        '<b>Мария</b>',
      ),
    ]);
    expect(await said('masha', 'timetable')).toHaveLength(1);
    expect(await said('ivanova', 'timetable-own')).toEqual([
      'С 30 ноября (понедельник) у вас другое расписание\n• 5Б, Математика: вторник, 6-й урок, каб. 301 вместо: вторник, 4-й урок',
    ]);
    expect(await said('kozlova', 'timetable')).toEqual([]);
    expect(await said('volkov', 'timetable-own')).toEqual([]);
  });

  test('of a subgroup its own families only', async () => {
    const english = await placeOf(school, {
      className: '5Б',
      subject: 'Английский язык',
      subgroup: 1,
      weekday: 1,
      slot: 2,
    });
    const outcome = await school.as('morozov', act => removeLesson(act, { from: monday, what: english }));
    undoing.push(outcome.changeId!);
    const [told] = await query<{ students: number; members: number }>(
      school,
      `select (select count(distinct student_id)::int from notice where kind = 'timetable') as students,
        (select count(*)::int from subgroup_member m join course c on c.subgroup_id = m.subgroup_id
          where c.id = :courseId and m.until is null) as members`,
      { courseId: english.courseId },
    );
    expect(told!.students).toBe(told!.members);
    expect(told!.members).toBeLessThan(15);
  });
});

test('queries don’t grow with the changes', async () => {
  const history = await placeOf(school, { className: '5Б', subject: 'История', weekday: 2, slot: 3 });
  const counted = (places: PlaceKey[]) =>
    school.countQueries(async () => {
      const changes = places.map(remove => ({ remove }));
      const outcome = await school.as('morozov', act => changeTimetable(act, { from: monday, changes }));
      undoing.push(outcome.changeId!);
    });
  const one = await counted([tuesday]);
  expect(await counted([history, { ...tuesday, weekday: 3 }, { ...tuesday, weekday: 5 }])).toBe(one);
});
