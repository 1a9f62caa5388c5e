import type { Message } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { editReply } from '#forum/edit-reply.ts';
import { takeIn } from '#forum/mirror/take-in.ts';
import { touchMirror } from '#forum/mirror/touch.ts';
import { closeTopic } from '#forum/moderation/close-topic.ts';
import { hideReply } from '#forum/moderation/hide-reply.ts';
import { postTopic } from '#forum/post-topic.ts';
import { reply } from '#forum/reply.ts';
import { topic } from '#forum/topic.ts';
import { topics } from '#forum/topics.ts';
import type { Person } from '#test/bot-api/person.ts';
import { pngOf } from '#test/files.ts';
import { query } from '#test/journal.ts';
import { type MirroredSchool, openMirroredSchool } from '#test/mirrored-school.ts';

let school: MirroredSchool;
let natalya: Person;
let marina: Person;
let denis: Person;
let stranger: Person;

beforeAll(async () => {
  school = await openMirroredSchool();
  [natalya, marina, denis] = [
    await school.phone('ivanova'),
    await school.phone('orlova'),
    await school.phone('volkov'),
  ];
  stranger = school.api.person({ id: 666, first_name: 'Прохожий' });
});
afterAll(() => school.close());
beforeEach(() => school.world.pass(120_000));

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

/** A topic of the site with its thread. */
async function begin(title: string) {
  const id = await school.as('orlova', act => postTopic(act, { section: 'free', title, text: 'Что скажете?' }));
  await school.round();
  return { id, thread: school.group.threads().find(({ name }) => name === title)!.id };
}
const repliesOf = async (id: number) => {
  const { replies } = await school.as('sokolova', act => topic(act, id));
  return replies.map(({ author, text }) => plain(`${author.name}: ${text}`));
};
const groupAddress = String(-1_002_000_000_001);
/** What Наталья says in a thread of the group, as the forum hears it. */
const wordsOf = (thread: number, message: string, text: string) => ({
  ...{ chat: groupAddress, thread: String(thread), message, from: String(natalya.user.id), text },
  ...{ album: null, answers: null },
});
const fetched = () => school.api.calls.filter(({ method }) => method === 'getFile').length;
const lastTopic = () => school.as('sokolova', act => topics(act, { section: 'free' })).then(list => list.topics[0]!);
const botSays = (thread: number) =>
  school.group.sees(thread).flatMap(({ from, text }) => (from === 'bot' && text ? [plain(text)] : []));

