import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { announceTraining, type NewTraining } from './announce-training.ts';

// Tuesday 2026-11-24, 12:30. The seminar is on Monday the 30th.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const seminar: NewTraining = {
  title: 'Электронный журнал: итоги четверти',
  text: 'Разберём спорные отметки. Возьмите ноутбук.',
  place: 'Кабинет 212',
  ...{ day: '2026-11-30', starts: '15:00', ends: '16:30' },
  audience: ['class-teacher'],
};
const announce = (login: string, changes: Partial<NewTraining> = {}) =>
  school.as(login, act => announceTraining(act, { ...seminar, ...changes }));
const told = (id: number) =>
  query<{ login: string | null; kind: string; facts: Record<string, unknown> }>(
    school,
    `select p.login, n.kind, n.facts from notice n join person p on p.id = n.reader_id where n.subject = 'training:${id}' order by p.login`,
  );

describe('a training session is announced', () => {
  it('by the deputy to the class teachers: each of them is told, and nobody else', async () => {
    const notices = await told(await announce('morozov'));
    const classTeachers = await query<{ login: string }>(
      school,
      `select distinct p.login from school_class k join person p on p.id = k.class_teacher_id order by p.login`,
    );
    expect(notices.map(({ login }) => login)).toEqual(classTeachers.map(({ login }) => login));
    expect(notices.every(({ kind }) => kind === 'training')).toBe(true);
    expect(notices.find(({ login }) => login === 'ivanova')?.facts).toMatchObject({
      ...{ title: 'Электронный журнал: итоги четверти', place: 'Кабинет 212', organiser: 'Морозов А. П.' },
      ...{ day: '2026-11-30', starts: '15:00', ends: '16:30', capacity: null },
    });
  });

  it('to single people, in the name of Орлова who will hold it: she hears that she does', async () => {
    const [volkov, orlova] = [await school.person('volkov'), await school.person('orlova')];
    const audience = [`person:${volkov}`, `person:${orlova}`];
    const notices = await told(await announce('kuznetsov', { audience, organiserId: orlova }));
    expect(notices.map(({ login, kind, facts }) => [login, kind, facts.organiser ?? facts.by])).toEqual([
      ['orlova', 'training-holds', 'Кузнецов И. С.'],
      ['volkov', 'training', 'Орлова М. А.'],
    ]);
  });

  it('by the director, the deputy and the registrar; a teacher may not, a family knows nothing of it', async () => {
    await announce('sokolova');
    expect(await refusalOf(announce('ivanova'))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(announce('petrova'))).toMatchObject({ kind: 'not-found' });
  });

  it('with everything it needs: title, place, a time to come, somebody invited', async () => {
    const petrova = await school.person('petrova');
    const wrong: [Partial<NewTraining>, field: string][] = [
      [{ title: ' ' }, 'title'],
      [{ title: 'я'.repeat(201) }, 'title'],
      [{ place: '' }, 'place'],
      [{ text: 'я'.repeat(5001) }, 'text'],
      [{ day: '2026-02-30' }, 'day'],
      [{ day: '2026-11-23' }, 'day'],
      [{ day: '2027-12-01' }, 'day'],
      [{ day: '2026-11-24', starts: '12:30', ends: '13:00' }, 'starts'],
      [{ starts: 'утром' }, 'starts'],
      [{ ends: '15:00' }, 'ends'],
      [{ audience: [] }, 'audience'],
      [{ audience: ['parents'] }, 'audience'],
      [{ audience: [`person:${petrova}`] }, 'audience'],
      [{ capacity: 0 }, 'capacity'],
      [{ capacity: 2.5 }, 'capacity'],
      [{ organiserId: petrova }, 'organiserId'],
    ];
    for (const [changes, field] of wrong)
      expect(await refusalOf(announce('morozov', changes)), field).toMatchObject({ kind: 'invalid', field });
  });
});
