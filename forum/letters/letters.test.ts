import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import { loadActor } from '#school/actor.ts';
import { keepOfficeHours } from '#school/office-hours.ts';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf, studentOf } from '#test/journal.ts';
import { editReply } from '../edit-reply.ts';
import { readTopic } from '../read-topic.ts';
import { ownReply, quotable } from '../replies.ts';
import { reply } from '../reply.ts';
import { topic } from '../topic.ts';
import { topics } from '../topics.ts';
import { answerLetter } from './answer-letter.ts';
import { beginLetter, type LetterEntry } from './begin-letter.ts';
import { correspondents } from './correspondents.ts';
import { findCorrespondents } from './find-correspondents.ts';
import { letter } from './letter.ts';
import { letters, unreadLetterCount } from './letters.ts';
import { readLetter } from './read-letter.ts';

let school: TestSchool;
let masha: number;
let vanya: number;
let dima: number;
const id = new Map<string, number>();
beforeAll(async () => {
  school = await openTestSchool();
  masha = await studentOf(school, 'Петрова Мария');
  vanya = await studentOf(school, 'Петров Иван');
  dima = await studentOf(school, 'Смирнов Дмитрий');
  for (const login of [
    'petrova',
    'smirnov',
    'kozlova',
    'masha',
    'ivanova',
    'orlova',
    'volkov',
    'fedorova',
    'morozov',
    'sokolova',
    'kuznetsov',
  ])
    id.set(login, await school.person(login));
  await query(school, 'delete from notice');
});
afterAll(() => school.close());

const begin = (login: string, entry: Partial<LetterEntry>) =>
  school.as(login, act => beginLetter(act, { text: 'Здравствуйте.', ...entry }));
const told = (login: string) =>
  query<{ facts: Record<string, unknown>; subject: string }>(
    school,
    `select facts, subject from notice where reader_id = :id and kind = 'letter' order by id`,
    { id: id.get(login) },
  );

describe('Ольга Петрова writes to Наталья Ивановна about Маша', () => {
  let thread: number;
  let before: number;

  test('and Наталья Ивановна is told; outside the site the notice says only who wrote and about whom', async () => {
    before = await school.as('ivanova', unreadLetterCount);
    [thread] = (await begin('petrova', {
      toId: id.get('ivanova'),
      studentId: masha,
      text: 'Маша боится контрольных. Можно зайти поговорить?',
    })) as [number];
    const [notice] = await told('ivanova');
    expect(notice).toMatchObject({
      subject: `letter:${thread}`,
      facts: { topicId: thread, author: 'Петрова О. Н.', about: 'Мария, 5Б', studentId: masha },
    });
    const outside = school.press.screen('notices/letter', { notices: [notice!.facts] });
    expect(outside.text.replaceAll('\u00a0', ' ')).toBe('<b>Новое письмо: Петрова О. Н.</b> (Мария, 5Б)');
    expect(outside.buttons.flat().map(({ label }) => label)).toEqual(['Ответить', 'Открыть']);
    const onSite = school.press.screen('notices/letter', { notices: [notice!.facts], onSite: true });
    expect(onSite.text).toContain('Маша боится контрольных');
  });

  test('it is unread to her, in the list of both and of nobody else', async () => {
    expect(await school.as('ivanova', unreadLetterCount)).toBe(before + 1);
    expect(await school.as('petrova', unreadLetterCount)).toBe(1);
    const [line] = (await school.as('ivanova', act => letters(act))).letters;
    expect(line).toMatchObject({
      ...{ id: thread, others: ['Петрова О. Н.'], about: 'Мария, 5Б', unread: 1, firstUnread: 1 },
      title: 'Маша боится контрольных. Можно зайти поговорить?',
    });
    for (const login of ['sokolova', 'morozov', 'smirnov', 'masha', 'volkov']) {
      const list = await school.as(login, act => letters(act));
      expect(
        list.letters.map(one => one.id),
        login,
      ).not.toContain(thread);
      expect(await refusalOf(school.as(login, act => letter(act, thread))), login).toMatchObject({ kind: 'not-found' });
    }
  });

  test('when Наталья Ивановна has opened it, Ольга Петрова sees when', async () => {
    school.world.set('2026-11-24T14:05:00+03:00');
    await school.as('ivanova', act => readLetter(act, thread, 1));
    school.world.set('2026-11-24T15:00:00+03:00');
    // Looking again changes nothing.
    await school.as('ivanova', act => readLetter(act, thread, 1));
    const { replies } = await school.as('petrova', act => letter(act, thread));
    expect(replies[0]!.readBy).toEqual([{ name: 'Наталья Петровна', at: new Date('2026-11-24T14:05:00+03:00') }]);
    // Whose letter it is not sees no reading of others.
    expect((await school.as('ivanova', act => letter(act, thread))).replies[0]!.readBy).toEqual([]);
  });

  test('answers follow one another, quote, and are told in turn', async () => {
    const { replies } = await school.as('ivanova', act => letter(act, thread));
    const quotes = replies[0]!.id;
    const answered = await school.as('ivanova', act =>
      answerLetter(act, thread, { text: 'Приходите в четверг.', quotes }),
    );
    expect(answered).toEqual({ number: 2 });
    expect((await told('petrova')).at(-1)!.facts).toMatchObject({ author: 'Иванова Н. П.', number: 2 });
    const seen = await school.as('petrova', act => letter(act, thread));
    expect(seen.replies[1]).toMatchObject({ text: 'Приходите в четверг.', quotes: { number: 1 }, unread: true });
    expect(seen).toMatchObject({ firstUnread: 2, mayReply: true, about: { studentId: masha, name: 'Мария, 5Б' } });
    expect(seen.participants).toMatchObject([
      { name: 'Иванова Наталья Петровна', part: 'class-teacher', me: false },
      { name: 'Петрова Ольга Николаевна', part: 'parent', me: true },
    ]);
  });

  test('its author changes it, and it says so; the forum’s own doors do not lead to it', async () => {
    const { replies } = await school.as('ivanova', act => letter(act, thread));
    const own = replies[1]!;
    await school.as('ivanova', act =>
      editReply(act, own.id, { text: 'Приходите в пятницу.', version: own.version }, 'letter'),
    );
    const changed = (await school.as('petrova', act => letter(act, thread))).replies[1]!;
    expect(changed).toMatchObject({ text: 'Приходите в пятницу.', editedAt: expect.any(Date) });
    const doors: ((act: Act) => Promise<unknown>)[] = [
      act => editReply(act, own.id, { text: 'Иначе', version: changed.version }),
      act => ownReply(act, own.id),
      act => reply(act, thread, { text: 'И я тут' }),
    ];
    for (const door of doors) expect(await refusalOf(school.as('ivanova', door))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(school.as('morozov', act => topic(act, thread)))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(school.as('morozov', act => readTopic(act, thread, 1)))).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusalOf(school.as('morozov', act => quotable(act, thread, own.id)))).toMatchObject({
      kind: 'not-found',
    });
    const listed = await school.as('ivanova', act => topics(act));
    expect(listed.topics.map(one => one.id)).not.toContain(thread);
  });
});