describe('from the group to the site', () => {
  it('takes what Наталья writes in a thread as her reply, and does not bring it back', async () => {
    const { id, thread } = await begin('Ёлка');
    school.group.says(natalya, 'Ставим в *фойе* в 10:00', { thread });
    await school.heard();
    expect(await repliesOf(id)).toEqual(['Орлова М. А.: Что скажете?', 'Иванова Н. П.: Ставим в \\*фойе\\* в 10:00']);
    expect(await school.round()).toBe(0);
    expect(botSays(thread)).toEqual(['Орлова М. А.\nЧто скажете?']);
  });

  it('keeps what stands out, and what is answered', async () => {
    const { id, thread } = await begin('Каток');
    const asked = school.group.sees(thread).find(({ text }) => text.includes('Что скажете'))!;
    const said = school.group.sends(
      natalya,
      {
        text: 'Я за, см. план',
        entities: [
          { type: 'bold', offset: 0, length: 4 },
          { type: 'text_link', offset: 10, length: 4, url: 'https://example.com/a_(b)' },
        ],
      },
      { thread, answers: asked.id },
    );
    school.group.says(denis, 'И я', { thread, answers: said.message_id });
    await school.heard();
    const { replies } = await school.as('sokolova', act => topic(act, id));
    expect(replies[1]).toMatchObject({
      text: '**Я за**, см. [план](<https://example.com/a_(b)>)',
      quotes: { number: 1 },
    });
    expect(replies[2]).toMatchObject({ text: 'И я', quotes: { number: 2 } });
  });

  it('is taken while another answers on the site: neither waits for the other for ever', async () => {
    const { id, thread } = await begin('Сразу двое');
    const waiting = () =>
      query(school, `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    let taking: Promise<unknown> | undefined;
    await school.as('orlova', async act => {
      await act.em.execute('select from topic where id = ? for update', [id]);
      taking = takeIn(school.house, wordsOf(thread, '9001', 'Я тоже'));
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 5000 });
      await touchMirror(act, id);
    });
    expect(await taking).toEqual({ taken: true });
    expect(await repliesOf(id)).toEqual(['Орлова М. А.: Что скажете?', 'Иванова Н. П.: Я тоже']);
  });

  it('is edited on the site while another quotes it: neither waits for the other for ever', async () => {
    const { id } = await begin('Правка и цитата');
    const { replies } = await school.as('orlova', act => topic(act, id));
    await query(school, `delete from mirror_message where reply_id = ${replies[0]!.id} returning id`);
    await query(school, `delete from mirror_thread where topic_id = ${id} returning id`);
    const waiting = () =>
      query(school, `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    let editing: Promise<void> | undefined;
    await school.as('ivanova', async act => {
      await act.em.execute('select from topic where id = ? for update', [id]);
      editing = school.as('orlova', other =>
        editReply(other, replies[0]!.id, { text: 'Что думаете?', version: replies[0]!.version }),
      );
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 5000 });
      return reply(act, id, { text: 'За', quotes: replies[0]!.id });
    });
    await editing;
    expect(await repliesOf(id)).toEqual(['Орлова М. А.: Что думаете?', 'Иванова Н. П.: За']);
  });

  it('opens one topic for a thread, though its first two messages are taken at once', async () => {
    const thread = school.group.begins(natalya, 'Дежурство на льду');
    await school.heard();
    const heard = await Promise.all(['9101', '9102'].map(n => takeIn(school.house, wordsOf(thread, n, `Слово ${n}`))));
    expect(heard).toEqual([{ taken: true }, { taken: true }]);
    const made = await query(school, `select id from topic where title = 'Дежурство на льду'`);
    expect(made).toHaveLength(1);
  });

  it('edits the reply when the message is edited', async () => {
    const { id, thread } = await begin('Правки');
    const said = school.group.says(natalya, 'В пятнецу', { thread });
    await school.heard();
    school.world.pass(5000);
    school.group.edits(natalya, said, 'В пятницу');
    await school.heard();
    const { replies } = await school.as('sokolova', act => topic(act, id));
    expect(replies[1]).toMatchObject({ text: 'В пятницу', editedAt: expect.any(Date) });
    expect(await school.round()).toBe(0);
  });

  it('shows in the group what Наталья has changed on the site of words she wrote there, and loses neither text', async () => {
    const { id, thread } = await begin('Две правки');
    const said = school.group.says(natalya, 'Сбор в 8', { thread });
    await school.heard();
    const { replies } = await school.as('ivanova', act => topic(act, id));
    school.world.pass(5000);
    await school.as('ivanova', act =>
      editReply(act, replies[1]!.id, { text: 'Сбор в 9', version: replies[1]!.version }),
    );
    await school.round();
    expect(botSays(thread).at(-1)).toBe('Иванова Н. П. — исправлено на сайте\nСбор в 9');
    expect(school.group.sees(thread).at(-1)!.answers).toBe(said.message_id);
    school.group.edits(natalya, said, 'Сбор в 7');
    await school.heard();
    expect(botSays(thread).at(-1)).toContain('уже исправлен на сайте');
    expect(await repliesOf(id)).toContain('Иванова Н. П.: Сбор в 9');
  });

  it('opens a topic for a thread that Денис begins, with his first words', async () => {
    const thread = school.group.begins(denis, 'Лыжи');
    await school.heard();
    expect((await lastTopic()).title).not.toBe('Лыжи');
    school.group.says(denis, 'Нужна смазка', { thread });
    school.group.says(natalya, 'Есть', { thread });
    await school.heard();
    const made = await lastTopic();
    expect(made).toMatchObject({ title: 'Лыжи', author: 'Волков Д. О.', answers: 1 });
    expect(await school.round()).toBe(0);
    await school.as('orlova', act => reply(act, made.id, { text: 'Куплю' }));
    await school.round();
    expect(botSays(thread)).toEqual(['Орлова М. А.\nКуплю']);
  });

  it('takes the words of a picture and says that the picture stays in the group; an album without words is one reply', async () => {
    const { id, thread } = await begin('Снимки');
    const photo = [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }];
    school.group.sends(natalya, { photo, caption: 'Наш стенд' } as Partial<Message>, { thread });
    for (let n = 0; n < 3; n++) {
      school.group.sends(denis, { photo, media_group_id: 'album' } as Partial<Message>, { thread });
    }
    await school.heard();
    expect(await repliesOf(id)).toEqual([
      'Орлова М. А.: Что скажете?',
      'Иванова Н. П.: Наш стенд\n\n*Фотография — в группе Telegram.*',
      'Волков Д. О.: *Фотография — в группе Telegram.*',
    ]);
  });

  it('takes one picture or document along, and names what the forum does not take', async () => {
    const { id, thread } = await begin('Вложения');
    const before = fetched();
    const png = school.group.uploads({ name: 'stand.png', type: 'image/png', bytes: pngOf(2, 2) });
    const program = school.group.uploads({ name: 'x.exe', type: 'application/x-msdownload', bytes: Buffer.from('MZ') });
    const lost = { file_id: 'нет', file_unique_id: 'нет', file_size: 10 };
    const photo = school.group.sends(
      natalya,
      { photo: [{ ...png, width: 2, height: 2 }], caption: 'Стенд' } as Partial<Message>,
      {
        thread,
      },
    );
    school.group.sends(natalya, { document: { ...program, file_name: 'x.exe' } } as Partial<Message>, { thread });
    school.group.sends(natalya, { document: { ...lost, file_name: 'план.pdf' } } as Partial<Message>, { thread });
    school.group.sends(stranger, { photo: [{ ...png, width: 2, height: 2 }] } as Partial<Message>, { thread });
    await school.heard();
    const { replies } = await school.as('sokolova', act => topic(act, id));
    const taken = replies.slice(1).map(({ text, files }) => [plain(text), files.map(({ name }) => name)]);
    expect(taken).toEqual([
      ['Стенд', [expect.stringMatching(/^file_\d+\.png$/)]],
      ['*Файл — в группе Telegram.*', []],
      ['*Файл — в группе Telegram.*', []],
    ]);
    expect(fetched() - before).toBe(3);
    school.group.edits(natalya, photo, 'Наш стенд');
    await school.heard();
    expect(await repliesOf(id)).toContain('Иванова Н. П.: Наш стенд');
  });

  it('takes the same update once, however often Telegram brings it', async () => {
    const { id, thread } = await begin('Дважды');
    const message = school.group.says(natalya, 'Один раз', { thread });
    await school.heard();
    school.group.sends(natalya, { ...message }, { thread });
    await school.heard();
    expect((await repliesOf(id)).filter(line => line.includes('Один раз'))).toHaveLength(1);
  });

  it('takes nothing of who is not linked, and says how to link once in a thread', async () => {
    const { id, thread } = await begin('Прохожий');
    for (const text of ['Привет', 'Ещё', 'И ещё']) school.group.says(stranger, text, { thread });
    await school.heard();
    expect(await repliesOf(id)).toHaveLength(1);
    const hints = botSays(thread).filter(text => text.includes('не попало'));
    expect(hints).toHaveLength(1);
    expect(hints[0]).toContain('@zvonok_school_bot не привязан к журналу');
    expect(hints[0]).not.toMatch(/Орлова|Иванова/);
    const hashes = await query<{ person_hash: string }>(school, 'select person_hash from mirror_hint');
    expect(hashes.every(({ person_hash }) => /^[\da-f]{64}$/.test(person_hash))).toBe(true);
  });

  it('takes nothing of parents, nor of who works here no more', async () => {
    const { id, thread } = await begin('Чужие');
    const olga = await school.phone('petrova');
    const svetlana = await school.phone('fedorova');
    school.group.says(olga, 'Я мама Маши', { thread });
    school.group.says(svetlana, 'Ещё работаю', { thread });
    await school.heard();
    await query(
      school,
      `update assignment set until = '2026-11-23' where person_id = (select id from person where login = 'fedorova')`,
    );
    await query(
      school,
      `update school_class set class_teacher_id = null where class_teacher_id = (select id from person where login = 'fedorova')`,
    );
    school.group.says(svetlana, 'Уже не работаю', { thread });
    await school.heard();
    expect(await repliesOf(id)).toEqual(['Орлова М. А.: Что скажете?', 'Фёдорова С. И.: Ещё работаю']);
    expect(botSays(thread).filter(text => text.includes('не можете писать в этот раздел'))).toHaveLength(2);
  });

  it('hears nothing in «General», in threads older than the link, from hidden administrators and other bots', async () => {
    const count = () => query<{ count: number }>(school, 'select count(*)::int as count from reply');
    const { thread } = await begin('Тишина');
    const before = await count();
    school.group.says(natalya, 'В общей теме');
    school.group.sends(
      natalya,
      { text: 'Скрытно', sender_chat: { id: -1, type: 'supergroup', title: 'Учителя' } },
      { thread },
    );
    school.group.sends(natalya, { text: 'Бот', from: { id: 9, is_bot: true, first_name: 'Бот' } }, { thread });
    const old = school.group.begins(stranger, 'Старая тема');
    school.group.says(natalya, 'В чужой теме', { thread: old });
    school.group.says(natalya, 'И ещё', { thread: old });
    await school.heard();
    expect(await count()).toEqual(before);
    expect(botSays(thread).at(-1)).toContain('от имени группы или канала');
    expect(botSays(old)).toHaveLength(1);
    expect(botSays(old)[0]).toContain('Начните новую');
  });

  it('says why a reply is refused: the topic is closed, or its name is too short', async () => {
    const { id, thread } = await begin('Закрыто');
    await school.as('morozov', act => closeTopic(act, id, { closed: true, reason: 'Решено' }));
    school.group.says(natalya, 'Но ведь', { thread });
    await school.heard();
    expect(botSays(thread).at(-1)).toContain('Тема закрыта');
    const short = school.group.begins(natalya, 'Ау');
    school.group.says(natalya, 'Есть кто?', { thread: short });
    await school.heard();
    expect(botSays(short).at(-1)).toContain('Заголовок слишком короткий');
    school.group.renames(natalya, short, 'Ау, кто здесь');
    school.group.says(natalya, 'Есть кто?', { thread: short });
    await school.heard();
    expect((await lastTopic()).title).toBe('Ау, кто здесь');
  });

  it('deletes Наталья’s own message when her reply is hidden on the site', async () => {
    const { id, thread } = await begin('Лишнее слово');
    school.group.says(natalya, 'Глупость', { thread });
    await school.heard();
    const { replies } = await school.as('ivanova', act => topic(act, id));
    await school.as('ivanova', act => hideReply(act, replies[1]!.id, { reason: '' }));
    await school.round();
    expect(school.group.sees(thread).map(({ text }) => text)).not.toContain('Глупость');
  });

  it('gives a thread the topic’s name again when somebody in the group renames it', async () => {
    const { thread } = await begin('Имя темы');
    school.group.renames(marina, thread, 'Другое имя');
    await school.heard();
    await school.round();
    expect(school.group.threads().find(({ id }) => id === thread)!.name).toBe('Имя темы');
  });
});
