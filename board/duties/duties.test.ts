import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finalsOverview } from '#journal/finals/finals-overview.ts';
import { applyDueChanges } from '#school/assignments/apply-changes.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { correctDocument } from '../correct-document.ts';
import { document } from '../document.ts';
import { draft } from '../drafts.ts';
import { postDocument } from '../post-document.ts';
import { publishDraft, scheduleDraft } from '../publish-draft.ts';
import { beginDraft, saveDraft } from '../save-draft.ts';
import { actOnDueDuties } from './act-on-due.ts';
import type { DutyEntry } from './check-duties.ts';
import { yearPeriods } from './year-periods.ts';

// Tuesday, November 24, 12:30. The second quarter ends on December 30.
let school: TestSchool;
let ids: Record<string, number>;
let periods: { first: number; second: number };
beforeAll(async () => {
  school = await openTestSchool();
  const people = await query<{ login: string; id: number }>(school, 'select login, id from person');
  ids = Object.fromEntries(people.map(({ login, id }) => [login, id]));
  const all = await school.as('sokolova', yearPeriods);
  const quarter = (number: number) => all.find(one => one.kind === 'quarter' && one.number === number)!;
  periods = { first: quarter(1).id, second: quarter(2).id };
});
afterAll(() => school.close());
beforeEach(() => school.world.set('2026-11-24T12:30:00+03:00'));

const order = {
  kind: 'order',
  date: '2026-11-24',
  title: 'Об окончании четверти',
  text: 'Приказываю.',
  audience: ['staff'],
};
const post = (duties: DutyEntry[], changed: object = {}, by = 'sokolova') =>
  school.as(by, act => postDocument(act, { ...order, date: act.today, ...changed, duties }));
const dutiesOf = async (id: number) => (await school.as('sokolova', act => document(act, id))).duties;
const tick = async (at: string) => {
  school.world.set(at);
  await school.house.asHouse(applyDueChanges);
  await school.house.asHouse(actOnDueDuties);
};
const isClosed = async (id: number) =>
  (
    await query<{ closed: boolean }>(school, 'select closed_at is not null as closed from period where id = :id', {
      id,
    })
  )[0]!.closed;
const nothing = {
  ...{ periodKind: null, number: null, person: null, function: null, className: null, until: null },
  ...{ training: null, doneAt: null, withdrawnAt: null, lapsed: false },
};

describe('the last day for final marks', () => {
  it('is shown on the document and in its JSON', async () => {
    const id = await post([{ kind: 'finals-deadline', periodId: periods.second, day: '2026-12-26' }]);
    const duty = { ...nothing, kind: 'finals-deadline', periodKind: 'quarter', number: 2, day: '2026-12-26' };
    expect((await school.as('ivanova', act => document(act, id))).duties).toEqual([duty]);
    const ivanova = await school.browser('ivanova');
    expect((await ivanova.json('GET', `/api/board/${id}`)).json().duties).toEqual([duty]);
    expect((await ivanova.get(`/board/${id}`)).body).toMatch(/Отметки за 2-ю четверть выставить до/);
  });

  it('comes back in the form with what was chosen', async () => {
    const sokolova = await school.browser('sokolova');
    const duty = { duty0Kind: 'finals-deadline', duty0Period: String(periods.second), duty0Day: '2026-11-01' };
    const page = await sokolova.post('/board', { ...order, number: '', ...duty });
    expect(page.statusCode).toBe(422);
    expect(page.body).toMatch(new RegExp(`value="${periods.second}" selected`));
    expect(page.body).toContain('Срок уже прошёл');
    const posted = await sokolova.post('/board', { ...order, number: '', ...duty, duty0Day: '2026-12-25' });
    expect(posted.statusCode).toBe(303);
  });
});

describe('the last day for final marks of an order that is repealed', () => {
  it('is kept by nobody any more; the one of an older order in force holds again', async () => {
    const deadline = async () =>
      (await school.as('sokolova', act => finalsOverview(act, periods.second))).period!.deadline;
    await post([{ kind: 'finals-deadline', periodId: periods.second, day: '2026-12-28' }]);
    const later = await post([{ kind: 'finals-deadline', periodId: periods.second, day: '2026-12-24' }]);
    expect(await deadline()).toBe('2026-12-24');
    await post([], { title: 'Об отмене приказа', replaces: later });
    expect(await deadline()).toBe('2026-12-28');
  });
});

