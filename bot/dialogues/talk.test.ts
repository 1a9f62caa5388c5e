import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { letter } from '#forum/letters/letter.ts';
import { letters } from '#forum/letters/letters.ts';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, studentOf } from '#test/journal.ts';
import { openWebChat } from '../webchat/web-chat.ts';

// Tuesday, 24 November 2026, 12:30.
let school: TestSchool;
let talks: Conversations;
let petrova: Conversation;
let masha: number;
let vanya: number;

beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
  petrova = await talks.linked('petrova');
  masha = await studentOf(school, 'Петрова Мария');
  vanya = await studentOf(school, 'Петров Иван');
});
beforeEach(async () => {
  school.world.set('2026-11-24T12:30:00+03:00');
  await query(school, 'delete from dialogue');
  await query(school, 'delete from absence_note');
  await query(school, 'delete from notice where kind = :kind', { kind: 'absence-note' });
});
afterAll(() => school.close());

const notes = () =>
  query(school, 'select student_id as student, since::text, until::text, reason, text from absence_note order by id');
const words = (text: string) => text.replaceAll('\u00a0', ' ');

describe('«сообщить об отсутствии»', () => {
  test('who, when, why, «Отправить»; the class teacher is told with buttons', async () => {
    const when = await petrova.press(`absent ${masha}`);
    expect(words(when.words)).toBe(
      'Мария, 5Б\nКогда не будет в школе? Выберите день или напишите: «с 25 по 27 ноября».',
    );
    expect(when.labels).toEqual(['Сегодня', 'Завтра', 'Другие дни', 'Иван', 'Отмена']);
    const why = await petrova.choose('Завтра');
    expect(words(why.words)).toBe('Мария: не будет 25 ноября, среда.\nПо какой причине?');
    const confirm = await petrova.choose('Болезнь');
    expect(words(confirm.words)).toContain('Причину прочитает классный руководитель, на сайте.');
    expect(confirm.words).not.toMatch(/бол/i);
    expect(await notes()).toEqual([]);
    const sent = await petrova.choose('Отправить');
    expect(words(sent.words)).toContain('Отправлено классному руководителю. Мария: не будет 25 ноября, среда.');
    expect(await notes()).toEqual([
      { student: masha, since: '2026-11-25', until: '2026-11-25', reason: 'ill', text: null },
    ]);
    const [notice] = await query<{ facts: object; reader: string }>(
      school,
      `select n.facts, p.login as reader from notice n join person p on p.id = n.reader_id where kind = 'absence-note'`,
    );
    expect(notice!.reader).toBe('ivanova');
    const told = school.press.screen('notices/absence-note', { notices: [notice!.facts] });
    expect(told.buttons.flat().map(({ label }) => label)).toEqual(['Принять', 'Отклонить']);

    const ivanova = await talks.linked('ivanova');
    const accept = told.buttons.flat()[0]!.button;
    const accepted = await ivanova.press(accept);
    expect(words(accepted.words)).toContain('Петрова М. Д., 25 ноября: принято.');
    expect(words((await ivanova.press(accept)).words)).toContain('25 ноября: уже принято.');
    expect(words((await ivanova.press(told.buttons.flat()[1]!.button)).words)).toContain('уже принято');
    for (const login of ['petrova', 'volkov', 'smirnov']) {
      const other = await talks.linked(login);
      expect((await other.press(accept)).screen, login).toBe('gone');
    }
  });

  test('words that are added are acknowledged; another child begins anew', async () => {
    await petrova.say('Маша завтра болеет');
    const added = await petrova.say('вернёмся в пятницу');
    expect(words(added.words)).toContain('Причину и ваши слова прочитает классный руководитель, на сайте.');
    expect(added.words).not.toContain('вернёмся');
    expect((await petrova.say('болит горло')).screen).toBe('absent/confirm');
    const late = await petrova.say('Ваня опоздает');
    expect(words(late.words)).toContain('Иван, 2А');
    const ill = await petrova.say('Маша завтра болеет');
    expect(words(ill.words)).toContain('Мария: не будет 25 ноября, среда.');
    expect(await notes()).toEqual([]);
  });

  test('a visit to the doctor is a valid reason, said at once or when the bot asks', async () => {
    await petrova.say('младший завтра не придёт, едем к врачу');
    await petrova.say('отправить');
    await petrova.say('5Б завтра не придёт');
    await petrova.say('едем в поликлинику');
    await petrova.say('отправить');
    const day = { since: '2026-11-25', until: '2026-11-25' };
    expect(await notes()).toEqual([
      { student: vanya, ...day, reason: 'valid', text: null },
      { student: masha, ...day, reason: 'valid', text: 'едем в поликлинику' },
    ]);
  });

  test('days are typed as people say them', async () => {
    await petrova.press(`absent ${masha}`);
    await petrova.choose('Другие дни');
    expect((await petrova.say('не знаю ещё')).screen).toBe('absent/days');
    expect(words((await petrova.say('с 25 по 27 ноября')).words)).toContain('не будет с 25 ноября по 27 ноября');
    await petrova.choose('Другое');
    expect((await petrova.say('едем на соревнования')).screen).toBe('absent/confirm');
    await petrova.say('вернёмся в субботу');
    await petrova.say('отправить');
    expect(await notes()).toEqual([
      {
        ...{ student: masha, since: '2026-11-25', until: '2026-11-27', reason: 'other' },
        text: 'едем на соревнования\nвернёмся в субботу',
      },
    ]);
  });

  test('the reason may be typed instead of pressed; what was said already is not asked again', async () => {
    await petrova.press(`absent ${masha} 2026-11-25`);
    await petrova.say('температура с утра');
    await petrova.say('да');
    expect(await notes()).toMatchObject([{ reason: 'ill', text: 'температура с утра' }]);
    expect((await petrova.press(`absent ${vanya} 2026-11-26 2026-11-27 ill`)).screen).toBe('absent/confirm');
  });

  test('on the site the reason is said back', async () => {
    const chat = openWebChat({ house: school.house, bot: talks.bot });
    const me = await school.person('petrova');
    await chat.say(me, { button: `absent ${masha} 2026-11-25 ill` });
    const [last] = (await chat.history(me)).slice(-1);
    expect(last!.text).toContain('Причина: болезнь');
  });

  test('an absence gone by is explained from the list of what nobody has explained', async () => {
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-23' });
    await query(school, 'delete from mark where lesson_id = :maths and student_id = :masha', { maths, masha });
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at) select :maths, :masha, 'unknown', id, now() from person where login = 'ivanova'
       on conflict do nothing`,
      { maths, masha },
    );
    const which = await petrova.press(`explain ${masha}`);
    expect(which.labels).toContain('23 ноября, 1 урок'.replaceAll(' ', '\u00a0').replace(',\u00a0', ', '));
    const why = await petrova.press(`explain ${masha} 2026-11-23`);
    expect(words(why.words)).toContain('Мария: не было 23 ноября, понедельник.');
    await petrova.choose('Уважительная причина');
    await petrova.choose('Отправить');
    expect(await notes()).toMatchObject([{ since: '2026-11-23', reason: 'valid' }]);
    expect(words((await petrova.press(`explain ${masha}`)).words)).not.toContain('23 ноября');
  });

  test('only parents do it, and only for their own', async () => {
    const own = await talks.linked('masha');
    expect((await own.press(`absent ${masha}`)).words).toContain('родител');
    expect((await own.press(`explain ${masha}`)).screen).toBe('refused');
    for (const login of ['smirnov', 'kozlova', 'volkov']) {
      const other = await talks.linked(login);
      for (const button of [`absent ${masha}`, `explain ${masha}`, `explain ${masha} 2026-11-23`])
        expect([login, button, (await other.press(button)).screen]).toEqual([login, button, 'gone']);
    }
  });

  test('the journal’s own rules refuse, and the question stays', async () => {
    await petrova.press(`absent ${masha} 2027-05-05 ill`);
    expect((await petrova.choose('Отправить')).screen).toBe('refused');
    expect((await petrova.say('да')).screen).toBe('refused');
    expect(await notes()).toEqual([]);
  });
});

describe('a letter', () => {
  const lastLetter = async (login: string) => {
    const [line] = (await school.as(login, act => letters(act))).letters;
    return school.as(login, act => letter(act, line!.id));
  };

  test('to whom with office hours, the text, «Отправить»; an answer from the other chat', async () => {
    await query(school, `update person set office_hours = 'вторник, 15:00–16:00' where login = 'ivanova'`);
    const whom = await petrova.press(`message ${masha}`);
    expect(words(whom.words)).toContain(
      'Иванова Н. П. — классный руководитель, Математика\nчасы приёма: вторник, 15:00–16:00',
    );
    const text = await petrova.choose('Иванова Н. П.');
    expect(words(text.words)).toContain('Письмо: Иванова Н. П. (Мария, 5Б)\nЧасы приёма: вторник, 15:00–16:00');
    const preview = await petrova.say('Здравствуйте. Можно зайти <в четверг>?');
    expect(preview.words).toContain('Здравствуйте. Можно зайти <в четверг>?\n\nОтправить?');
    const together = await petrova.say('После уроков.');
    expect(together.words).toContain('<в четверг>?\n\nПосле уроков.\n\nОтправить?');
    await petrova.choose('Отправить');
    const seen = await lastLetter('ivanova');
    expect(seen.replies.map(part => part.text)).toEqual(['Здравствуйте. Можно зайти <в четверг>?\n\nПосле уроков.']);

    const ivanova = await talks.linked('ivanova');
    expect((await ivanova.press('letters')).labels[0]).toContain('Петрова О. Н.');
    const thread = await ivanova.press(`letters/thread ${seen.id}`);
    expect(words(thread.words)).toContain('Петрова О. Н. (Мария, 5Б)');
    await ivanova.choose('Ответить');
    await ivanova.say('Да, приходите.');
    await ivanova.say('да');
    const answered = await petrova.press(`letters/thread ${seen.id}`);
    expect(words(answered.words)).toContain('прочитано 24 ноября, 12:30');
    expect(words(answered.words)).toContain('Иванова Н. П., 24 ноября, 12:30\nДа, приходите.');
    expect((await school.as('petrova', act => letter(act, seen.id))).firstUnread).toBeNull();
  });

  test('«написать классному руководителю» and a subject lead straight to the text', async () => {
    expect((await petrova.press(`message ${masha} class-teacher`)).screen).toBe('letter/text');
    const [pe] = await query<{ id: number }>(school, `select id from subject where name = 'Физическая культура'`);
    const text = await petrova.press(`message ${masha} ${pe!.id}`);
    expect(words(text.words)).toContain('Письмо: Волков Д. О. (Мария, 5Б)');
  });

  test('staff are asked for a name, and offered whom they may write to', async () => {
    const volkov = await talks.linked('volkov');
    expect((await volkov.press('message')).screen).toBe('letter/who');
    expect((await volkov.say('Несуществуева')).words).toContain('Не нашёл: «Несуществуева»');
    const found = await volkov.say('петрова ольга');
    expect(found.labels[0]).toMatch(/^Петрова О\. Н\., родитель: Петров/);
    await volkov.choose(found.labels[0]!);
    await volkov.say('Не забудьте форму.');
    await volkov.choose('Отправить');
    expect((await lastLetter('petrova')).replies.at(-1)!.text).toBe('Не забудьте форму.');
  });

  test('«Отправить» pressed twice, or at once from two places, sends one letter', async () => {
    await petrova.press(`message ${masha} class-teacher`);
    const preview = await petrova.say('Один раз');
    const send = preview.buttons.flat()[0]!.button;
    const both = await Promise.all([petrova.press(send), petrova.press(send)]);
    expect(both.map(({ screen }) => screen)).toEqual(['letter/sent', 'letter/sent']);
    const count = await query<{ n: number }>(school, `select count(*)::int as n from reply where text = 'Один раз'`);
    expect(count).toEqual([{ n: 1 }]);
  });

  test('what is kept to the site is not shown in a messenger, and stays unread there', async () => {
    const id = await school.as('ivanova', async act => {
      const { beginLetter } = await import('#forum/letters/begin-letter.ts');
      const [made] = await beginLetter(act, {
        toId: await school.person('petrova'),
        studentId: masha,
        text: 'О здоровье Маши',
        siteOnly: true,
      });
      return made!;
    });
    const shown = await petrova.press(`letters/thread ${id}`);
    expect(shown.words).not.toContain('О здоровье');
    expect(shown.words).toContain('читается только на сайте');
    expect((await school.as('petrova', act => letter(act, id))).firstUnread).toBe(1);
  });

  test('another’s letter is gone, whichever button is forged', async () => {
    const { id } = await lastLetter('ivanova');
    for (const login of ['smirnov', 'kozlova', 'sokolova', 'masha']) {
      const other = await talks.linked(login);
      for (const button of [`letters/thread ${id}`, `letters/answer ${id}`])
        expect([login, button, (await other.press(button)).screen]).toEqual([login, button, 'gone']);
    }
    const smirnov = await talks.linked('smirnov');
    for (const button of [
      `message ${masha}`,
      `message/to ${masha} 1`,
      'message/staff',
      'letter/send 99999',
      'dialogue/back 7',
    ])
      expect(['gone', 'dialogue/stale']).toContain((await smirnov.press(button)).screen);
  });
});

test('a question to the registrar: asked, answered from the other chat, asked on, closed', async () => {
  const orlova = await talks.linked('orlova');
  expect((await orlova.press('consultation')).words).toContain('Вопрос ответственному за журнал');
  // The word is what such questions are about; a password itself is not taken.
  expect((await orlova.say('orlova kolokol-orlova')).screen).toBe('hint/password');
  await orlova.say('Не подходит пароль на новом телефоне');
  const sent = await orlova.choose('Отправить');
  const thread = sent.buttons.flat()[0]!.button;
  expect(words((await orlova.press(thread)).words)).toContain('Ждёт ответа до 26 ноября, 12:30.');
  const kuznetsov = await talks.linked('kuznetsov');
  await kuznetsov.press(thread);
  await kuznetsov.choose('Ответить');
  await kuznetsov.say('Проверьте первую букву.');
  await kuznetsov.say('да');
  const answered = await orlova.press(thread);
  expect(words(answered.words)).toContain('Ответ дан.');
  expect(answered.words).toContain('Проверьте первую букву.');
  await orlova.choose('Вопрос решён');
  expect((await kuznetsov.press(thread)).words).toContain('Закрыт.');
  expect((await petrova.press(thread)).screen).toBe('gone');
});

describe('announcements for families', () => {
  test('are listed and read in the chat by those they are for', async () => {
    const list = await petrova.press('announcements');
    expect(words(list.words)).toContain('Родительские собрания 1–9 классов');
    const shown = await petrova.press(list.buttons.flat()[0]!.button);
    expect(shown.screen).toBe('announcement');
    const ivanova = await talks.linked('ivanova');
    expect((await ivanova.press('announcements')).screen).toBe('gone');
    expect((await ivanova.press(list.buttons.flat()[0]!.button)).screen).toBe('gone');
    expect((await petrova.press('announcement 1')).screen).toBe('gone');
  });
});

describe('in the middle of a dialogue', () => {
  const begin = async () => {
    await petrova.press(`message ${masha} class-teacher`);
    return petrova.say('Черновик');
  };

  test('«Отмена», the word and the button, leaves it; an old button says so', async () => {
    const preview = await begin();
    expect((await petrova.say('отмена')).screen).toBe('dialogue/cancelled');
    expect((await petrova.press(preview.buttons.flat()[0]!.button)).screen).toBe('dialogue/cancelled');
    await begin();
    expect((await petrova.choose('Отмена')).screen).toBe('dialogue/cancelled');
    await query(school, 'delete from dialogue');
    expect((await petrova.press(preview.buttons.flat()[0]!.button)).screen).toBe('dialogue/stale');
  });

  test('a command or another button sets it aside, and one goes back to where one was', async () => {
    await begin();
    const marks = await petrova.say('/marks');
    expect(marks.screen).toBe('marks/today');
    expect(marks.words).toContain('Письмо ещё не отправлено.');
    expect(words(marks.labels.at(-1)!)).toBe('Вернуться к письму');
    // What is said now is not the letter's.
    expect((await petrova.say('отметки за неделю')).screen).toBe('marks/week');
    const back = await petrova.press(marks.buttons.flat().at(-1)!.button);
    expect(back.words).toContain('Черновик\n\nОтправить?');
    expect((await petrova.say('да')).screen).toBe('letter/sent');
  });

  test('a new dialogue takes the place of the old one', async () => {
    const preview = await begin();
    expect((await petrova.press(`absent ${masha}`)).words).not.toContain('Письмо ещё не отправлено');
    expect((await petrova.press(preview.buttons.flat()[0]!.button)).screen).toBe('dialogue/stale');
  });

  test('after more than an hour it asks whether that was still the answer', async () => {
    await begin();
    school.world.pass(61 * 60_000);
    const late = await petrova.say('и ещё одно');
    expect(late.words).toContain('прошло больше часа');
    expect((await petrova.choose('Да, продолжить')).words).toContain('Черновик\n\nи ещё одно');
    school.world.pass(61 * 60_000);
    await petrova.say('отметки');
    expect((await petrova.choose('Нет, забыть')).screen).toBe('dialogue/cancelled');
    expect((await petrova.say('отметки')).screen).toBe('marks/today');
  });

  test('after a day nothing of it is known', async () => {
    const preview = await begin();
    school.world.pass(25 * 60 * 60_000);
    expect((await petrova.say('отметки')).screen).toMatch(/^marks/);
    expect((await petrova.press(preview.buttons.flat()[0]!.button)).screen).toBe('dialogue/stale');
  });

  test('a bot started anew goes on where it was', async () => {
    await begin();
    const anew = openConversations(school);
    const again = await anew.bot.answer({ from: petrova.from, key: 'after the restart', text: 'да' });
    expect(again.screen).toBe('letter/sent');
  });

  test('a sticker, a voice, something forwarded or changed is answered, and the question waits', async () => {
    await begin();
    for (const odd of ['sticker', 'voice', 'file', 'forwarded', 'edited', 'other'] as const) {
      const answer = await talks.bot.answer({ from: petrova.from, key: odd, text: '', odd });
      expect(answer.screen).toBe('hint/odd');
      expect(words(answer.text)).toContain('Ваш ответ я всё ещё жду.');
    }
    expect((await petrova.say('да')).screen).toBe('letter/sent');
    const outside = await talks.bot.answer({ from: petrova.from, key: 'outside', text: '', odd: 'voice' });
    expect(words(outside.text)).toContain('Голосовые сообщения я не слушаю');
    expect(outside.buttons.flat().length).toBeGreaterThan(2);
  });

  test('five thousand characters are too many for the chat; four thousand are a letter', async () => {
    await begin();
    expect((await petrova.say('ы'.repeat(5000))).screen).toBe('dialogue/too-long');
    expect((await petrova.say('ы'.repeat(4000))).screen).toBe('letter/confirm');
  });

  test('a password in a letter is never kept', async () => {
    await petrova.press(`message ${masha} class-teacher`);
    expect((await petrova.say('petrova kolokol-petrova')).screen).toBe('hint/password');
    expect((await petrova.say('Забыла пароль, подскажите')).screen).toBe('letter/confirm');
  });

  test('nothing of it is a fault of ours', () => {
    expect(talks.faults).toEqual([]);
  });
});
