import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editReply } from '#forum/edit-reply.ts';
import { mirrors } from '#forum/mirror/mirrors.ts';
import { closeTopic } from '#forum/moderation/close-topic.ts';
import { hideReply, restoreReply } from '#forum/moderation/hide-reply.ts';
import { mergeTopic } from '#forum/moderation/merge-topic.ts';
import { moveTopic } from '#forum/moderation/move-topic.ts';
import { splitTopic } from '#forum/moderation/split-topic.ts';
import { postTopic } from '#forum/post-topic.ts';
import { reply } from '#forum/reply.ts';
import { query } from '#test/journal.ts';
import { type MirroredSchool, openMirroredSchool } from '#test/mirrored-school.ts';

let school: MirroredSchool;

beforeAll(async () => {
  school = await openMirroredSchool();
});
afterAll(() => school.close());
beforeEach(() => school.world.pass(120_000));

const post = (by: string, title: string, text: string, section = 'free') =>
  school.as(by, act => postTopic(act, { section, title, text }));
const answer = (by: string, topic: number, text: string, quotes?: number) => {
  school.world.pass(10_000);
  return school.as(by, act => reply(act, topic, { text, quotes }));
};
const threadOf = (title: string) => {
  const thread = school.group.threads().find(({ name }) => name === title);
  if (!thread) throw new Error(`no thread «${title}» among ${JSON.stringify(school.group.threads())}`);
  return thread;
};
const saidIn = (thread: number) =>
  school.group.sees(thread).flatMap(({ text }) => (text === '' ? [] : [text.replaceAll('\u00a0', ' ')]));
const said = (title: string) => saidIn(threadOf(title).id);
const replyIn = async (topic: number, number: number) => {
  const [row] = await query<{ id: number; version: number }>(
    school,
    'select id, version from reply where topic_id = :topic and number = :number',
    { topic, number },
  );
  return row!;
};