test('what speaks of health may be marked to be read on the site alone: then a list says nothing of it', async () => {
  const [thread] = await begin('petrova', {
    toId: id.get('ivanova'),
    studentId: masha,
    text: 'О здоровье',
    siteOnly: true,
  });
  const { letters: list } = await school.as('ivanova', act => letters(act));
  expect(list.find(one => one.id === thread)).toMatchObject({ title: '', last: { siteOnly: true } });
});

describe('who may write to whom', () => {
  test('a parent writes to the class teacher, the teachers of the child and the deputy', async () => {
    const [families] = [await school.as('petrova', correspondents)];
    expect(families.map(({ givenName, className }) => [givenName, className])).toEqual([
      ['Иван', '2А'],
      ['Мария', '5Б'],
    ]);
    const people = families[1]!.people;
    expect(people[0]).toMatchObject({ id: id.get('ivanova'), capacity: 'class-teacher', subjects: ['Математика'] });
    expect(people.map(one => one.id)).toContain(id.get('volkov'));
    expect(people.at(-1)).toMatchObject({ id: id.get('morozov'), capacity: 'deputy' });
    for (const { id: toId } of people) {
      school.world.pass(61_000);
      await begin('petrova', { toId, studentId: masha, text: `Вопрос ${toId}` });
    }
  });

  test('and to nobody else: not to teachers of others, other parents, the director, nor about others’ children', async () => {
    const dima = await studentOf(school, 'Смирнов Дмитрий');
    const wrong: Partial<LetterEntry>[] = [
      { toId: id.get('sokolova'), studentId: masha },
      { toId: id.get('fedorova'), studentId: masha },
      { toId: id.get('smirnov'), studentId: masha },
      { toId: id.get('ivanova'), studentId: dima },
      { toId: id.get('ivanova') },
      { toId: id.get('petrova'), studentId: masha },
      { toId: 2_000_000_000, studentId: masha },
      { familyOf: dima },
    ];
    for (const entry of wrong)
      expect(await refusalOf(begin('petrova', entry)), JSON.stringify(entry)).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(begin('petrova', {}))).toMatchObject({ reason: 'letter/nobody' });
  });

  test('a student writes to their teachers, not to the deputy', async () => {
    const [own] = await school.as('masha', correspondents);
    expect(own!.people.map(one => one.capacity)).not.toContain('deputy');
    await begin('masha', { toId: id.get('ivanova'), studentId: masha });
    expect(await refusalOf(begin('masha', { toId: id.get('morozov'), studentId: masha }))).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusalOf(begin('masha', { toId: id.get('fedorova'), studentId: vanya }))).toMatchObject({
      kind: 'not-found',
    });
  });

  test('staff write to one another, teachers to the families they teach, the deputy to any', async () => {
    await begin('volkov', { toId: id.get('fedorova') });
    await begin('volkov', { toId: id.get('petrova'), studentId: masha });
    await begin('morozov', { toId: id.get('kozlova'), studentId: await studentOf(school, 'Козлов Егор') });
    const stranger = await studentOf(school, 'Козлов Егор');
    expect(await refusalOf(begin('ivanova', { familyOf: stranger }))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(begin('ivanova', { toId: id.get('kozlova'), studentId: stranger }))).toMatchObject({
      kind: 'not-found',
    });
  });

  test('a search finds whom one may write to', async () => {
    const names = async (login: string, typed: string) =>
      (await school.as(login, act => findCorrespondents(act, typed)))
        .map(one => [one.name, one.student?.name ?? null])
        .sort();
    expect(await names('ivanova', 'петрова оль')).toEqual([['Петрова Ольга Николаевна', 'Петрова Мария']]);
    expect(await names('morozov', 'петрова оль')).toEqual([
      ['Петрова Ольга Николаевна', 'Петров Иван'],
      ['Петрова Ольга Николаевна', 'Петрова Мария'],
    ]);
    expect(await names('ivanova', 'федорова')).toEqual([['Фёдорова Светлана Игоревна', null]]);
    expect(await names('ivanova', 'козлова')).toEqual([]);
    expect(await names('petrova', 'иванова')).toEqual([]);
    expect(await names('ivanova', '%')).toEqual([]);
  });
});

