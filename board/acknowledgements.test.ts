import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Refusal } from '#school/refusal.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { acknowledge, acknowledgements } from './acknowledgements.ts';
import { correctDocument } from './correct-document.ts';
import { document } from './document.ts';
import { countUnacknowledged } from './documents.ts';
import { postDocument } from './post-document.ts';

let school: TestSchool;
let order: number;
beforeAll(async () => {
  school = await openTestSchool();
  order = await post(['staff']);
});
afterAll(() => school.close());

const post = (audience: string[]) =>
  school.as('sokolova', act =>
    postDocument(act, { kind: 'order', date: '2026-11-24', title: 'О дежурстве', text: 'Приказываю.', audience }),
  );
const listed = async (id: number, login: string) => {
  const person = await school.person(login);
  const list = await school.as('sokolova', act => acknowledgements(act, id));
  return list.readers.find(reader => reader.id === person);
};
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (refusal: Refusal) => refusal.reason,
  );

describe('«Ознакомлен» while the document is corrected', () => {
  test('is carried over when it came first, and refused with a true word when it came late', async () => {
    const id = await post(['staff']);
    const words = { title: 'О дежурстве', text: 'Приказываю дежурить.', reason: 'Опечатка', anew: false };
    let corrected: Promise<number> | undefined;
    await school.as('ivanova', async act => {
      await acknowledge(act, id, 'page');
      await act.em.flush();
      corrected = school.as('sokolova', other => correctDocument(other, id, words));
      await Promise.race([corrected, somebodyWaits()]);
    });
    expect(await listed(await corrected!, 'ivanova')).toMatchObject({ acknowledgedAt: expect.any(Date) });
    expect(await refusalOf(school.as('volkov', act => acknowledge(act, id, 'page')))).toBe('document-over');
    expect(await refusalOf(school.as('petrova', act => acknowledge(act, id, 'page')))).toBe('not-found');
  });
});

/** Comes back when a transaction of this database waits for another one. */
async function somebodyWaits(): Promise<void> {
  for (let asked = 0; asked < 500; asked++) {
    const waiting = await school.orm.em
      .fork()
      .execute(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (waiting.length > 0) return;
  }
}

describe('«Ознакомлен»', () => {
  test('is said by Волков and seen by Соколова', async () => {
    const unread = await school.as('volkov', countUnacknowledged);
    await school.as('volkov', act => acknowledge(act, order, 'telegram'));
    expect(await school.as('volkov', countUnacknowledged)).toBe(unread - 1);
    expect(await listed(order, 'volkov')).toMatchObject({
      name: 'Волков Денис Олегович',
      acknowledgedAt: new Date('2026-11-24T12:30:00+03:00'),
      through: 'telegram',
    });
    const view = await school.as('sokolova', act => document(act, order));
    expect(view.reading).toEqual({ acknowledged: 1, addressees: 25 });
  });

  test('said again changes nothing', async () => {
    school.world.pass(60_000);
    await school.as('volkov', act => acknowledge(act, order, 'page'));
    expect(await listed(order, 'volkov')).toMatchObject({
      acknowledgedAt: new Date('2026-11-24T12:30:00+03:00'),
      through: 'telegram',
    });
  });

  test('pressed in two places at once is said once', async () => {
    await Promise.all(
      (['page', 'web', 'telegram'] as const).map(through =>
        school.as('ivanova', act => acknowledge(act, order, through)),
      ),
    );
    const rows = await school.as('sokolova', async act =>
      act.em.execute('select 1 from acknowledgement where document_id = ? and person_id = ?', [
        order,
        await school.person('ivanova'),
      ]),
    );
    expect(rows.length).toBe(1);
  });

  test('is not for the signer, nor for a director it isn’t addressed to, nor for families', async () => {
    const said = (login: string, id: number) => refusalOf(school.as(login, act => acknowledge(act, id, 'page')));
    const announcement = await school.as('morozov', act =>
      postDocument(act, {
        kind: 'announcement',
        date: '2026-11-24',
        title: 'Совещание',
        text: 'В 15:00.',
        audience: ['class-teacher'],
      }),
    );
    expect(await said('sokolova', order)).toBe('not-allowed/acknowledgeDocument');
    expect(await said('sokolova', announcement)).toBe('not-allowed/acknowledgeDocument');
    expect(await said('volkov', announcement)).toBe('not-found');
    expect(await said('petrova', order)).toBe('not-found');
    expect(await said('volkov', 999_999)).toBe('not-found');
    expect(await said('fedorova', announcement)).toBe('done');
  });
});

describe('who has read', () => {
  test('lists those who have not first, then by name, each with their roles', async () => {
    const { readers, acknowledged, addressees } = await school.as('sokolova', act => acknowledgements(act, order));
    expect([acknowledged, addressees, readers.length]).toEqual([2, 25, 25]);
    expect(readers.slice(-2).map(({ name }) => name)).toEqual(['Волков Денис Олегович', 'Иванова Наталья Петровна']);
    const waiting = readers.slice(0, -2).map(({ name }) => name);
    expect(waiting).toEqual(waiting.toSorted(new Intl.Collator('ru').compare));
    expect(readers.find(({ name }) => name.startsWith('Кузнецов'))?.roles).toEqual(['registrar', 'teacher']);
  });

  test('is seen by the director and the signer alone', async () => {
    const asked = (login: string) => refusalOf(school.as(login, act => acknowledgements(act, order)));
    expect(await asked('ivanova')).toBe('not-allowed/readAcknowledgements');
    expect(await asked('morozov')).toBe('not-allowed/readAcknowledgements');
    expect(await asked('petrova')).toBe('not-found');
  });

  test('keeps those who left the audience apart and counts them no more', async () => {
    const id = await post(['registrar']);
    await school.as('kuznetsov', act => acknowledge(act, id, 'page'));
    const kuznetsov = await school.person('kuznetsov');
    await school.as('sokolova', act =>
      act.em.execute(`update assignment set until = '2026-11-23' where person_id = ? and role = 'registrar'`, [
        kuznetsov,
      ]),
    );
    const list = await school.as('sokolova', act => acknowledgements(act, id));
    expect(list).toMatchObject({ acknowledged: 0, addressees: 0, readers: [], former: [{ id: kuznetsov, roles: [] }] });
  });

  test('counts somebody hired later among those who have not', async () => {
    const id = await post(['registrar']);
    const volkov = await school.person('volkov');
    await school.as('sokolova', act =>
      act.em.execute(`insert into assignment (person_id, role, since) values (?, 'registrar', '2026-11-24')`, [volkov]),
    );
    expect(await listed(id, 'volkov')).toMatchObject({ acknowledgedAt: null });
    expect(await school.as('volkov', async act => (await document(act, id)).mayAcknowledge)).toBe(true);
  });
});
