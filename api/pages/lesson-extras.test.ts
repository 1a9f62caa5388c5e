import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importPlan } from '#journal/plan/import-plan.ts';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, lessonOf, query, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let ivanova: TestBrowser;
let id: number;
let next: number;
let later: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  const add = (day: `${number}-${number}-${number}`, slot: number) => addLesson(school, chess.courseId, { day, slot });
  [id, next, later] = [await add('2026-11-24', 5), await add('2026-11-26', 3), await add('2026-11-27', 3)];
  ivanova = await school.browser('ivanova');
  const topics = ['Доска', 'Пешка', 'Конь'].map(title => ({ section: null, title, hours: 1, plannedOn: null }));
  await school.as('ivanova', act => importPlan(act, chess.courseId, { topics }));
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const open = async (lesson = id) => (await ivanova.get(`/lessons/${lesson}`)).body;
const shown = (html: string) =>
  /name="shown" value="([^"]*)"/.exec(html)![1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const send = async (fields: Record<string, string>, lesson = id) =>
  ivanova.post(`/lessons/${lesson}`, { shown: shown(await open(lesson)), topic: '', homework: '', ...fields });
const upload = async (fields: Record<string, string>, file?: File) => {
  const form = new FormData();
  const all: Record<string, string> = { shown: shown(await open()), topic: '', homework: '', ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  form.set('file', file ?? new File([], ''));
  return ivanova.upload(`/lessons/${id}`, form);
};
const stored = async (lesson = id) =>
  (
    await query<{ topic: string | null; planned: string | null; control: number | null; due: number | null }>(
      school,
      `select l.topic, t.title as planned, l.control_id as control, l.homework_for_id as due
       from lesson l left join planned_topic t on t.id = l.planned_topic_id where l.id = :lesson`,
      { lesson },
    )
  )[0]!;

describe('the lesson of Иванова', () => {
  test('offers the topic whose turn it is, by one press or from a list', async () => {
    const page = await open();
    expect(page).toMatch(/<button type="button"[^>]*data-topic="Доска" hidden>/);
    expect(text(page)).toMatch(/Тема из плана… 1. Доска 2. Пешка 3. Конь/);
    const [pawn] = await query<{ id: number }>(school, `select id from planned_topic where title = 'Пешка'`);
    expect((await send({ plannedTopic: String(pawn!.id) })).statusCode).toBe(303);
    expect(await stored()).toMatchObject({ topic: 'Пешка', planned: 'Пешка' });
    expect(text(await open())).toContain('В плане № 2');
    expect(await open(next)).toContain('data-topic="Конь" hidden');
  });

  test('knows a line of the plan by its text, and a text of her own by none', async () => {
    await send({ topic: 'Доска. Самостоятельная работа' });
    expect(await stored()).toMatchObject({ planned: 'Доска' });
    await send({ topic: 'Доскональный разбор' });
    expect(await stored()).toMatchObject({ topic: 'Доскональный разбор', planned: null });
    await send({ topic: 'доска' });
    expect(await stored()).toMatchObject({ planned: 'Доска' });
    const foreign = await send({ plannedTopic: '999999', topic: '' });
    expect([foreign.statusCode, text(foreign.body)]).toEqual([422, expect.stringContaining('Такой темы в плане нет')]);
  });

  test('sets homework for a later lesson, and leaves it when the form doesn’t touch it', async () => {
    await send({ topic: 'Доска', homework: 'Выучить ходы', homeworkFor: String(later) });
    expect(await stored()).toMatchObject({ due: later });
    const page = await open();
    expect(page).toContain(`<option value="${later}" selected>`);
    await send({ topic: 'Доска', homework: 'Выучить все ходы', homeworkFor: String(later) });
    expect(await stored()).toMatchObject({ due: later });
    const wrong = await send({ topic: 'Доска', homework: 'Выучить все ходы', homeworkFor: String(id) });
    expect([wrong.statusCode, text(wrong.body)]).toEqual([
      422,
      expect.stringContaining('Выберите один из следующих уроков'),
    ]);
  });

  test('carries links and files, all or nothing with the rest of the form', async () => {
    const base = { topic: 'Доска', homework: 'Выучить все ходы', homeworkFor: String(later) };
    const saved = await upload({ ...base, link: 'resh.edu.ru/1', linkTitle: 'Урок 1' }, new File([pdf], 'Ходы.pdf'));
    expect(saved.statusCode).toBe(303);
    const page = await open();
    expect(page).toContain('href="https://resh.edu.ru/1" target="_blank" rel="noopener noreferrer nofollow external"');
    expect(text(page)).toMatch(/Урок 1 resh.edu.ru .*Ходы.pdf/);
    const refused = await upload({ ...base, topic: 'Ладья', link: 'javascript:alert(1)' });
    expect([refused.statusCode, text(refused.body)]).toEqual([422, expect.stringContaining('не похоже на адрес')]);
    expect(refused.body).toMatch(/<details class="lesson-extras" open>/);
    expect(await stored()).toMatchObject({ topic: 'Доска' });
    const [row] = await query<{ id: number }>(
      school,
      'select id from lesson_resource where url is not null order by id desc',
    );
    await send({ ...base, [`removed[${row!.id}]`]: 'on' });
    expect(await open()).not.toContain('resh.edu.ru/1');
  });

  test('gives its file to its readers, as a file that is only saved or looked at', async () => {
    const [file] = await query<{ id: number }>(
      school,
      'select id from lesson_resource where file_id is not null order by id desc',
    );
    const answer = await ivanova.get(`/lessons/${id}/resources/${file!.id}`);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    const petrova = await school.browser('petrova');
    for (const address of [`/lessons/${id}/resources/${file!.id}`, `/lessons/${id}/resources/abc`])
      expect((await petrova.get(address)).statusCode).toBe(404);
    expect((await (await school.browser()).get(`/lessons/${id}/resources/${file!.id}`)).statusCode).toBe(303);
  });

  test('may be a planned control work, with a warning beside it', async () => {
    const fields = { topic: '', homework: '', control: '4' };
    expect((await send(fields, next)).statusCode).toBe(303);
    expect(await stored(next)).toMatchObject({ control: 4 });
    expect(text(await open(next))).toMatch(/назначено: контрольная работа Работу лучше перенести: это первый урок дня/);
    const over = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
    expect(await open(over)).not.toContain('name="control"');
    expect((await send({ ...fields, control: '' }, next)).statusCode).toBe(303);
    expect(await stored(next)).toMatchObject({ control: null });
    const wrong = await send({ ...fields, control: '1' }, next);
    expect(text(wrong.body)).toContain('Выберите вид контрольной работы');
  });
});

describe('for a family', () => {
  test('homework of the next day has its links and files', async () => {
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
    await ivanova.json('PUT', `/api/lessons/${maths}`, { homework: 'Задачи на дроби' });
    const made = await ivanova.json('POST', `/api/lessons/${maths}/links`, {
      url: 'https://resh.edu.ru/5',
      title: 'Дроби',
    });
    expect(made.statusCode).toBe(200);
    const petrova = await school.browser('petrova');
    expect(text((await petrova.get('/')).body)).toMatch(/Задачи на дроби Дроби resh.edu.ru/);
    const [masha] = await query<{ id: number }>(
      school,
      `select s.id from student s join person p on p.id = s.person_id where p.login = 'masha'`,
    );
    const homework = (await petrova.json('GET', `/api/students/${masha!.id}/homework`)).json();
    expect(homework.tasks.find((task: { givenAt: number }) => task.givenAt === maths).resources).toMatchObject([
      { title: 'Дроби', host: 'resh.edu.ru' },
    ]);
    const gone = await ivanova.json('DELETE', `/api/lessons/${maths}/resources/${made.json().id}`);
    expect(gone.statusCode).toBe(200);
    expect((await petrova.get('/')).body).not.toContain('resh.edu.ru/5');
  });

  test('and for programs the lesson tells of plan, due lessons and control works', async () => {
    const put = await ivanova.json('PUT', `/api/lessons/${next}/control`, { workKindId: 5 });
    expect(put.json()).toMatchObject({
      control: { id: 5, name: 'диктант' },
      controlWarnings: [{ kind: 'first-lesson' }],
      plan: { proposed: { title: 'Конь' } },
      dueChoices: [{ lessonId: later }],
    });
  });
});