test('Наталья Ивановна writes to her class: each family its own letter, and only to her own class', async () => {
  const [own] = await query<{ id: number; families: number }>(
    school,
    `select k.id, (select count(distinct e.student_id)::int from enrolment e join guardianship g on g.student_id = e.student_id
       where e.school_class_id = k.id and e.until is null) as families from school_class k where grade = 5 and letter = 'Б'`,
  );
  school.world.pass(120_000);
  const ids = await begin('ivanova', { classId: own!.id, title: 'Собрание в четверг', text: 'Собрание в 18:00.' });
  expect(ids).toHaveLength(own!.families);
  for (const login of ['petrova', 'smirnov']) {
    const [line] = (await school.as(login, act => letters(act))).letters;
    expect(line, login).toMatchObject({ title: 'Собрание в четверг', unread: 1 });
    const { participants } = await school.as(login, act => letter(act, line!.id));
    expect(participants.filter(({ part }) => part === 'parent').length, login).toBeLessThanOrEqual(2);
  }
  // The flood guard counts it as one.
  await begin('ivanova', { toId: id.get('orlova'), text: 'Коллеге' });
  expect(await refusalOf(begin('orlova', { classId: own!.id }))).toMatchObject({ reason: 'not-allowed/writeToClass' });
});

test('who is no parent of the child any more sees no letter about it and hears of no answer', async () => {
  school.world.pass(120_000);
  const [thread] = (await begin('smirnov', { toId: id.get('ivanova'), studentId: dima, text: 'Дима перешёл.' })) as [
    number,
  ];
  await school.as('ivanova', act => answerLetter(act, thread, { text: 'Спасибо.' }));
  const before = await told('smirnov');
  const listed = await school.as('smirnov', act => letters(act));
  expect(listed.letters.map(one => one.id)).toContain(thread);
  await query(school, `update guardianship set until = '2026-11-23' where parent_id = :id and student_id = :dima`, {
    ...{ id: id.get('smirnov'), dima },
  });
  try {
    const list = await school.as('smirnov', act => letters(act));
    expect(list.letters.map(one => one.id)).not.toContain(thread);
    expect(list.total).toBeLessThan(listed.total);
    expect(await school.as('smirnov', unreadLetterCount)).toBe(0);
    expect(await refusalOf(school.as('smirnov', act => letter(act, thread)))).toMatchObject({ kind: 'not-found' });
    const answered = school.as('smirnov', act => answerLetter(act, thread, { text: 'Ещё вопрос.' }));
    expect(await refusalOf(answered)).toMatchObject({ kind: 'not-found' });
    await school.as('ivanova', act => answerLetter(act, thread, { text: 'Дима сегодня дрался.' }));
    expect(await told('smirnov')).toEqual(before);
    const view = await school.as('ivanova', act => letter(act, thread));
    expect(view.participants[0]).toMatchObject({ part: 'former', open: false });
    expect(view.mayReply).toBe(false);
  } finally {
    await query(school, 'update guardianship set until = null where parent_id = :id and student_id = :dima', {
      ...{ id: id.get('smirnov'), dima },
    });
  }
});

