import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { HouseAct } from '#school/act.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { type Clock, openClock } from './clock.ts';
import { openQueue, type Queue } from './queue.ts';
import { schedule } from './schedule.ts';

const log = pino({ level: 'silent' });

interface Told {
  login: string;
  kind: string;
  facts: { className?: string; lessons: { subject: string; owner: string }[]; courses: object[] };
}

describe('the clock', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** A school at a moment, with its clock and queue as main.ts wires them. */
  async function openClockHouse(at: string): Promise<{ school: TestSchool; clock: Clock; queue: Queue }> {
    let queue!: Queue;
    const school = await openTestSchool({ at, queue: ground => (queue = openQueue({ ...ground, log })) });
    const clock = openClock(school.house, schedule(school.house), log);
    await queue.prepare({ clock: clock.work });
    closing.push(school.close, queue.stop);
    return { school, clock, queue };
  }

  const told = (school: TestSchool) =>
    school.orm.em.fork().execute<Told[]>(
      `select p.login, n.kind, n.facts from notice n join person p on p.id = n.reader_id
       where n.kind like 'missing-%' order by p.login, n.kind`,
    );

  it('reminds at half past three, not before: each who owes of their own, each class teacher of the class', async () => {
    const { school, clock, queue } = await openClockHouse('2026-11-24T15:29:00+03:00');
    await clock.tick();
    await queue.workOff();
    expect(await told(school)).toEqual([]);

    school.world.set('2026-11-24T15:30:00+03:00');
    await clock.tick();
    await queue.workOff();
    const notices = await told(school);
    const ofIvanova = notices.filter(({ login }) => login === 'ivanova');
    expect(ofIvanova.filter(({ kind }) => kind === 'missing-class')).toHaveLength(1);
    expect(ofIvanova.find(({ kind }) => kind === 'missing-class')!.facts.className).toBe('5Б');
    expect(new Set(notices.map(({ login, kind }) => `${login} ${kind}`)).size).toBe(notices.length);
    for (const { facts } of notices) expect(facts.lessons.length + facts.courses.length).toBeGreaterThan(0);
    for (const { login } of notices) expect(['petrova', 'smirnov', 'masha']).not.toContain(login);
  });

  it('publishes what waits for its moment, at the first tick after it', async () => {
    const { school, clock } = await openClockHouse('2026-11-25T07:59:00+03:00');
    const published = () =>
      school.orm.em.fork().execute(`select 1 from board_document where title = 'Планёрка в четверг'`);
    await clock.tick();
    expect(await published()).toEqual([]);
    school.world.set('2026-11-25T08:00:00+03:00');
    await clock.tick();
    expect(await published()).toHaveLength(1);
  });

  it('prints every reminder as a message a messenger takes', async () => {
    const { school, clock, queue } = await openClockHouse('2026-11-24T15:30:00+03:00');
    await clock.tick();
    await queue.workOff();
    for (const { kind, facts } of await told(school)) {
      const { text } = school.press.screen(`notices/${kind}`, { notices: [facts] });
      expect(text.length).toBeLessThan(4000);
      expect(text).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('sends once when two processes tick at the same time, and once more only the next day', async () => {
    const { school, clock, queue } = await openClockHouse('2026-11-24T15:30:00+03:00');
    const twin = openClock(school.house, schedule(school.house), log);
    await Promise.all([clock.tick(), twin.tick(), clock.tick(), twin.tick()]);
    await queue.workOff();
    const once = await told(school);
    school.world.pass(60_000);
    await clock.tick();
    await queue.workOff();
    expect(await told(school)).toEqual(once);

    school.world.set('2026-11-25T15:31:00+03:00');
    await Promise.all([clock.tick(), twin.tick()]);
    await queue.workOff();
    expect((await told(school)).length).toBeGreaterThan(once.length);
  });

  it('does a slot’s work once even when the queue hands it out twice', async () => {
    const { school, clock, queue } = await openClockHouse('2026-11-24T15:30:00+03:00');
    await clock.tick();
    await queue.workOff();
    const once = await told(school);
    const slots = await school.orm.em.fork().execute<{ id: number; job: string }[]>('select id, job from clock_slot');
    for (const { id, job } of slots) await clock.work({ job, slotId: id });
    expect(await told(school)).toEqual(once);
  });

  it('does what was planned when a backup was made: brought back from it, the school has an empty queue', async () => {
    const { school, clock, queue } = await openClockHouse('2026-11-24T15:30:00+03:00');
    await clock.tick();
    await query(school, 'delete from pgboss.job');
    await queue.workOff();
    expect(await told(school)).toEqual([]);
    await clock.start();
    await clock.stop();
    await queue.workOff();
    expect((await told(school)).length).toBeGreaterThan(0);
  });

  it('keeps silent on Sunday and in the holidays', async () => {
    for (const dayOff of ['2026-11-29T15:30:00+03:00', '2027-01-04T15:30:00+03:00']) {
      const { school, clock, queue } = await openClockHouse(dayOff);
      await clock.tick();
      await queue.workOff();
      expect(await told(school)).toEqual([]);
    }
  });

  it('catches up when the program comes up an hour late, not when the evening has come', async () => {
    const late = await openClockHouse('2026-11-24T16:40:00+03:00');
    await late.clock.tick();
    await late.queue.workOff();
    expect((await told(late.school)).length).toBeGreaterThan(0);

    const evening = await openClockHouse('2026-11-24T21:00:00+03:00');
    await evening.clock.tick();
    await evening.queue.workOff();
    expect(await told(evening.school)).toEqual([]);
  });

  it('fails without a trace and tries again when the work breaks', async () => {
    const { school, queue } = await openClockHouse('2026-11-24T15:30:00+03:00');
    let broken = true;
    const work = async (act: HouseAct) => {
      act.tell(await school.person('ivanova'), {
        kind: 'missing-own',
        subject: 'test',
        facts: { lessons: [], courses: [] },
      });
      await act.em.flush();
      if (broken) throw new Error('broken');
    };
    const clock = openClock(school.house, { 'a-job': { at: '15:30', work, lateByHours: 1 } }, log);
    await clock.tick();
    const [slot] = await school.orm.em
      .fork()
      .execute<{ id: number }[]>(`select id from clock_slot where job = 'a-job'`);
    await expect(clock.work({ job: 'a-job', slotId: slot!.id })).rejects.toThrow('broken');
    expect(await told(school)).toEqual([]);
    broken = false;
    await clock.work({ job: 'a-job', slotId: slot!.id });
    expect(await told(school)).toHaveLength(1);
    await queue.workOff();
    expect(await told(school)).toHaveLength(1);
  });
});
