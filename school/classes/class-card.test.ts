import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf, studentOf } from '#test/journal.ts';
import { enterCertificate } from '../medical/certificates.ts';
import { cardReadings, forgetReadings, keepReadings } from './card-readings.ts';
import { classCard } from './class-card.ts';
import { classList } from './class-list.ts';
import { keepContacts } from './keep-contacts.ts';
import { ownData, proposeCorrection } from './own-data.ts';
import { addParent, endParent } from './parents.ts';
import { settleCorrection } from './settle-correction.ts';
import { studentCard } from './student-card.ts';

let school: TestSchool;
let classId: number;
let masha: number;
let dima: number;
beforeAll(async () => {
  school = await openTestSchool();
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
  masha = await studentOf(school, 'Петрова Мария');
  dima = await studentOf(school, 'Смирнов Дмитрий');
});
afterAll(() => school.close());

const card = (login: string) => school.as(login, act => classCard(act, classId));
const ofStudent = async (login: string, id: number) => school.as(login, act => studentCard(act, id));
const noticesOf = (login: string, kind: string) =>
  query<{ facts: Record<string, unknown> }>(
    school,
    'select n.facts from notice n join person p on p.id = n.reader_id where p.login = :login and n.kind = :kind order by n.id',
    { login, kind },
  );

describe('the card of 5Б', () => {
  it('lists its students by name with their parents, telephones, subgroups and how news reaches them', async () => {
    const { students, classTeacher } = await card('ivanova');
    expect(classTeacher).toBe('Иванова Наталья Петровна');
    const names = students.map(({ name }) => name);
    expect(names).toEqual(names.toSorted(new Intl.Collator('ru').compare));
    expect(students.map(({ number }) => number)).toEqual(students.map((_, at) => at + 1));
    const one = students.find(({ studentId }) => studentId === masha)!;
    expect(one).toMatchObject({ name: 'Петрова Мария Дмитриевна', address: 'ул. Садовая, д. 12, кв. 7' });
    expect(one.parents).toMatchObject([
      {
        ...{ name: 'Петрова Ольга Николаевна', kinship: 'mother', phone: '+79005550101' },
        ...{ workplace: 'библиотека № 3, библиотекарь', isStaff: false, mayKeep: true },
      },
    ]);
    expect(one.subgroups.map(({ subject }) => subject)).toContain('Английский язык');
  });

  it('holds medical groups with their dates, and those that end within two weeks', async () => {
    const { students, ending } = await card('ivanova');
    const medicalOf = (id: number) => students.find(({ studentId }) => studentId === id)!.medical;
    expect(medicalOf(masha)?.group).toMatchObject({
      kind: 'special-a',
      until: '2026-12-24',
      number: '117',
      over: false,
    });
    expect(medicalOf(dima)?.group).toMatchObject({ kind: 'preparatory', until: '2026-12-03' });
    // Дима's ends in nine days, Тимофей's release in four; Маша's in thirty.
    expect(ending.map(({ student, until }) => [student.split(' ')[0], until])).toEqual([
      ['Орлов', '2026-11-28'],
      ['Смирнов', '2026-12-03'],
    ]);
  });

  it('is open to its class teacher, deputy, director and registrar; nobody else finds it', async () => {
    for (const login of ['ivanova', 'morozov', 'sokolova', 'kuznetsov']) expect(await card(login)).toBeDefined();
    for (const login of ['orlova', 'volkov', 'fedorova', 'petrova', 'smirnov', 'masha']) {
      expect(await refusalOf(card(login)), login).toMatchObject({ kind: 'not-found' });
      expect(await refusalOf(ofStudent(login, masha)), login).toMatchObject({ kind: 'not-found' });
    }
  });

  it('costs the same however many students there are', async () => {
    const count = (id: number) => school.countQueries(() => school.as('sokolova', act => classCard(act, id)));
    const [small] = await query<{ id: number }>(
      school,
      `insert into school_class (year_id, grade, letter, period_kind) select max(id), 7, 'К', 'quarter' from school_year returning id`,
    );
    expect(await count(classId)).toBe(await count(small!.id));
  });

  it('is named with its class teacher to all of the staff; the link is there for who may follow it', async () => {
    const lines = await school.as('volkov', classList);
    expect(lines.find(({ name }) => name === '5Б')).toMatchObject({
      classTeacher: 'Иванова Наталья Петровна',
      mayReadCard: false,
    });
    expect(lines.some(({ mayReadCard }) => mayReadCard)).toBe(false);
    const own = await school.as('ivanova', classList);
    expect(own.filter(({ mayReadCard }) => mayReadCard).map(({ name }) => name)).toEqual(['5Б']);
    expect(await refusalOf(school.as('petrova', classList))).toMatchObject({ kind: 'not-found' });
  });
});