test('parents of one child get one letter together', async () => {
  const [pair] = await query<{ student: number; parents: number[] }>(
    school,
    `select g.student_id as student, array_agg(g.parent_id order by g.parent_id) as parents
     from guardianship g join enrolment e on e.student_id = g.student_id and e.until is null
     join school_class k on k.id = e.school_class_id and k.grade = 5 and k.letter = 'Б'
     group by g.student_id having count(*) = 2 order by 1 limit 1`,
  );
  const [thread] = await begin('ivanova', { familyOf: pair!.student });
  const { participants } = await school.as('ivanova', act => letter(act, thread!));
  expect(
    participants
      .filter(({ me }) => !me)
      .map(one => one.id)
      .sort((a, b) => a - b),
  ).toEqual(pair!.parents);
});

test('office hours are shown to who writes', async () => {
  await school.as('volkov', act => keepOfficeHours(act, ' вторник,  15:00–16:00, спортзал '));
  const people = (await school.as('petrova', correspondents)).flatMap(family => family.people);
  expect(people.find(one => one.id === id.get('volkov'))!.officeHours).toBe('вторник, 15:00–16:00, спортзал');
  expect(await refusalOf(school.as('petrova', act => keepOfficeHours(act, 'всегда')))).toMatchObject({
    reason: 'not-allowed/keepOfficeHours',
  });
  expect(await refusalOf(school.as('volkov', act => keepOfficeHours(act, 'а'.repeat(201))))).toMatchObject({
    reason: 'office-hours-long',
  });
});

test('a letter is in the list exactly when the charter says so, for everybody in the school who has any', async () => {
  const threads = await query<{ id: number; participantIds: number[] }>(
    school,
    `select t.id, array(select person_id from participant where topic_id = t.id) as "participantIds" from topic t where kind = 'letter'`,
  );
  const people = [...new Set([...threads.flatMap(({ participantIds }) => participantIds), ...id.values()])];
  for (const personId of people) {
    const { listed, seen } = await school.house.as(personId, async act => {
      const { pages } = await letters(act);
      const all = [];
      for (let page = 1; page <= pages; page++) all.push(...(await letters(act, { page })).letters);
      return {
        listed: all.map(one => one.id),
        seen: threads.filter(one => may(act.by, 'readLetter', one)).map(one => one.id),
      };
    });
    expect(listed.sort((a, b) => a - b)).toEqual(seen.sort((a, b) => a - b));
  }
});

test('whom one is offered is whom the charter lets one write to', async () => {
  for (const login of ['petrova', 'smirnov', 'kozlova', 'masha', 'orlova']) {
    const offered = await school.as(login, correspondents);
    const everyone = [...id.entries()];
    for (const { studentId, people } of offered) {
      for (const [other, toId] of everyone) {
        if (other === login) continue;
        school.world.pass(61_000);
        const allowed = await begin(login, { toId, studentId }).then(
          () => true,
          () => false,
        );
        const isStaffOffered = people.some(one => one.id === toId);
        // A teacher who is a mother writes to her pupils' families as a teacher.
        if (login !== 'orlova' || isStaffOffered)
          expect([login, other, allowed]).toEqual([login, other, isStaffOffered]);
      }
    }
  }
});

test('the number of queries of a list and of a letter does not grow', async () => {
  const few = await school.countQueries(() => school.as('masha', act => letters(act)));
  expect(await school.countQueries(() => school.as('ivanova', act => letters(act)))).toBe(few);
  const { letters: list } = await school.as('ivanova', act => letters(act));
  const open = (at: number) => school.countQueries(() => school.as('ivanova', act => letter(act, list[at]!.id)));
  expect(await open(0)).toBe(await open(list.length - 1));
  expect(await loadActor(school.orm.em.fork(), 2_000_000_000, '2026-11-24')).toBeUndefined();
});