describe('closing and opening a period', () => {
  it('waits for its day, is done once at its beginning, and the document says when', async () => {
    const id = await post([{ kind: 'close-period', periodId: periods.second, day: '2026-12-31' }]);
    await tick('2026-12-30T23:59:00+03:00');
    expect(await isClosed(periods.second)).toBe(false);
    await tick('2026-12-31T00:00:30+03:00');
    expect(await isClosed(periods.second)).toBe(true);
    const done = new Date('2026-12-30T21:00:30Z');
    expect(await dutiesOf(id)).toMatchObject([{ kind: 'close-period', day: '2026-12-31', doneAt: done }]);
    await tick('2027-01-01T00:01:00+03:00');
    expect(await dutiesOf(id)).toMatchObject([{ doneAt: done }]);
    const page = (await (await school.browser('ivanova')).get(`/board/${id}`)).body.replaceAll('\u00a0', ' ');
    expect(page).toContain('2-я четверть закрывается с 31 декабря 2026 года');
    expect(page).toContain('исполнено 31 декабря в 00:00');
    const [line] = await query<{ by: string }>(
      school,
      `select p.login as by from change h join person p on p.id = h.by_id where h.subject = 'period:${periods.second}'`,
    );
    expect(line).toEqual({ by: 'sokolova' });
  });

  it('is done at once by an order of today', async () => {
    school.world.set('2027-01-04T10:00:00+03:00');
    const id = await post([{ kind: 'open-period', periodId: periods.second, day: '2027-01-04' }]);
    expect(await isClosed(periods.second)).toBe(false);
    expect(await dutiesOf(id)).toMatchObject([{ doneAt: new Date('2027-01-04T07:00:00Z') }]);
  });

  it.each([
    ['close-period', 'second', '2026-12-30', 'duty/period-not-over', 'duty0Day'],
    ['close-period', 'second', '2026-11-24', 'duty/period-not-over', 'duty0Day'],
    ['close-period', 'second', '2026-11-23', 'duty/day-unlikely', 'duty0Day'],
    ['close-period', 'second', 'завтра', 'duty/day', 'duty0Day'],
    ['close-period', 'first', '2026-12-01', 'duty/closed-already', 'duty0Period'],
    ['open-period', 'second', '2026-12-01', 'final/open-already', 'duty0Period'],
    ['finals-deadline', 'second', '2026-02-30', 'duty/day', 'duty0Day'],
    ['finals-deadline', 'second', '2026-11-01', 'deadline-day-unlikely', 'duty0Day'],
  ] as const)('%s of the %s quarter on %s is refused: %s', async (kind, which, day, reason, field) => {
    expect(await refusalOf(post([{ kind, periodId: periods[which], day }]))).toMatchObject({ reason, field });
  });
});