describe('contacts', () => {
  const personOf = (login: string) => school.person(login);

  it('are kept current by the class teacher, each change with who and from what to what', async () => {
    const petrova = await personOf('petrova');
    await school.as('ivanova', act =>
      keepContacts(act, masha, [{ personId: petrova, phone: '8 900 555-77-01', email: 'Petrova@Example.org' }]),
    );
    const { parents, changes } = await ofStudent('ivanova', masha);
    expect(parents[0]).toMatchObject({ phone: '+79005557701', email: 'petrova@example.org' });
    expect(
      changes
        .slice(0, 2)
        .map(({ field, before, after, by }) => [field, before, after, by])
        .toSorted(),
    ).toEqual([
      ['email', null, 'petrova@example.org', 'Иванова Наталья Петровна'],
      ['phone', '+79005550101', '+79005557701', 'Иванова Наталья Петровна'],
    ]);
    const before = changes.length;
    await school.as('ivanova', act => keepContacts(act, masha, [{ personId: petrova, phone: '+79005557701' }]));
    expect((await ofStudent('ivanova', masha)).changes).toHaveLength(before);
  });

  it('are all taken or none: each wrong one is named at its field', async () => {
    const [petrova, own] = [await personOf('petrova'), await personOf('masha')];
    const wrong = school.as('ivanova', act =>
      keepContacts(act, masha, [
        { personId: own, phone: '12', birthday: '2030-01-01' },
        { personId: petrova, email: 'нет', workplace: 'музей' },
      ]),
    );
    const refusal = await refusalOf(wrong);
    expect([refusal, ...refusal.details].map(({ reason, field }) => [reason, field])).toEqual([
      ['card/phone', `phone[${own}]`],
      ['card/birthday', `birthday[${own}]`],
      ['card/email', `email[${petrova}]`],
    ]);
    expect((await ofStudent('ivanova', masha)).parents[0]!.workplace).toBe('библиотека № 3, библиотекарь');
  });

  it('of Орлова, who works here, are the registrar’s; the deputy reads and changes nothing', async () => {
    const timofey = await studentOf(school, 'Орлов Тимофей');
    const entry = [{ personId: await personOf('orlova'), phone: '+79005550200' }];
    const keep = (login: string) => school.as(login, act => keepContacts(act, timofey, entry));
    expect(await refusalOf(keep('ivanova'))).toMatchObject({ reason: 'not-allowed/keepContacts' });
    expect(await refusalOf(keep('morozov'))).toMatchObject({ reason: 'not-allowed/keepContacts' });
    await keep('kuznetsov');
    expect((await ofStudent('ivanova', timofey)).parents[0]).toMatchObject({ phone: '+79005550200', mayKeep: false });
  });

  it('of Дима’s father are not to be reached through Маша’s card', async () => {
    const entry = [{ personId: await personOf('smirnov'), phone: '' }];
    expect(await refusalOf(school.as('ivanova', act => keepContacts(act, masha, entry)))).toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('a parent', () => {
  const father = { name: 'Петров Дмитрий Олегович', kinship: 'father', phone: '8 900 555 33 22' };

  it('is added by the class teacher with a day; the journal opens from then, and a login is given', async () => {
    const id = await school.as('ivanova', act => addParent(act, masha, { ...father, since: '2026-11-20' }));
    const [person] = await query<{ login: string; sex: string }>(
      school,
      'select login, sex from person where id = :id',
      {
        id,
      },
    );
    expect(person).toMatchObject({ login: 'petrov.d', sex: 'male' });
    const parents = (await ofStudent('ivanova', masha)).parents;
    expect(parents.map(({ name, kinship, since }) => [name, kinship, since])).toContainEqual([
      'Петров Дмитрий Олегович',
      'father',
      '2026-11-20',
    ]);
    const again = school.as('ivanova', act => addParent(act, masha, father));
    expect(await refusalOf(again)).toMatchObject({ kind: 'conflict', reason: 'card/parent-already' });
    await school.house.as(id, async act => expect(act.by.childIds).toEqual([masha]));
  });

  it('ends on a day and nothing of it is deleted; added once more, is one again', async () => {
    const own = (await ofStudent('ivanova', masha)).parents;
    const { personId } = own.find(({ kinship }) => kinship === 'father')!;
    const end = (until: string) => school.as('ivanova', act => endParent(act, { studentId: masha, personId, until }));
    expect(await refusalOf(end('2026-11-25'))).toMatchObject({ reason: 'card/parent-until', field: 'until' });
    await end('2026-11-23');
    expect((await card('ivanova')).students.find(one => one.studentId === masha)!.parents).toHaveLength(1);
    expect((await ofStudent('ivanova', masha)).parents).toMatchObject([{}, { personId, until: '2026-11-23' }]);
    await school.house.as(personId, async act => expect(act.by.childIds).toEqual([]));
    expect(await refusalOf(end('2026-11-22'))).toMatchObject({ reason: 'card/parent-ended' });
    expect(await school.as('ivanova', act => addParent(act, masha, father))).toBe(personId);
    await school.house.as(personId, async act => expect(act.by.childIds).toEqual([masha]));
  });

  it('whom the school knows from another family is tied by the registrar alone, who says whether it is the same person', async () => {
    const smirnov = await school.person('smirnov');
    const known = { name: 'Смирнов Алексей Юрьевич', kinship: 'guardian' };
    const add = (login: string, more: object = {}) =>
      school.as(login, act => addParent(act, masha, { ...known, ...more }));
    expect(await refusalOf(add('ivanova'))).toMatchObject({ reason: 'not-allowed/tieKnownParent' });
    expect(await refusalOf(add('ivanova', { known: smirnov }))).toMatchObject({ reason: 'not-allowed/tieKnownParent' });
    expect(await refusalOf(add('kuznetsov'))).toMatchObject({ reason: 'card/parent-known', field: 'known' });
    expect(await add('kuznetsov', { known: smirnov })).toBe(smirnov);
    await school.as('kuznetsov', act => endParent(act, { studentId: masha, personId: smirnov, until: '2026-11-23' }));
    expect(await refusalOf(school.as('morozov', act => addParent(act, masha, father)))).toMatchObject({
      reason: 'not-allowed/keepParents',
    });
  });

  it.each([
    [{ ...father, name: 'Петров' }, 'card/name', 'name'],
    [{ ...father, kinship: 'дядя' }, 'card/kinship', 'kinship'],
    [{ ...father, since: '2026-11-25' }, 'card/since', 'since'],
    [{ ...father, name: 'Ли Джун', kinship: 'guardian' }, 'card/sex', 'name'],
    [{ ...father, phone: 'звоните' }, 'card/phone', 'phone'],
  ])('is not added as %j', async (typed, reason, field) => {
    expect(await refusalOf(school.as('ivanova', act => addParent(act, dima, typed)))).toMatchObject({ reason, field });
  });
});

describe('a correction', () => {
  it('of the family’s own data is proposed by a parent; Иванова is told that there is one, not what', async () => {
    const before = (await noticesOf('ivanova', 'data-correction')).length;
    const own = await school.as('petrova', ownData);
    expect(own.map(({ name, className }) => [name.split(' ')[1], className])).toEqual([
      ['Ольга', null],
      ['Иван', '2А'],
      ['Мария', '5Б'],
    ]);
    await school.as('petrova', act => proposeCorrection(act, own[2]!.personId, { address: 'ул. Новая, д. 1' }));
    const told = await noticesOf('ivanova', 'data-correction');
    expect(told.slice(before)).toEqual([{ facts: { person: 'Петрова Мария Дмитриевна', className: '5Б' } }]);
    const { corrections } = await card('ivanova');
    expect(corrections.find(({ person }) => person.startsWith('Петрова'))).toMatchObject({
      changes: [{ field: 'address', before: 'ул. Садовая, д. 12, кв. 7', after: 'ул. Новая, д. 1' }],
    });
  });

  it('is accepted in one press, once; who proposed is told', async () => {
    const { corrections } = await card('ivanova');
    const { id } = corrections.find(({ person }) => person.startsWith('Петрова'))!;
    const settle = (login: string) => school.as(login, act => settleCorrection(act, id, { accepted: true }));
    expect(await refusalOf(settle('orlova'))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(settle('sokolova'))).toMatchObject({ reason: 'not-allowed/keepContacts' });
    await settle('ivanova');
    const { address, changes } = await ofStudent('ivanova', masha);
    expect([address, changes[0]]).toMatchObject([
      'ул. Новая, д. 1',
      { field: 'address', by: 'Иванова Наталья Петровна' },
    ]);
    expect(await refusalOf(settle('ivanova'))).toMatchObject({ reason: 'card/settled' });
    expect(await noticesOf('petrova', 'data-correction-settled')).toEqual([
      { facts: { person: 'Петрова Мария Дмитриевна', accepted: true } },
    ]);
  });

  it('declined changes nothing; a second one takes the place of the first', async () => {
    const smirnov = await school.person('smirnov');
    await school.as('smirnov', act => proposeCorrection(act, smirnov, { workplace: 'депо' }));
    const waiting = (await card('ivanova')).corrections.filter(({ personId }) => personId === smirnov);
    expect(waiting).toMatchObject([{ changes: [{ field: 'workplace', after: 'депо' }] }]);
    await school.as('ivanova', act => settleCorrection(act, waiting[0]!.id, { accepted: false }));
    const [own] = await school.as('smirnov', ownData);
    expect(own).toMatchObject({
      phone: '+79005550102',
      workplace: 'автобаза, механик',
      waiting: null,
      settled: 'declined',
    });
  });

  it('is for one’s own family alone, and must correct something', async () => {
    const [mashaPerson, smirnov] = [await school.person('masha'), await school.person('smirnov')];
    const propose = (login: string, id: number, typed: object) =>
      refusalOf(school.as(login, act => proposeCorrection(act, id, typed)));
    expect(await propose('smirnov', mashaPerson, { phone: '' })).toMatchObject({ kind: 'not-found' });
    expect(await propose('volkov', await school.person('volkov'), { phone: '' })).toMatchObject({ kind: 'not-found' });
    expect(await propose('smirnov', smirnov, { phone: '8 (900) 555-01-02' })).toMatchObject({
      reason: 'card/nothing-new',
    });
    expect(await propose('smirnov', smirnov, { phone: 'нет' })).toMatchObject({ reason: 'card/phone', field: 'phone' });
  });

  it('of Орлова goes to the registrar, for she works here', async () => {
    const orlova = await school.person('orlova');
    await school.as('orlova', act => proposeCorrection(act, orlova, { phone: '+79005550300' }));
    expect(await noticesOf('kuznetsov', 'data-correction')).toHaveLength(1);
    expect((await card('ivanova')).corrections.some(({ personId }) => personId === orlova)).toBe(false);
    const { corrections } = await card('kuznetsov');
    const { id } = corrections.find(({ personId }) => personId === orlova)!;
    expect(await refusalOf(school.as('ivanova', act => settleCorrection(act, id, { accepted: true })))).toMatchObject({
      reason: 'not-allowed/keepContacts',
    });
    await school.as('kuznetsov', act => settleCorrection(act, id, { accepted: true }));
  });
});

describe('who has read cards', () => {
  it('is written down: who, when, whose; the class once, a student apart', async () => {
    school.world.set('2026-11-24T12:00:00Z');
    await card('morozov');
    await card('morozov');
    await ofStudent('morozov', masha);
    const { lines } = await school.as('sokolova', act => cardReadings(act, { reader: 'морозов', from: '2026-11-24' }));
    // The third and all before it are of this morning.
    expect(lines.slice(0, 2).map(({ what, className, person }) => [what, className, person])).toEqual([
      ['person', '5Б', 'Петрова Мария Дмитриевна'],
      ['class', '5Б', null],
    ]);
    expect(lines[2]!.at < new Date('2026-11-24T12:00:00Z')).toBe(true);
  });

  it('is known to director and registrar alone', async () => {
    expect(await school.as('kuznetsov', act => cardReadings(act))).toMatchObject({ keptDays: 1095, mayKeep: true });
    for (const login of ['ivanova', 'morozov', 'petrova', 'volkov'])
      expect(await refusalOf(school.as(login, act => cardReadings(act))), login).toMatchObject({ kind: 'not-found' });
  });

  it('is found by the one whose card it was, in the class’s readings too', async () => {
    const found = (person: string) => school.as('sokolova', act => cardReadings(act, { person, from: '2026-11-24' }));
    expect((await found('смирнов')).lines.every(({ className }) => className === '5Б')).toBe(true);
    expect((await found('смирнов')).total).toBeGreaterThan(0);
    expect((await found('белов')).total).toBe(0);
    expect((await found('%')).total).toBe(0);
  });

  it('is kept for so many days as the registrar says', async () => {
    expect(await refusalOf(school.as('sokolova', act => keepReadings(act, 60)))).toMatchObject({ kind: 'not-allowed' });
    expect(await refusalOf(school.as('kuznetsov', act => keepReadings(act, 3)))).toMatchObject({ field: 'days' });
    await school.as('kuznetsov', act => keepReadings(act, 60));
    school.world.set('2027-01-23T12:00:00Z');
    await school.house.asHouse(forgetReadings);
    const [kept] = await query<{ first: string }>(school, 'select min(at)::date::text as first from card_reading');
    expect(kept!.first).toBe('2026-11-24');
  });
});

it('of two equal certificates entered at the same moment one is kept, and the other is told of it', async () => {
  const entry = { kind: 'special-a', since: '2027-01-11', until: '2027-05-31', number: '77' };
  const begun = [1, 2].map(() => school.as('ivanova', act => enterCertificate(act, dima, entry)));
  const ended = await Promise.allSettled(begun);
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const rows = await query(school, `select 1 from medical_certificate where student_id = :dima and number = '77'`, {
    dima,
  });
  expect(rows).toHaveLength(1);
});
