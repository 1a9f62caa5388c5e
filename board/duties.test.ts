import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { document } from './document.ts';
import { openPeriods } from './duties.ts';
import { postDocument } from './post-document.ts';

describe('an order that sets the last day for final marks', () => {
  let school: TestSchool;
  let secondQuarter: number;
  beforeAll(async () => {
    school = await openTestSchool();
    const periods = await school.as('sokolova', openPeriods);
    secondQuarter = periods.find(({ kind, number }) => kind === 'quarter' && number === 2)!.id;
  });
  afterAll(() => school.close());

  const order = {
    kind: 'order',
    date: '2026-11-24',
    title: 'Об окончании четверти',
    text: 'Приказываю.',
    audience: ['staff'],
  };
  const post = (deadline: { periodId: number; day: string }, changed: object = {}, by = 'sokolova') =>
    school.as(by, act => postDocument(act, { ...order, ...changed, deadline }));
  const duties = () => query<{ count: number }>(school, 'select count(*)::int as count from document_duty');

  it('leaves out the periods that an order has closed', async () => {
    const periods = await school.as('sokolova', openPeriods);
    expect(periods.map(({ kind, number }) => `${kind} ${number}`)).not.toContain('quarter 1');
  });

  it('is shown on the document, in JSON too', async () => {
    const id = await post({ periodId: secondQuarter, day: '2026-12-26' });
    const duty = { kind: 'finals-deadline', periodKind: 'quarter', number: 2, day: '2026-12-26' };
    expect((await school.as('ivanova', act => document(act, id))).duties).toEqual([duty]);
    const ivanova = await school.browser('ivanova');
    expect((await ivanova.json('GET', `/api/board/${id}`)).json().duties).toEqual([duty]);
    expect((await ivanova.get(`/board/${id}`)).body).toMatch(/Отметки за 2-ю четверть выставить до/);
  });

  it('is refused with a sentence at the field, and nothing is posted', async () => {
    const [before] = await duties();
    await expect(post({ periodId: secondQuarter, day: '2026-02-30' })).rejects.toMatchObject({ field: 'deadlineDay' });
    await expect(post({ periodId: secondQuarter, day: '2026-11-01' })).rejects.toMatchObject({ field: 'deadlineDay' });
    await expect(post({ periodId: 99_999, day: '2026-12-26' })).rejects.toMatchObject({ field: 'deadlinePeriod' });
    const announcement = post({ periodId: secondQuarter, day: '2026-12-26' }, { kind: 'announcement' }, 'morozov');
    await expect(announcement).rejects.toMatchObject({ field: 'deadlinePeriod' });
    expect(await duties()).toEqual([before]);
  });

  it('comes back in the form with what was chosen', async () => {
    const sokolova = await school.browser('sokolova');
    const fields = { ...order, deadlinePeriod: String(secondQuarter), deadlineDay: '2026-11-01', number: '' };
    const page = await sokolova.post('/board', fields);
    expect(page.statusCode).toBe(422);
    expect(page.body).toMatch(new RegExp(`value="${secondQuarter}" selected`));
    expect(page.body).toContain('Срок уже прошёл');
    const posted = await sokolova.post('/board', { ...fields, deadlineDay: '2026-12-25' });
    expect(posted.statusCode).toBe(303);
  });
});
