import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import { clients, type SchoolBot } from './clients.ts';
import type { Group } from './group.ts';
import type { Person } from './person.ts';

const chat_id = -1_002_000_000_001;

describe.each(clients)('a group with topics, as %s meets it', (_, client) => {
  let api: BotApi;
  let olga: Person;
  let group: Group;
  let bot: SchoolBot;

  beforeEach(async () => {
    api = await startBotApi({ now: () => new Date('2026-10-05T09:00:00Z') });
    olga = api.person({ id: 501, first_name: 'Ольга' });
    group = api.group({ id: chat_id, title: 'Учителя', forum: true });
    bot = client(api);
  });
  afterEach(() => api.close());

  const call = <T>(method: string, params: Record<string, unknown> = {}) =>
    bot.call(method, { chat_id, ...params }) as Promise<T>;
  const refused = (method: string, params: Record<string, unknown> = {}) =>
    call(method, params).then(
      () => Promise.reject(new Error(`${method} was not refused`)),
      error => bot.refusal(error)!.description,
    );
  const begin = async (name: string) =>
    (await call<{ message_thread_id: number }>('createForumTopic', { name })).message_thread_id;

  test('only an administrator with that right keeps topics', async () => {
    expect(await refused('createForumTopic', { name: 'Ёлка' })).toBe(
      'Bad Request: not enough rights to create a topic',
    );
    group.makesAdministrator(olga, { can_delete_messages: true });
    expect(await refused('createForumTopic', { name: 'Ёлка' })).toBe(
      'Bad Request: not enough rights to create a topic',
    );
    group.makesAdministrator(olga);
    const thread = await begin('Ёлка');
    expect(group.threads()).toEqual([{ id: thread, name: 'Ёлка', closed: false }]);
    group.makesMember(olga);
    const params = { message_thread_id: thread };
    expect(await refused('closeForumTopic', params)).toBe('Bad Request: not enough rights to close or open the topic');
    expect(await refused('editForumTopic', { ...params, name: 'Каток' })).toBe(
      'Bad Request: not enough rights to edit the topic',
    );
  });

  test('a name takes 128 characters, none is refused', async () => {
    group.makesAdministrator(olga);
    expect(await refused('createForumTopic', { name: ' ' })).toBe('Bad Request: title must be non-empty');
    await begin('ё'.repeat(200));
    expect(group.threads()[0]!.name).toBe('ё'.repeat(128));
  });

  test('a topic is written in, renamed, closed and opened, and twice the same is refused', async () => {
    group.makesAdministrator(olga);
    const message_thread_id = await begin('Ёлка');
    const said = await call('sendMessage', { message_thread_id, text: 'Ставим' });
    expect(said).toMatchObject({ message_thread_id, is_topic_message: true, chat: { is_forum: true } });
    expect(group.sees(message_thread_id).at(-1)).toMatchObject({ text: 'Ставим', thread: message_thread_id });
    await call('editForumTopic', { message_thread_id, name: 'Новый год' });
    await call('closeForumTopic', { message_thread_id });
    expect(group.threads()).toEqual([{ id: message_thread_id, name: 'Новый год', closed: true }]);
    expect(await refused('closeForumTopic', { message_thread_id })).toBe('Bad Request: TOPIC_NOT_MODIFIED');
    await call('sendMessage', { message_thread_id, text: 'Администратор пишет и в закрытой' });
    await call('reopenForumTopic', { message_thread_id });
    expect(await refused('reopenForumTopic', { message_thread_id })).toBe('Bad Request: TOPIC_NOT_MODIFIED');
  });

  test('a topic that is not there, one that was deleted, and a group without topics', async () => {
    group.makesAdministrator(olga);
    const message_thread_id = await begin('Ёлка');
    group.deletesThread(message_thread_id);
    const text = 'Кто здесь?';
    expect(await refused('sendMessage', { message_thread_id, text })).toBe('Bad Request: message thread not found');
    expect(await refused('sendMessage', { message_thread_id: 1, text })).toBe('Bad Request: message thread not found');
    expect(await refused('closeForumTopic', { message_thread_id })).toBe('Bad Request: TOPIC_DELETED');
    expect(await refused('closeForumTopic', { message_thread_id: 1 })).toBe('Bad Request: TOPIC_ID_INVALID');
    group.hasNoTopics();
    expect(await refused('createForumTopic', { name: 'Каток' })).toBe('Bad Request: the chat is not a forum');
  });

  test('the bot learns what it is in the group, and is turned away when it has been removed', async () => {
    const me = () => call('getChatMember', { user_id: api.botUser.id });
    expect(await me()).toMatchObject({ status: 'member' });
    group.makesAdministrator(olga, { can_manage_topics: true });
    expect(await me()).toMatchObject({ status: 'administrator', can_manage_topics: true, can_delete_messages: false });
    expect(await refused('getChatMember', { user_id: 501 })).toBe('Bad Request: user not found');
    group.removesBot(olga);
    expect(await refused('sendMessage', { text: 'Урок' })).toBe('Forbidden: bot was kicked from the supergroup chat');
  });

  test('deletes anybody’s message within two days where it may, and never the one that began a topic', async () => {
    group.makesAdministrator(olga, { can_manage_topics: true });
    const thread = await begin('Ёлка');
    const { message_id } = group.says(olga, 'Лишнее', { thread });
    expect(await refused('deleteMessage', { message_id })).toBe("Bad Request: message can't be deleted for everyone");
    group.makesAdministrator(olga);
    await call('deleteMessage', { message_id });
    expect(group.sees(thread).map(({ text }) => text)).not.toContain('Лишнее');
    expect(await refused('deleteMessage', { message_id: thread })).toBe("Bad Request: message can't be deleted");
    const old = await call<{ message_id: number }>('sendMessage', { message_thread_id: thread, text: 'Старое' });
    await api.advance(48 * 3_600_000);
    expect(await refused('deleteMessage', { message_id: old.message_id })).toContain("can't be deleted");
  });

  test('twenty messages a minute go into a group, the next is told how long to wait', async () => {
    group.makesAdministrator(olga);
    api.countMessages(true);
    const message_thread_id = await begin('Ёлка');
    for (let n = 0; n < 19; n++) await call('sendMessage', { message_thread_id, text: `${n}` });
    expect(await refused('sendMessage', { message_thread_id, text: '20' })).toBe('Too Many Requests: retry after 60');
    await api.advance(60_000);
    await call('sendMessage', { message_thread_id, text: '20' });
  });

  test('updates tell of what is said and begun there; in privacy mode a mere member hears only commands meant for it', async () => {
    const updates = () => api.pending().map(({ update_id: _, ...update }) => update);
    group.says(olga, 'Между собой');
    group.says(olga, '/mirror@zvonok_school_bot code');
    expect(updates()).toMatchObject([{ message: { text: '/mirror@zvonok_school_bot code' } }]);
    group.makesAdministrator(olga);
    const thread = group.begins(olga, 'Каток');
    group.says(olga, 'Кто идёт?', { thread });
    expect(updates().slice(1)).toMatchObject([
      { my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { can_manage_topics: true } } },
      { message: { message_thread_id: thread, is_topic_message: true, forum_topic_created: { name: 'Каток' } } },
      { message: { text: 'Кто идёт?', message_thread_id: thread, reply_to_message: { message_id: thread } } },
    ]);
  });
});