describe('from the site into the group', () => {
  it('brings a new topic as a thread with its text, and answers below it with the names of who says them', async () => {
    const topic = await post('orlova', 'Поездка в Клин', 'Едем **в субботу**?\n\nМест: 40.');
    await answer('ivanova', topic, 'Едем.');
    await school.round();
    expect(said('Поездка в Клин')).toEqual(['Орлова М. А.\nЕдем в субботу?\n\nМест: 40.', 'Иванова Н. П.\nЕдем.']);
    const [first] = school.group.sees(threadOf('Поездка в Клин').id).filter(({ text }) => text !== '');
    expect(first!.entities).toEqual([
      { type: 'bold', offset: 0, length: 12 },
      { type: 'bold', offset: 18, length: 9 },
    ]);
    expect(await school.round()).toBe(0);
  });

  it('names who is called, and what hangs on a reply: the file itself stays on the site', async () => {
    const topic = await post('orlova', 'План поездки', 'Спросите @Иванова');
    school.world.pass(10_000);
    const files = [{ name: 'план.txt', type: 'text/plain', content: Buffer.from('Сбор в девять') }];
    await school.as('orlova', act => reply(act, topic, { text: '', files }));
    await school.round();
    expect(said('План поездки')).toEqual([
      'Орлова М. А.\nСпросите @Иванова Н. П.',
      'Орлова М. А.\nФайл на сайте: «план.txt»',
    ]);
    expect(school.api.calls.map(({ method }) => method)).not.toContain('sendDocument');
  });

  it('answers the message that is quoted', async () => {
    const topic = await post('volkov', 'Спортзал', 'Кто закрыл зал?');
    await answer('ivanova', topic, 'Я.');
    await answer('orlova', topic, 'И правильно.', (await replyIn(topic, 2)).id);
    await school.round();
    const [question, me, right] = school.group.sees(threadOf('Спортзал').id).filter(({ text }) => text !== '');
    expect(right).toMatchObject({ text: 'Орлова М. А.\nИ правильно.', answers: me!.id });
    expect(question!.answers).toBeUndefined();
  });

  it('begins no thread for what was said before the group was linked; with the first new answer it says where that stands', async () => {
    const [old] = await query<{ id: number; title: string }>(
      school,
      `select t.id, t.title from topic t join section s on s.id = t.section_id where s.key = 'free' order by t.id limit 1`,
    );
    expect(school.group.threads().map(({ name }) => name)).not.toContain(old!.title);
    await answer('fedorova', old!.id, 'Вернёмся к этому?');
    await school.round();
    expect(said(old!.title)).toEqual(['Начало этой темы — на форуме школы.', 'Фёдорова С. И.\nВернёмся к этому?']);
  });

  it('brings nothing of another section', async () => {
    await post('ivanova', 'Методика дробей', 'Делюсь уроком.', 'methods');
    expect(await school.round()).toBe(0);
  });

  it('changes the message when the reply is edited, and takes it away when it is hidden', async () => {
    const topic = await post('orlova', 'Дежурство', 'Дежурит 9А.');
    const second = await answer('orlova', topic, 'С понедельника.');
    await school.round();
    const { version } = await replyIn(topic, 2);
    await school.as('orlova', act => editReply(act, second.id, { text: 'Со вторника.', version }));
    await school.round();
    expect(said('Дежурство')).toEqual(['Орлова М. А.\nДежурит 9А.', 'Орлова М. А.\nСо вторника.']);
    await school.as('morozov', act => hideReply(act, second.id, { reason: 'Не по теме' }));
    await school.round();
    expect(said('Дежурство')).toEqual(['Орлова М. А.\nДежурит 9А.']);
    await school.as('morozov', act => restoreReply(act, second.id, { reason: 'По теме' }));
    await school.round();
    expect(said('Дежурство')).toEqual(['Орлова М. А.\nДежурит 9А.', 'Орлова М. А.\nСо вторника.']);
  });

  it('puts other words in the place of a hidden reply that Telegram deletes no more after two days', async () => {
    const topic = await post('orlova', 'Старое', 'Начало.');
    const second = await answer('volkov', topic, 'Лишнее.');
    await school.round();
    school.world.pass(49 * 3_600_000);
    await school.as('morozov', act => hideReply(act, second.id, { reason: 'Не по теме' }));
    await school.round();
    expect(said('Старое')).toEqual(['Орлова М. А.\nНачало.', 'Ответ скрыт на сайте.']);
  });

  it('closes the thread with the topic and opens it again', async () => {
    const topic = await post('orlova', 'Закрытая тема', 'Решено.');
    await school.as('morozov', act => closeTopic(act, topic, { closed: true, reason: 'Решили' }));
    await school.round();
    expect(threadOf('Закрытая тема').closed).toBe(true);
    await school.as('morozov', act => closeTopic(act, topic, { closed: false, reason: 'Ещё вопрос' }));
    await school.round();
    expect(threadOf('Закрытая тема').closed).toBe(false);
  });

  it('takes away all of a topic that is moved to another section, and brings what is moved here', async () => {
    const topic = await post('orlova', 'Премии', 'Кому сколько?');
    await answer('volkov', topic, 'Мне больше.');
    await school.round();
    await school.as('morozov', act => moveTopic(act, topic, { section: 'management', reason: 'Туда' }));
    await school.round();
    expect(said('Премии')).toEqual(['Тему перенесли в другой раздел форума. Здесь она больше не ведётся.']);
    expect(threadOf('Премии').closed).toBe(true);
    await answer('ivanova', topic, 'Это уже не здесь.');
    expect(await school.round()).toBe(0);
    expect((await school.as('kuznetsov', mirrors)).sections.find(({ key }) => key === 'free')!.group!.waiting).toBe(0);
    await school.as('morozov', act => moveTopic(act, topic, { section: 'free', reason: 'Обратно' }));
    await school.round();
    const threads = school.group.threads().filter(({ name }) => name === 'Премии');
    expect(threads).toHaveLength(2);
    const texts = saidIn(threads[1]!.id);
    expect(texts.slice(-1)).toEqual(['Иванова Н. П.\nЭто уже не здесь.']);
    expect(texts).toHaveLength(4);
  });

  it('says where a merged topic goes on, and lets what was said stand', async () => {
    const first = await post('orlova', 'Субботник весной', 'Когда?');
    const second = await post('volkov', 'Субботник', 'Двадцатого.');
    await school.round();
    await school.as('morozov', act => mergeTopic(act, second, { into: first, reason: 'Одно и то же' }));
    await answer('ivanova', first, 'Буду.');
    await school.round();
    expect(said('Субботник')).toEqual([
      'Волков Д. О.\nДвадцатого.',
      'Тема присоединена к теме «Субботник весной». Продолжайте там.',
    ]);
    expect(threadOf('Субботник').closed).toBe(true);
    expect(said('Субботник весной')).toEqual(['Орлова М. А.\nКогда?', 'Иванова Н. П.\nБуду.']);
  });

  it('begins a thread for what is split off, whose new answers stand there', async () => {
    const topic = await post('orlova', 'Столовая', 'Меню на неделю.');
    await answer('volkov', topic, 'А буфет?');
    await school.round();
    const { id } = await replyIn(topic, 2);
    const split = await school.as('morozov', act =>
      splitTopic(act, topic, { replies: [id], title: 'Буфет', reason: 'Другое' }),
    );
    await answer('ivanova', split, 'Буфет закрыт.');
    await school.round();
    expect(said('Столовая')).toEqual(['Орлова М. А.\nМеню на неделю.', 'Волков Д. О.\nА буфет?']);
    expect(said('Буфет')).toEqual(['Начало этой темы — на форуме школы.', 'Иванова Н. П.\nБуфет закрыт.']);
  });

  it('brings a long text in several messages, and a shorter one in their place when it is edited', async () => {
    const long = Array.from({ length: 300 }, (_, n) => `Строка ${n + 1}: **важно** и не очень.`).join('\n');
    const topic = await post('orlova', 'Длинная тема', long);
    await school.round();
    const parts = school.group.sees(threadOf('Длинная тема').id).filter(({ text }) => text !== '');
    expect(parts.length).toBe(3);
    expect(parts.map(({ text }) => text).join('\n')).toBe(`Орлова М. А.\n${long.replaceAll('**', '')}`);
    for (const { text, entities } of parts.slice(1)) {
      for (const { offset, length } of entities) expect(text.slice(offset, offset + length)).toBe('важно');
    }
    const { id, version } = await replyIn(topic, 1);
    await school.as('orlova', act => editReply(act, id, { text: 'Короче.', version }));
    await school.round();
    expect(said('Длинная тема')).toEqual(['Орлова М. А.\nКороче.']);
  });

  it('waits as long as Telegram asks, tries again over a bad line, and repeats nothing Telegram has refused', async () => {
    const topic = await post('orlova', 'Плохая связь', 'Слышно?');
    school.api.failNext(429, { method: 'createForumTopic', retryAfter: 7 });
    await school.round();
    expect(await school.round()).toBe(0);
    school.api.failNext(502, { method: 'sendMessage' });
    await school.round();
    await school.round();
    for (const failure of ['reset before', 500] as const) {
      await answer('ivanova', topic, `После ${failure}`);
      school.api.failNext(failure, { method: 'sendMessage', calls: 2 });
      for (let n = 0; n < 6; n++) await school.round();
    }
    expect(said('Плохая связь')).toEqual([
      'Орлова М. А.\nСлышно?',
      'Иванова Н. П.\nПосле reset before',
      'Иванова Н. П.\nПосле 500',
    ]);
  });

  it('keeps to twenty messages a minute without being told to, and loses none of forty', async () => {
    school.api.countMessages(true);
    const before = school.api.calls.length;
    const topic = await post('orlova', 'Быстрая тема', 'Начали.');
    for (let n = 1; n <= 40; n++) await answer(n % 2 ? 'ivanova' : 'volkov', topic, `Ответ ${n}`);
    let rounds = 0;
    do await school.round();
    while (said('Быстрая тема').length < 41 && ++rounds < 60);
    school.api.countMessages(false);
    expect(
      said('Быстрая тема')
        .slice(1)
        .map(text => Number(text.split(' ').at(-1))),
    ).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(school.api.calls.slice(before).filter(({ code }) => code === 429)).toEqual([]);
  });
});
