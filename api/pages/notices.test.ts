import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCourier } from '#bot/courier.ts';
import { type Messenger, Undeliverable } from '#bot/messenger.ts';
import { openWebChat } from '#bot/webchat/web-chat.ts';
import { addWay } from '#school/ways/add-way.ts';
import { plainText } from '#templates/plain-text.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { lessonOf, query, studentOf } from '#test/journal.ts';

let school: TestSchool;
let petrova: TestBrowser;
let ivanova: TestBrowser;
let known: { masha: number; dima: number; maths: number; pe: number; classId: number; mother: number; father: number };

beforeAll(async () => {
  school = await openTestSchool();
  petrova = await school.browser('petrova');
  ivanova = await school.browser('ivanova');
  const lesson = (subject: string) => lessonOf(school, { className: '5Б', subject, day: '2026-11-24' });
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  known = {
    ...{ masha: await studentOf(school, 'Петрова Мария'), dima: await studentOf(school, 'Смирнов Дмитрий') },
    ...{ maths: await lesson('Математика'), pe: await lesson('Физическая культура'), classId: own!.id },
    ...{ mother: await school.person('petrova'), father: await school.person('smirnov') },
  };
});
afterAll(() => school.close());
beforeEach(async () => {
  for (const table of ['delivery', 'notice', 'chat_turn', 'chat']) await query(school, `delete from ${table}`);
});

const telegram = (failure?: Undeliverable): Messenger => ({
  name: 'telegram',
  show: async () => {
    if (failure) throw failure;
    return {};
  },
});
const round = (messenger = telegram()) => {
  const { house, press } = school;
  const bot = { answer: () => Promise.reject(new Error('nobody asks')) };
  const web = openWebChat({ house, bot }).messenger;
  return openCourier({
    house,
    press,
    messengers: [web, messenger],
    log: pino({ level: 'silent' }),
    everyMs: 5,
  }).round();
};
const link = (person: number) =>
  school.house.asHouse(act => addWay(act, person, { messenger: 'telegram', address: `chat of ${person}` }));
const absence = (reader: number, studentId: number, { lesson = known.maths, subject = 'Математика' } = {}) =>
  school.house.asHouse(async act => {
    const facts = {
      studentId,
      givenName: 'Мария',
      subject,
      day: '2026-11-24',
      slot: 1,
      presence: 'absent',
      old: 'present',
    };
    act.tell(reader, { kind: 'absence', subject: `lesson:${lesson}`, studentId, facts });
  });
const mark = (reader: number, studentId: number, value: number) =>
  school.house.asHouse(async act => {
    const facts = { studentId, givenName: 'Мария', subject: 'Математика', day: '2026-11-24', old: null };
    const told = { ...facts, mark: { value, workKind: 'контрольная', comment: null } };
    act.tell(reader, { kind: 'mark', subject: `lesson:${known.maths}`, studentId, facts: told });
  });
const words = async (browser: TestBrowser, address: string) => {
  const { body, statusCode } = await browser.get(address);
  expect(statusCode, address).toBe(200);
  const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'));
  return plainText(main.replace(/(?=<(?:li|td|th|p|h2|a|summary|button|span)\b)/g, ' ')).replace(/\s+/g, ' ');
};

describe('a notice’s story', () => {
  it('says to its reader why, when and by which ways it came, and that it is read', async () => {
    await link(known.mother);
    await absence(known.mother, known.masha);
    await round();
    school.world.pass(60_000);
    const first = await words(petrova, '/notices');
    expect(first).toContain('Мария: нет на уроке. Математика, 1-й урок');
    expect(first).toMatch(/отсутствие или опоздание, 24 ноября в \d\d:\d\d/);
    expect(first).toMatch(/Сайт: в чате на сайте 24 ноября в \d\d:\d\d/);
    expect(first).toMatch(/Telegram: доставлено 24 ноября в \d\d:\d\d/);
    expect(first).toContain('Открыто только что.');
    expect(await words(petrova, '/notices')).toMatch(/Прочитано на сайте 24 ноября в \d\d:\d\d\./);
  });

  it('is closed to who is a parent of the child no more, told or not', async () => {
    await absence(known.mother, known.masha);
    await query(
      school,
      `update guardianship set until = '2026-11-23' where parent_id = :mother and student_id = :masha`,
      {
        ...known,
      },
    );
    try {
      expect(await words(petrova, '/notices')).not.toContain('Мария');
      expect(await query(school, 'select read_at from notice')).toEqual([{ read_at: null }]);
    } finally {
      await query(school, 'update guardianship set until = null where parent_id = :mother and student_id = :masha', {
        ...known,
      });
    }
  });

  it('says why it did not arrive', async () => {
    await link(known.mother);
    await absence(known.mother, known.masha);
    await round(telegram(new Undeliverable('blocked')));
    expect(await words(petrova, '/notices')).toContain('Telegram: не доставлено: бот заблокирован');
  });

  it('counts as read when she opens the chat on the site, and not before', async () => {
    await absence(known.mother, known.masha);
    await round();
    const read = () => query<{ read: boolean }>(school, 'select read_at is not null as read from notice');
    await petrova.get('/');
    expect(await read()).toEqual([{ read: false }]);
    await petrova.get('/chat');
    expect(await read()).toEqual([{ read: true }]);
  });

  it('is nobody else’s', async () => {
    await absence(known.mother, known.masha);
    await round();
    expect(await words(await school.browser('smirnov'), '/notices')).toContain('Уведомлений пока нет');
  });
});

