import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closePeriod, reopenPeriod } from '#school/periods/close-period.ts';
import { may } from '#school/permissions.ts';
import type { Refusal } from '#school/refusal.ts';
import { addFinal, courseOf, markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, type SmallClass } from '#test/journal.ts';
import { finalsOfCourse } from './finals-of-course.ts';
import { finalsOverview } from './finals-overview.ts';
import { finalsProgress, overdueFinals } from './finals-progress.ts';
import { endUnlock, unlockJournal } from './unlock-journal.ts';

let school: TestSchool;
let small: SmallClass;
let [first, second] = [0, 0];
beforeAll(async () => {
  school = await openTestSchool();
  small = await markedClass(school);
  first = await periodIdOf(school, 'quarter', 1);
  second = await periodIdOf(school, 'quarter', 2);
});
afterAll(() => school.close());
beforeEach(() => query(school, 'truncate period_mark, notice, unlock, document_duty restart identity cascade'));

const refusal = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.unreachable(),
    error => error,
  );
/** An order of that day: «выставить до …». */
const order = (deadline: string, dated: string, periodId = second) =>
  query(
    school,
    `with d as (insert into board_document (line, kind, year, number, date, title, text, signer_id, audience, published_at)
       select 'late-' || random(), 'order', 2026, 900 + (select count(*) from board_document), :dated, 'О сроках', 'Выставить.', id,
         '{teacher}', now() from person where login = 'sokolova' returning id)
     insert into document_duty (document_id, kind, period_id, day) select id, 'finals-deadline', :periodId, :deadline from d`,
    { deadline, dated, periodId },
  );
/** What the journal's history says of such deeds, in order. */
const history = (deed: string) =>
  query(school, 'select subject, before, after from change where deed = :deed order by id', { deed });
const lateFor = async (login: string) =>
  (await school.as(login, act => overdueFinals(act))).filter(({ courseId }) => courseId === small.courseId);

describe('what is late', () => {
  test('begins the day after the order’s, and is seen by teacher, class teacher, deputy and director alone', async () => {
    await order('2026-11-24', '2026-11-02');
    expect(await lateFor('ivanova')).toEqual([]);
    await order('2026-11-23', '2026-11-03');
    await addFinal(school, {
      courseId: small.courseId,
      studentId: small.students[0],
      stage: 'period',
      periodId: second,
      value: 5,
    });
    for (const login of ['ivanova', 'fedorova', 'morozov', 'sokolova']) {
      expect(await lateFor(login), login).toMatchObject([
        {
          subject: 'Шахматы',
          className: '3К',
          teacher: 'Иванова Н. П.',
          due: 3,
          chosen: 1,
          deadline: '2026-11-23',
          overdue: true,
        },
      ]);
    }
    for (const login of ['orlova', 'volkov', 'petrova', 'masha']) expect(await lateFor(login), login).toEqual([]);
    const view = await school.as('ivanova', act => finalsOfCourse(act, small.courseId));
    expect(view.columns[1]).toMatchObject({ deadline: '2026-11-23', late: true });
  });

  test('is nothing more when a later order gives more time, or when all marks stand, н/а among them', async () => {
    await order('2026-11-20', '2026-11-02');
    await order('2026-12-25', '2026-11-21');
    expect(await lateFor('ivanova')).toEqual([]);
    await order('2026-11-20', '2026-11-22');
    expect(await lateFor('ivanova')).toHaveLength(1);
    const [anna, boris, vera] = small.students;
    for (const studentId of [anna, vera]) {
      await addFinal(school, { courseId: small.courseId, studentId, stage: 'period', periodId: second, value: 4 });
    }
    await addFinal(school, {
      courseId: small.courseId,
      studentId: boris,
      stage: 'period',
      periodId: second,
      word: 'not-attested',
    });
    expect(await lateFor('ivanova')).toEqual([]);
  });

  test('is asked for with the year’s marks in the last quarter', async () => {
    school.world.set('2027-05-20T12:00:00+03:00');
    const fourth = await periodIdOf(school, 'quarter', 4);
    const ours = (await school.as('morozov', act => finalsProgress(act, fourth))).filter(
      ({ courseId }) => courseId === small.courseId,
    );
    expect(ours.map(({ stage, due, chosen }) => [stage, due, chosen])).toEqual([
      ['period', 3, 0],
      ['year', 3, 0],
    ]);
    school.world.set('2026-11-24T12:30:00+03:00');
  });
});

describe('the progress of the school', () => {
  test('lists exactly the journals the charter lets a person read', async () => {
    const everything = await school.as('sokolova', act => finalsProgress(act, second));
    expect(everything.length).toBeGreaterThan(100);
    for (const login of ['morozov', 'ivanova', 'orlova', 'fedorova', 'volkov', 'kuznetsov', 'petrova', 'masha']) {
      const [listed, allowed] = await school.as(login, async act => [
        (await finalsProgress(act, second)).map(({ courseId }) => courseId),
        everything.filter(course => may(act.by, 'readJournal', course)).map(({ courseId }) => courseId),
      ]);
      expect(listed, login).toEqual(allowed);
    }
  });

  test('asks nothing of grade 1 and of subjects without marks', async () => {
    const { classes } = await school.as('sokolova', act => finalsOverview(act));
    expect(classes.map(({ className }) => className)).not.toContain('1А');
    const subjects = classes.flatMap(({ courses }) => courses.map(({ subject }) => subject));
    expect(subjects).not.toContain('Основы религиозных культур и светской этики');
    expect(classes.find(({ className }) => className === '3К')).toMatchObject({ due: 3, chosen: 0 });
  });

  test('takes as many queries for the whole school as for one teacher', async () => {
    const queries = (login: string) => school.countQueries(() => school.as(login, act => finalsOverview(act)));
    // The deputy and the director also see which journals are open.
    expect((await queries('sokolova')) - (await queries('ivanova'))).toBe(1);
  });
});

