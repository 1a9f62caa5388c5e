import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Conversation, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';

// Петрова has Маша (5Б) and Ваня (2А).
let school: TestSchool;
let petrova: Conversation;
let masha: number;
let vanya: number;
beforeAll(async () => {
  school = await openTestSchool();
  await query(school, 'delete from telling_choice');
  await query(school, 'delete from telling_hours');
  petrova = await openConversations(school).linked('petrova');
  masha = await studentOf(school, 'Петрова Мария');
  vanya = await studentOf(school, 'Петров Иван');
});
afterAll(() => school.close());

const chosen = () =>
  query<{ student_id: number | null; matter: string; choice: string }>(
    school,
    'select student_id, matter, choice from telling_choice order by id',
  );

describe('settings in the chat', () => {
  test('words about the night lead to the quiet hours', async () => {
    expect((await petrova.say('не присылайте ночью')).screen).toBe('settings/quiet');
  });

  test('say what holds and lead to each child', async () => {
    const screen = await petrova.press('settings');
    expect(screen.words).toContain('Тихие часы: с 21:00 до 07:00.');
    expect(screen.words).toContain('Вечерняя сводка: в учебные дни в 19:00, если есть о чём.');
    expect(screen.labels).toEqual(expect.arrayContaining(['Мария: новости', 'Иван: новости', 'Остальные новости']));
  });

  test('let Петрова have Ваня’s marks in the evening, and Маша’s at once as before', async () => {
    await petrova.press('settings');
    await petrova.choose('Иван: новости');
    await petrova.choose('Отметки');
    const screen = await petrova.choose('Вечером в\u00a0сводке');
    expect(screen.words).toContain('Сохранено.');
    expect(screen.words).toContain('Отметки: вечером в сводке');
    expect(await chosen()).toEqual([{ student_id: vanya, matter: 'mark', choice: 'digest' }]);
    const other = await petrova.press(`settings/of ${masha}`);
    expect(other.words).toContain('Отметки: сразу');
    expect(other.words).toContain('Домашнее задание: вечером в сводке');
  });

  test('change quiet hours and the time of the digest, and refuse a digest inside them', async () => {
    await petrova.press('settings/quiet');
    expect((await petrova.choose('20:00–8:00')).words).toContain('Тихие часы: с 20:00 до 08:00.');
    await petrova.press('settings/digest');
    expect((await petrova.choose('20:00')).words).toContain('Сводка попадает в тихие часы.');
    expect((await petrova.press('settings/digest 18:00')).words).toContain('в учебные дни в 18:00');
  });

  test('hide the marks', async () => {
    await petrova.press('settings');
    expect((await petrova.choose('Скрывать отметки')).words).toContain('Отметки скрыты, пока их не коснуться.');
  });

  test('offer staff what is theirs, and nothing of children', async () => {
    const volkov = await openConversations(school).linked('volkov');
    expect((await volkov.press('settings')).labels).not.toContain('Скрывать отметки');
    const { words } = await volkov.press('settings/of 0');
    for (const matter of ['Письма', 'Документы и объявления', 'Что не заполнено в журнале', 'Ответы на форуме']) {
      expect(words).toContain(`${matter}: сразу`);
    }
    const ivanova = await openConversations(school).linked('ivanova');
    expect((await ivanova.press('settings/of 0')).words).toContain('Объяснения пропусков: сразу');
  });

  test('do not offer Маша her own absences', async () => {
    const mine = await openConversations(school).linked('masha');
    const { words } = await mine.press(`settings/of ${masha}`);
    expect(words).toContain('Мои новости');
    expect(words).not.toContain('Пропуски');
  });

  test('of other people’s children and of invented words are not there', async () => {
    const smirnov = await openConversations(school).linked('smirnov');
    for (const button of [
      `settings/of ${masha}`,
      `settings/choose ${masha} mark`,
      `settings/set ${masha} mark never`,
      'settings/set 0 missing never',
      'settings/set 0 dinner never',
    ]) {
      expect((await smirnov.press(button)).screen, button).toBe('gone');
    }
    expect((await smirnov.press('settings/set 0 letter tomorrow')).words).toContain('Выберите');
    expect((await smirnov.press('settings/quiet 25:00 07:00')).words).toContain('Назовите время');
    expect(await chosen()).toHaveLength(1);
  });
});