describe('«кто уведомлён»', () => {
  it('tells Наталья Иванова which parent was told of what, by which way, and to whom to hand paper', async () => {
    await link(known.mother);
    await absence(known.mother, known.masha);
    await mark(known.father, known.dima, 2);
    await mark(known.father, known.dima, 5);
    await round();
    const list = await words(ivanova, `/informed?class=${known.classId}`);
    expect(list).toMatch(
      /Петрова Мария Петрова О\. Н\. Мария: нет на уроке\. .*? Telegram: доставлено 24 ноября в \d\d:\d\d нет/,
    );
    expect(list).toMatch(/Смирнов Дмитрий Смирнов А\. Ю\. .*?Математика: 2.*? вручить на бумаге нет/);
    expect(list).not.toContain('Математика: 5');
    expect(list).toContain('Строк: 2');
  });

  it('can be asked of absences alone, of failing alone, of other days', async () => {
    await absence(known.mother, known.masha);
    await mark(known.father, known.dima, 2);
    await round();
    const asked = (query: string) => words(ivanova, `/informed?class=${known.classId}&${query}`);
    expect(await asked('kind=absence')).toMatch(/Петрова Мария.*Строк: 1/);
    expect(await asked('kind=failing')).toMatch(/Смирнов Дмитрий.*Строк: 1/);
    expect(await asked('since=2026-11-01&until=2026-11-20')).toContain('За эти дни уведомлять было не о чем');
  });

  it('shows a subject teacher what concerns the own lessons, and nothing else', async () => {
    await absence(known.mother, known.masha);
    await absence(known.father, known.dima, { lesson: known.pe, subject: 'Физкультура' });
    await round();
    const volkov = await words(await school.browser('volkov'), '/informed');
    expect(volkov).toMatch(/Смирнов Дмитрий, 5Б.*Строк: 1/);
    expect(volkov).not.toContain('Петрова Мария');
    expect(await words(ivanova, '/informed?class=')).toMatch(/Петрова Мария, 5Б.*Строк: 1/);
  });

  it('asks the database as often for twenty notices as for two', async () => {
    const cost = async (count: number) => {
      await query(school, 'delete from delivery');
      await query(school, 'delete from notice');
      for (let n = 0; n < count; n++) await absence(known.mother, known.masha);
      await round();
      await ivanova.get(`/informed?class=${known.classId}`);
      return school.countQueries(() => ivanova.get(`/informed?class=${known.classId}`));
    };
    expect(await cost(20)).toBe(await cost(2));
  });
});

describe('whom nothing reaches', () => {
  it('stands first for the class teacher, and goes onto paper until it is handed over', async () => {
    await query(school, `delete from session where person_id = ${known.father}`);
    await mark(known.father, known.dima, 2);
    await round();
    const reach = await words(ivanova, `/reach?class=${known.classId}`);
    expect(reach).toMatch(/Смирнов Дмитрий Смирнов Алексей Юрьевич ничего не доходит не заходил/);
    expect(reach).toMatch(/Петрова Мария Петрова Ольга Николаевна только сайт/);
    const paper = await words(ivanova, `/paper?class=${known.classId}`);
    expect(paper).toMatch(/Смирнов Дмитрий, 5Б .*?Уведомление родителям: Смирнов Алексей Юрьевич\. .*?Математика: 2/);
    expect(paper).toContain(
      'Смирнов Дмитрий, 5Б. С уведомлением за 18 ноября — 24 ноября ознакомлен(а): ____________ / ____________ /',
    );
    expect(paper).not.toContain('Петрова Мария');

    await ivanova.post(`/paper?class=${known.classId}`, { student: `${known.dima}` });
    expect(await words(ivanova, `/paper?class=${known.classId}`)).not.toContain('Математика: 2');
    expect(await words(ivanova, `/informed?class=${known.classId}`)).toContain('На бумаге: вручено 24 ноября');
  });

  it('counts a family as reached as soon as a channel is open', async () => {
    await query(school, `delete from session where person_id = ${known.father}`);
    await link(known.father);
    expect(await words(ivanova, `/reach?class=${known.classId}`)).toMatch(
      /Смирнов Алексей Юрьевич Telegram не заходил/,
    );
    expect(await words(ivanova, `/paper?class=${known.classId}`)).not.toContain('Смирнов Дмитрий');
  });

  it('is known in the own class only', async () => {
    const volkov = await school.browser('volkov');
    for (const page of ['reach', 'paper', 'informed']) {
      expect((await volkov.get(`/${page}?class=${known.classId}`)).statusCode, page).toBe(404);
    }
    const morozov = await school.browser('morozov');
    expect((await morozov.post(`/paper?class=${known.classId}`, { student: `${known.dima}` })).statusCode).toBe(403);
  });
});