describe('closing a period', () => {
  const close = (login: string, number: number) =>
    school.as(login, act => closePeriod(act, { kind: 'quarter', number }));
  const reopen = (login: string, number: number) =>
    school.as(login, act => reopenPeriod(act, { kind: 'quarter', number }));

  test('is the director’s deed, from the last day on, once', async () => {
    expect(await refusal(close('morozov', 1))).toMatchObject({ reason: 'not-allowed/closePeriod' });
    expect(await refusal(close('ivanova', 1))).toMatchObject({ kind: 'not-found' });
    expect(await refusal(close('sokolova', 1))).toMatchObject({ kind: 'conflict', reason: 'final/closed-already' });
    expect(await refusal(close('sokolova', 2))).toMatchObject({ reason: 'final/period-not-over' });
    expect(await refusal(close('sokolova', 5))).toMatchObject({ kind: 'not-found' });
    await reopen('sokolova', 1);
    expect(await refusal(reopen('sokolova', 1))).toMatchObject({ reason: 'final/open-already' });
    await close('sokolova', 1);
    expect(await history('period')).toEqual([
      { subject: `period:${first}`, before: { closed: true }, after: { closed: false } },
      { subject: `period:${first}`, before: { closed: false }, after: { closed: true } },
    ]);
    const { periods } = await school.as('sokolova', act => finalsOverview(act));
    expect(periods.map(({ kind, number, closed }) => [kind, number, closed])).toEqual([
      ['quarter', 1, true],
      ['quarter', 2, false],
      ['half-year', 1, false],
    ]);
  });
});

describe('opening one journal', () => {
  const open = (login: string, entry: { periodId?: number; reason?: string; until?: string } = {}) =>
    school.as(login, act =>
      unlockJournal(act, {
        courseId: small.courseId,
        periodId: first,
        reason: 'Болезнь  учителя',
        until: '2026-11-30',
        ...entry,
      }),
    );

  test('is the deputy’s deed with a reason, and the teacher hears of it', async () => {
    expect(await refusal(open('sokolova'))).toMatchObject({ reason: 'not-allowed/unlockJournal' });
    expect(await refusal(open('ivanova'))).toMatchObject({ reason: 'not-allowed/unlockJournal' });
    expect(await refusal(open('orlova'))).toMatchObject({ kind: 'not-found' });
    const id = await open('morozov');
    const told = await query<{ facts: object }>(
      school,
      `select n.facts from notice n join person p on p.id = n.reader_id and p.login = 'ivanova' where n.kind = 'journal-unlocked'`,
    );
    const { text } = school.press.screen('notices/journal-unlocked', { notices: told.map(({ facts }) => facts) });
    expect(text.replaceAll('\u00a0', ' ').split('\n')).toEqual([
      '<b>Журнал открыт: Шахматы, 3К</b>',
      '1-я четверть, до 30 ноября включительно (открыл завуч Морозов А. П.)',
      'Причина: Болезнь учителя',
    ]);
    expect(await refusal(open('morozov'))).toMatchObject({ kind: 'conflict', reason: 'final/not-to-unlock' });
    await school.as('morozov', act => endUnlock(act, id));
    const opened = { period: first, reason: 'Болезнь учителя', until: '2026-11-30' };
    expect(await history('unlock')).toEqual([
      { subject: `unlock:${id}`, before: null, after: opened },
      { subject: `unlock:${id}`, before: opened, after: null },
    ]);
    expect(await refusal(school.as('morozov', act => endUnlock(act, id)))).toMatchObject({ kind: 'not-found' });
    expect(await open('morozov')).toBeGreaterThan(id);
  });

  test.each([
    [{ reason: ' ' }, 'final/unlock-reason'],
    [{ reason: 'о'.repeat(301) }, 'lesson/text-long'],
    [{ until: '2026-11-23' }, 'final/unlock-until'],
    [{ until: '2026-12-25' }, 'final/unlock-until'],
    [{ until: 'завтра' }, 'day'],
  ])('is refused for %j', async (entry, reason) => {
    expect(await refusal(open('morozov', entry))).toMatchObject({ kind: 'invalid', reason });
  });

  test('is refused for a period of another kind and one that has not begun', async () => {
    const halfYear = await periodIdOf(school, 'half-year', 1);
    const third = await periodIdOf(school, 'quarter', 3);
    for (const periodId of [halfYear, third]) {
      expect(await refusal(open('morozov', { periodId }))).toMatchObject({ reason: 'final/not-to-unlock' });
    }
  });

  test('is done in a quarter that goes on too, for days past the editing window, and in grade 1', async () => {
    expect(await open('morozov', { periodId: second })).toBeGreaterThan(0);
    const courseId = await courseOf(school, '1А', 'Математика');
    await school.as('morozov', act =>
      unlockJournal(act, { courseId, periodId: first, reason: 'Замена темы', until: '2026-11-25' }),
    );
    const { unlocks } = await school.as('sokolova', act => finalsOverview(act));
    expect(unlocks.map(({ className, periodId, until }) => [className, periodId, until])).toEqual([
      ['1А', first, '2026-11-25'],
      ['3К', second, '2026-11-30'],
    ]);
  });
});