describe('an assignment', () => {
  it('by an order of today: Волков is deputy with his next request, and hears of it', async () => {
    const id = await post([
      { kind: 'assign', personId: ids.volkov, function: 'deputy', day: '2026-11-24' },
      {
        kind: 'assign',
        person: 'федорова светлана игоревна',
        function: 'class-teacher',
        classId: await classId('9А'),
        day: '2026-12-01',
      },
    ]);
    expect((await school.as('volkov', async act => act.by.roles)).has('deputy')).toBe(true);
    expect(await dutiesOf(id)).toMatchObject([
      { kind: 'assign', person: 'Волков Д. О.', function: 'deputy', doneAt: new Date('2026-11-24T09:30:00Z') },
      { kind: 'assign', person: 'Фёдорова С. И.', className: '9А', day: '2026-12-01', doneAt: null },
    ]);
    const told = await query<{ login: string; facts: { deed: string } }>(
      school,
      `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'function-changed' order by n.id`,
    );
    expect(told.map(({ login, facts }) => `${login} ${facts.deed}`)).toEqual([
      'volkov assign',
      'fedorova assign',
      'orlova relieve',
    ]);
    const { text } = school.press.screen('notices/function-changed', { notices: [told[0]!.facts] });
    expect(text.replaceAll('\u00a0', ' ')).toMatch(
      /^<b>Вам поручено: завуч<\/b>\nС 24 ноября 2026, приказ № \d+ от 24 ноября 2026$/,
    );
  });

  it('of a class teacher takes the class from the former at the beginning of its day', async () => {
    const ninth = await classId('9А');
    await tick('2026-11-30T23:59:00+03:00');
    expect(await school.as('orlova', async act => act.by.ownClassIds)).toEqual([ninth]);
    await tick('2026-12-01T00:00:10+03:00');
    expect(await school.as('orlova', async act => act.by.ownClassIds)).toEqual([]);
    expect(await school.as('fedorova', async act => act.by.ownClassIds)).toContain(ninth);
  });

  it.each([
    [{ function: 'deputy', personId: 'volkov' }, 'function/holds-already', 'duty0Person'],
    [{ function: 'deputy', person: 'Иванов Пётр' }, 'function/person', 'duty0Person'],
    [{ function: 'deputy', person: 'masha' }, 'function/person', 'duty0Person'],
    [{ function: 'tsar', personId: 'volkov' }, 'function/function', 'duty0Function'],
    [{ function: 'class-teacher', personId: 'volkov' }, 'function/class', 'duty0Class'],
    [{ function: 'registrar', personId: 'volkov', day: '2026-11-20' }, 'function/day-unlikely', 'duty0Day'],
    [{ function: 'registrar', personId: 'volkov', until: '2026-11-20' }, 'function/until-unlikely', 'duty0Until'],
  ])('%j is refused: %s', async ({ personId, ...entry }: Record<string, string>, reason, field) => {
    const duty = { day: '2026-11-24', ...entry, ...(personId ? { personId: ids[personId]! } : {}) };
    expect(await refusalOf(post([{ kind: 'assign', ...duty } as DutyEntry]))).toMatchObject({ reason, field });
  });

  it('never leaves the school without a director; a successor in the same order will do', async () => {
    const relieve = { kind: 'relieve', personId: ids.sokolova, function: 'director', day: '2027-01-11' } as const;
    const [before] = await query(school, 'select count(*) as documents from board_document');
    expect(await refusalOf(post([relieve]))).toMatchObject({ reason: 'function/no-director', field: 'duty0Day' });
    expect(await query(school, 'select count(*) as documents from board_document')).toEqual([before]);
    await post([relieve, { kind: 'assign', personId: ids.morozov, function: 'director', day: '2027-01-11' }]);
    await tick('2027-01-11T00:00:10+03:00');
    expect((await school.as('sokolova', async act => act.by.roles)).has('director')).toBe(false);
    expect((await school.as('morozov', async act => act.by.roles)).has('director')).toBe(true);
    await query(school, `update assignment set until = null where person_id = :id and role = 'director'`, {
      id: ids.sokolova,
    });
    await query(school, `delete from assignment where person_id = :id and role = 'director'`, { id: ids.morozov });
  });
});

describe('a training session', () => {
  const training = { kind: 'training', title: 'Журнал без сети', place: 'Кабинет 212' } as const;

  it('is announced to whom the order is for, with the order behind it', async () => {
    const id = await post([{ ...training, day: '2026-12-01', starts: '15:00', ends: '16:30' }], {
      audience: ['deputy'],
    });
    expect(await dutiesOf(id)).toMatchObject([
      {
        ...{ kind: 'training', day: '2026-12-01' },
        training: { ...{ title: 'Журнал без сети', place: 'Кабинет 212' }, startsAt: new Date('2026-12-01T12:00:00Z') },
      },
    ]);
    const [row] = await query(
      school,
      'select audience, document_id as document from training order by id desc limit 1',
    );
    expect(row).toEqual({ audience: ['deputy'], document: id });
    expect((await (await school.browser('morozov')).get(`/board/${id}`)).body).toContain('Журнал без сети');
  });

  it.each([
    [{ day: '2026-12-01', starts: '15:00', ends: '14:30' }, 'training/ends-before', 'duty0Ends'],
    [{ day: '2026-11-24', starts: '09:00', ends: '10:00' }, 'training/past', 'duty0Starts'],
    [{ day: '2026-12-01', starts: '25:00', ends: '26:00' }, 'training/time', 'duty0Starts'],
    [{ day: '2026-12-01', starts: '15:00', ends: '16:00', place: ' ' }, 'training/place', 'duty0Place'],
    [{ day: '2026-12-01', starts: '15:00', ends: '16:00', title: 'Ж' }, 'training/title', 'duty0Title'],
  ])('%j is refused: %s', async (entry, reason, field) => {
    expect(await refusalOf(post([{ ...training, ...entry }]))).toMatchObject({ reason, field });
  });
});

describe('an order that another replaces before its day', () => {
  it('is not carried out any more', async () => {
    await query(school, 'update period set closed_at = null where id = :id', { id: periods.second });
    const close = { kind: 'close-period', periodId: periods.second, day: '2026-12-31' } as const;
    const id = await post([close, { kind: 'assign', personId: ids.volkov, function: 'registrar', day: '2026-12-31' }]);
    await post([], { title: 'Взамен', replaces: id });
    await tick('2026-12-31T00:00:30+03:00');
    expect(await isClosed(periods.second)).toBe(false);
    expect((await school.as('volkov', async act => act.by.roles)).has('registrar')).toBe(false);
    expect(await dutiesOf(id)).toMatchObject([
      { doneAt: null, lapsed: true },
      { doneAt: null, withdrawnAt: new Date('2026-12-30T21:00:30Z') },
    ]);
  });
});

