import { afterAll, beforeAll, expect, test } from 'vitest';
import { finalsOfCourse } from '#journal/finals/finals-of-course.ts';
import { courseOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { keepAbout, schoolAbout } from './about.ts';
import { addClasses, changeClass, classSettings, dropClass } from './classes.ts';
import { keepMarkRules, markRules, usualRules } from './rules.ts';
import { setUp } from './set-up.ts';
import { settingHistory } from './setting-history.ts';
import { addUsualSubjects, dropSubject, keepSubject, schoolSubjects } from './subjects.ts';
import { dropThresholds, keepThresholds, presetOf } from './thresholds.ts';
import { dropWorkKind, keepWorkKind, raiseWorkKind } from './work-kinds.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const named = { fullName: 'МБОУ «Крюковская школа»', town: 'с. Крюково', directorName: '', timeZone: 'Europe/Moscow' };

test('Kuznetsov renames the school: every page says it at once, and who did it is known', async () => {
  const kuznetsov = await school.browser('kuznetsov');
  const answer = await kuznetsov.post('/school/about', { name: ' Крюковская  школа ', ...named });
  expect(answer.statusCode).toBe(303);
  expect((await kuznetsov.get('/')).body).toContain('Крюковская школа</span>');
  const [line] = await school.as('sokolova', act => settingHistory(act, 'about'));
  expect(line).toMatchObject({ by: 'Кузнецов И. С.', thing: 'school', deed: 'changed' });
  expect(line!.values.find(({ key }) => key === 'shortName')).toEqual({
    ...{ key: 'shortName', was: 'Крюковская СОШ', becomes: 'Крюковская школа' },
  });
  expect((await kuznetsov.get('/school/history')).body).toContain('Крюковская СОШ');
});

test('the director signs who is the director today, unless another line is typed', async () => {
  const about = () => school.as('kuznetsov', schoolAbout);
  expect(await about()).toMatchObject({ director: 'Соколова Е. В.', directorName: null, mayKeep: true });
  await school.as('kuznetsov', act => keepAbout(act, { ...named, name: 'Школа', directorName: 'Е. В. Соколова' }));
  expect(await about()).toMatchObject({ directorName: 'Е. В. Соколова' });
});

test('an empty name, an unknown clock, a deputy, and a teacher are refused', async () => {
  const keep = (login: string, more: object) =>
    refusalOf(school.as(login, act => keepAbout(act, { ...named, name: 'Школа', ...more })));
  expect(await keep('kuznetsov', { name: '  ' })).toMatchObject({ kind: 'invalid', field: 'name' });
  expect(await keep('kuznetsov', { timeZone: 'Europe/Paris' })).toMatchObject({ field: 'timeZone' });
  expect(await keep('morozov', {})).toMatchObject({ kind: 'not-allowed' });
  expect(await keep('ivanova', {})).toMatchObject({ kind: 'not-found' });
});

test('rules have their defaults; what is changed is told old and new', async () => {
  expect((await school.as('morozov', markRules)).rules).toEqual(usualRules);
  await school.as('morozov', act => keepMarkRules(act, { ...usualRules, editingDays: 10, oneAllowed: true }));
  const { rules } = await school.as('sokolova', markRules);
  expect(rules).toMatchObject({ editingDays: 10, oneAllowed: true, owedDays: 14 });
  const [line] = await school.as('sokolova', act => settingHistory(act, 'rules'));
  expect(line!.values).toEqual([
    { key: 'oneAllowed', was: false, becomes: true },
    { key: 'editingDays', was: 7, becomes: 10 },
  ]);
  const wrong = refusalOf(school.as('morozov', act => keepMarkRules(act, { ...usualRules, owedDays: 61 })));
  expect(await wrong).toMatchObject({ kind: 'invalid', field: 'owedDays' });
  await school.as('morozov', act => keepMarkRules(act, usualRules));
});

test('the clock takes the new time of reminders from the house', async () => {
  const kuznetsov = await school.browser('kuznetsov');
  const answer = await kuznetsov.json('PUT', '/api/school/rules', { ...usualRules, remindersAt: '16:10' });
  expect(answer.json().rules.remindersAt).toBe('16:10');
  expect(school.house.remindersAt).toBe('16:10');
});

test('stricter thresholds of grade 5 suggest at once; taken back, those of all hold', async () => {
  const courseId = await courseOf(school, '5Б', 'Математика');
  const scale = async () => {
    const rows = await school.as('kuznetsov', markRules);
    return rows.thresholds.map(({ grade, five }) => `${grade ?? 'все'} ${five}`);
  };
  const suggested = async () => {
    const view = await school.as('ivanova', act => finalsOfCourse(act, courseId));
    return JSON.stringify(view);
  };
  const before = await suggested();
  await school.as('kuznetsov', act => keepThresholds(act, { grade: 5, five: 500, four: 400, three: 300 }));
  expect(await scale()).toEqual(['все 450', '5 500']);
  expect(await suggested()).not.toBe(before);
  await school.as('kuznetsov', act => dropThresholds(act, 5));
  expect(await suggested()).toBe(before);
  expect(presetOf(465)).toEqual({ five: 465, four: 365, three: 265 });
  const wrong = refusalOf(
    school.as('kuznetsov', act => keepThresholds(act, { grade: 5, five: 390, four: 350, three: 250 })),
  );
  expect(await wrong).toMatchObject({ kind: 'invalid', field: 'five' });
});

test('a kind of work is added, weighed, put higher; one that stands in journals is not taken away', async () => {
  const id = await school.as('kuznetsov', act => keepWorkKind(act, { name: 'эссе', weight: 2, control: false }));
  await school.as('kuznetsov', act => raiseWorkKind(act, id));
  const { workKinds } = await school.as('kuznetsov', markRules);
  expect(workKinds.at(-2)).toMatchObject({ name: 'эссе', weight: 2, used: false });
  const used = workKinds.find(kind => kind.used)!;
  expect(await refusalOf(school.as('kuznetsov', act => dropWorkKind(act, used.id)))).toMatchObject({
    ...{ kind: 'conflict', reason: 'settings/work-kind-used' },
  });
  const again = { name: 'Эссе', weight: 1, control: false };
  expect(await refusalOf(school.as('kuznetsov', act => keepWorkKind(act, again)))).toMatchObject({ field: 'name' });
  await school.as('kuznetsov', act => dropWorkKind(act, id));
});

test('a name, rules, thresholds and weights are put back as they were', async () => {
  const kuznetsov = await school.browser('kuznetsov');
  const undoLast = async (page: 'about' | 'rules') => {
    const [line] = await school.as('kuznetsov', act => settingHistory(act, page));
    return (await kuznetsov.post(`/school/history/${line!.id}/undo`)).statusCode;
  };
  const before = await school.as('kuznetsov', schoolAbout);
  await school.as('kuznetsov', act => keepAbout(act, { ...named, name: 'Не та школа', town: '' }));
  expect(await undoLast('about')).toBe(303);
  expect(await school.as('kuznetsov', schoolAbout)).toEqual(before);

  const { rules, workKinds } = await school.as('kuznetsov', markRules);
  await school.as('kuznetsov', act => keepMarkRules(act, { ...rules, owedDays: 3, oneAllowed: true }));
  expect(await undoLast('rules')).toBe(303);
  const answer = workKinds[0]!;
  await school.as('kuznetsov', act => keepWorkKind(act, { ...answer, name: 'ответ', weight: 9 }));
  expect(await undoLast('rules')).toBe(303);
  await school.as('kuznetsov', act => keepThresholds(act, { grade: 7, ...presetOf(465) }));
  expect(await undoLast('rules')).toBe(303);
  const now = await school.as('kuznetsov', markRules);
  expect([now.rules, now.workKinds, now.thresholds.length]).toEqual([rules, workKinds, 1]);
});

test('classes are added several at once, named in Russian letters, and changed while nothing hangs on them', async () => {
  const fresh = { grade: 5, periodKind: 'trimester', shift: 2 };
  const ids = await school.as('kuznetsov', act => addClasses(act, { ...fresh, letters: 'ю, Э' }));
  const ofFifth = async () =>
    (await school.as('kuznetsov', classSettings)).classes.filter(({ shift }) => shift === 2).map(({ name }) => name);
  expect(await ofFifth()).toEqual(['5Э', '5Ю']);
  const latin = refusalOf(school.as('kuznetsov', act => addClasses(act, { ...fresh, letters: 'B' })));
  expect(await latin).toMatchObject({ kind: 'invalid', field: 'letters' });
  const taken = refusalOf(school.as('kuznetsov', act => addClasses(act, { ...fresh, letters: 'Б' })));
  expect(await taken).toMatchObject({ reason: 'settings/taken' });
  await school.as('morozov', act => changeClass(act, { id: ids[0]!, letter: 'Я', periodKind: 'quarter', shift: 1 }));
  await school.as('morozov', act => dropClass(act, ids[1]!));
  await school.as('morozov', act => dropClass(act, ids[0]!));
  expect(await ofFifth()).toEqual([]);
});

test('a class that is taught stays, and its kind of period too once marks are set for one', async () => {
  const { classes } = await school.as('kuznetsov', classSettings);
  const { id } = classes.find(({ name }) => name === '5Б')!;
  expect(await refusalOf(school.as('kuznetsov', act => dropClass(act, id)))).toMatchObject({
    reason: 'settings/class-used',
  });
  const change = { id, letter: 'Б', periodKind: 'half-year', shift: 1 };
  expect(await refusalOf(school.as('kuznetsov', act => changeClass(act, change)))).toMatchObject({
    reason: 'settings/period-kind-used',
  });
});

test('subjects are put in their place on papers; one with journals stays', async () => {
  const names = async () => (await school.as('kuznetsov', schoolSubjects)).subjects.map(({ name }) => name);
  const id = await school.as('kuznetsov', act =>
    keepSubject(act, { name: 'Астрономия', shortName: 'астр.', place: 2 }),
  );
  expect((await names()).slice(0, 3)).toEqual(['Русский язык', 'Астрономия', 'Литературное чтение']);
  await school.as('kuznetsov', act => keepSubject(act, { id, name: 'Астрономия', shortName: '', place: 1 }));
  expect((await names())[0]).toBe('Астрономия');
  await school.as('kuznetsov', act => dropSubject(act, id));
  expect(await school.as('kuznetsov', addUsualSubjects)).toBe(0);
  const [maths] = await query<{ id: number }>(school, `select id from subject where name = 'Математика'`);
  expect(await refusalOf(school.as('kuznetsov', act => dropSubject(act, maths!.id)))).toMatchObject({
    reason: 'settings/subject-used',
  });
});

test('the heads see how far the school is, and are led only where they may go', async () => {
  const closedTo = async (login: string) => {
    const { lines } = await school.as(login, setUp);
    return lines.flatMap(({ step, mayOpen }) => (mayOpen ? [] : [step]));
  };
  expect(await closedTo('kuznetsov')).toEqual([]);
  const registrars = ['staff', 'students', 'parents', 'passwords', 'consents', 'channels', 'backups'];
  expect(await closedTo('morozov')).toEqual(registrars);
  const links = (await (await school.browser('morozov')).get('/school')).body;
  expect(links).toContain('href="/school/classes"');
  const pages = await school.browser('morozov');
  for (const address of ['/school/classes', '/school/load'])
    expect((await pages.get(address)).body, address).not.toContain('href="/people/import"');
  expect(links).not.toMatch(/href="\/(?:people\/import|slips|consents|channels|system)"/);
});

test('the list of what is left is read off the school, in one query', async () => {
  const { lines } = await school.as('kuznetsov', setUp);
  const state = Object.fromEntries(lines.map(line => [line.step, line.state]));
  expect(state).toMatchObject({ year: 'done', periods: 'done', staff: 'done', heads: 'done', timetable: 'done' });
  const classes = lines.find(({ step }) => step === 'classes')!;
  const [row] = await query<{ n: number }>(school, 'select count(*)::int as n from school_class');
  expect(classes.there).toBe(row!.n);
  await school.as('kuznetsov', async act => {
    expect(await school.countQueries(() => setUp(act))).toBe(1);
    expect(await school.countQueries(() => classSettings(act))).toBe(2);
    expect(await school.countQueries(() => schoolSubjects(act))).toBe(1);
    expect(await school.countQueries(() => settingHistory(act))).toBe(1);
  });
});