describe('an order that is corrected before its day', () => {
  it('is carried out as the first edition says', async () => {
    const id = await post([{ kind: 'close-period', periodId: periods.second, day: '2026-12-31' }]);
    const correction = { title: order.title, text: 'Приказываю закрыть.', reason: 'Опечатка', anew: false };
    const next = await school.as('sokolova', act => correctDocument(act, id, correction));
    await tick('2026-12-31T00:00:30+03:00');
    expect(await isClosed(periods.second)).toBe(true);
    expect(await dutiesOf(next)).toMatchObject([{ doneAt: new Date('2026-12-30T21:00:30Z'), lapsed: false }]);
  });
});

describe('who carries duties', () => {
  const duty: DutyEntry = { kind: 'finals-deadline', periodId: 0, day: '2026-12-26' };
  beforeAll(() => query(school, 'update period set closed_at = null where id = :id', { id: periods.second }));

  it('is an order and nothing else', async () => {
    const announcement = post([{ ...duty, periodId: periods.second }], { kind: 'announcement' }, 'morozov');
    expect(await refusalOf(announcement)).toMatchObject({ reason: 'duty/order', field: 'duty0Kind' });
    const regulation = school.as('sokolova', act => beginDraft(act, 'regulation', { ...order, duties: [duty] }));
    expect(await refusalOf(regulation)).toMatchObject({ reason: 'duty/order' });
  });

  it('is a draft too: unfinished it is kept as typed, published it must be whole', async () => {
    const begun = await school.as('morozov', act =>
      beginDraft(act, 'order', {
        ...order,
        duties: [
          { kind: 'assign', person: ' Волков  Денис ' },
          { ...duty, periodId: periods.second },
        ],
      }),
    );
    const kept = await school.as('sokolova', act => draft(act, begun));
    expect(kept.duties).toEqual([
      { kind: 'assign', person: 'Волков Денис' },
      { kind: 'finals-deadline', periodId: periods.second, day: '2026-12-26' },
    ]);
    const publish = () => school.as('sokolova', act => publishDraft(act, begun));
    expect(await refusalOf(publish())).toMatchObject({ reason: 'function/person', field: 'duty0Person' });
    const late = school.as('sokolova', act => scheduleDraft(act, begun, '2026-11-25T08:00'));
    expect(await refusalOf(late)).toMatchObject({ reason: 'function/person' });
    await school.as('sokolova', act =>
      saveDraft(act, begun, { ...order, duties: kept.duties.slice(1), version: kept.version }),
    );
    expect(await dutiesOf(await publish())).toMatchObject([{ kind: 'finals-deadline', number: 2 }]);
  });
});

async function classId(name: string): Promise<number> {
  const [row] = await query<{ id: number }>(school, `select id from school_class where grade || letter = :name`, {
    name,
  });
  return row!.id;
}

describe('an order that is replaced before its day', () => {
  const from = { day: '2026-12-01' };
  it('gives way to one that says the same again', async () => {
    const duty: DutyEntry = { kind: 'assign', personId: ids.fedorova!, function: 'deputy', ...from };
    const first = await post([duty]);
    const again = await post([duty], { title: 'В новой редакции', replaces: first });
    await tick('2026-12-01T00:00:30+03:00');
    expect(await dutiesOf(first)).toMatchObject([{ doneAt: null }]);
    expect(await dutiesOf(again)).toMatchObject([{ withdrawnAt: null, doneAt: new Date('2026-11-30T21:00:30Z') }]);
  });

  it('is not replaced when the school would be left without a director', async () => {
    const successor = await post([{ kind: 'assign', personId: ids.morozov!, function: 'director', ...from }]);
    await post([{ kind: 'relieve', personId: ids.sokolova!, function: 'director', ...from }]);
    const replacing = post([], { title: 'Об отмене', replaces: successor });
    expect(await refusalOf(replacing)).toMatchObject({ reason: 'function/no-director', field: 'replaces' });
    expect((await school.as('sokolova', act => document(act, successor))).replacedBy).toBeNull();
    await query(school, `update function_change set withdrawn_at = now() where done_at is null`);
  });
});
