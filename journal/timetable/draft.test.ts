import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '#school/act.ts';
import { discardDraft, openDrafts, undoStep } from '#school/timetable/drafts.ts';
import type { PlaceKey } from '#school/timetable/placed.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { courseOf, lessonsLaid, placeOf } from '#test/timetable.ts';
import { removeLesson } from './change-timetable.ts';
import { timetableChanges } from './changes.ts';
import { changeDraft, previewDraft, putInForce, startDraft } from './draft.ts';
import { timetableEditor } from './editor.ts';
import { pressEditor } from './editor-step.ts';
import { undoChange } from './undo-change.ts';

// Морозов makes a timetable for after the winter holidays: from Monday, 11 January 2027.
// Mathematics of 5Б with Иванова in 301 on Tuesdays is the fourth lesson; she gives 7А the first and the third.
let school: TestSchool;
let tuesday: PlaceKey;
let classId: number;
let draft: number;
beforeAll(async () => {
  school = await openTestSchool();
  tuesday = await placeOf(school, { className: '5Б', subject: 'Математика', weekday: 2, slot: 4 });
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  classId = own!.id;
});
afterAll(() => school.close());

const deputy = <T>(work: (act: Act) => Promise<T>) => school.as('morozov', work);
const begin = async () => {
  draft = await deputy(act => startDraft(act, { since: '2027-01-11', note: '  Второе   полугодие ' }));
};
afterEach(async () => {
  await query(school, 'update timetable_draft set discarded_at = now() where change_id is null');
});
const tokenOf = ({ courseId, weekday, slot, week }: PlaceKey) => `${courseId}-${weekday}-${slot}-${week}`;
const press = (what: string, deed: 'put' | 'swap' | 'remove', to?: string) =>
  deputy(act => pressEditor(act, draft, { what, deed, ...(to ? { to } : {}) }));
const editor = (what?: string) => deputy(act => timetableEditor(act, draft, { classId, ...(what ? { what } : {}) }));
const cellOf = (view: Awaited<ReturnType<typeof editor>>, weekday: number, slot: number) =>
  view.days[weekday - 1]!.cells.find(cell => cell.slot === slot)!;

describe('a draft', () => {
  test('shows the class, what it lacks and what is wrong, and changes nothing in the school', async () => {
    await begin();
    expect(await editor()).toMatchObject({
      className: '5Б',
      note: 'Второе полугодие',
      steps: 0,
      clashes: [],
      elsewhere: 0,
    });
    await press(tokenOf(tuesday), 'remove');
    const view = await editor();
    expect(view.courses.find(({ courseId }) => courseId === tuesday.courseId)).toMatchObject({
      given: 4,
      planned: 5,
      left: 1,
    });
    expect(view.clashes).toMatchObject([{ kind: 'load', given: 4, planned: 5 }]);
    expect(view.classes.filter(({ lacking }) => lacking > 0)).toEqual([
      { id: classId, name: '5Б', clashes: 0, lacking: 1 },
    ]);
    expect(cellOf(view, 2, 4).lessons).toEqual([]);
    const { courseId } = tuesday;
    expect(await lessonsLaid(school, courseId, { from: '2027-01-12', to: '2027-01-12' })).toEqual(['2027-01-12 4 301']);
  });

  test('says of a picked lesson what each place would mean', async () => {
    await begin();
    const view = await editor(tokenOf(tuesday));
    expect(view.picked).toMatchObject({ subject: 'Математика', teacher: 'Иванова Н. П.' });
    expect(cellOf(view, 2, 4).target).toBeNull();
    expect(cellOf(view, 2, 6).target).toMatchObject({ room: { name: '301' }, obstacles: [] });
    expect(cellOf(view, 2, 3).target!.obstacles).toEqual([
      { kind: 'teacher', with: [{ className: '7А', subject: 'Вероятность и статистика' }], from: '2027-01-11' },
      { kind: 'class', with: [{ className: '5Б', subject: 'История' }], from: '2027-01-11' },
    ]);
    expect(cellOf(view, 2, 9)).toBeUndefined();
  });

  test('a clash is shown, and gone with the step that made it', async () => {
    await begin();
    await press(tokenOf(tuesday), 'put', '2-3');
    const view = await editor();
    expect(view.clashes.map(({ kind }) => kind)).toEqual(['teacher', 'class']);
    expect(cellOf(view, 2, 3).lessons).toMatchObject([
      { subject: 'История', fresh: false, clashing: ['class'] },
      { subject: 'Математика', fresh: true, clashing: ['teacher', 'class'] },
    ]);
    await deputy(act => undoStep(act, draft));
    expect((await editor()).clashes).toEqual([]);
  });

  test('two lessons change places, each keeps its room', async () => {
    await begin();
    const literature = await placeOf(school, { className: '5Б', subject: 'Литература', weekday: 2, slot: 5 });
    await press(tokenOf(tuesday), 'swap', '2-5');
    const view = await editor();
    expect(cellOf(view, 2, 4).lessons).toMatchObject([{ courseId: literature.courseId, room: '201' }]);
    expect(cellOf(view, 2, 5).lessons).toMatchObject([{ courseId: tuesday.courseId, room: '301' }]);
    expect(view.steps).toBe(1);
    await deputy(act => undoStep(act, draft));
    expect(await editor()).toMatchObject({ steps: 0 });
  });

  test('what was picked and is gone meanwhile is said so', async () => {
    await begin();
    await press(tokenOf(tuesday), 'put', '2-6');
    expect(await refusalOf(press(tokenOf(tuesday), 'put', '2-7'))).toMatchObject({ reason: 'timetable/picked-gone' });
    expect(await refusalOf(press('12', 'put', '2-7'))).toMatchObject({ reason: 'timetable/picked-gone' });
    expect(await refusalOf(press(tokenOf({ ...tuesday, slot: 6 }), 'put', '9'))).toMatchObject({
      reason: 'timetable/slot',
    });
  });
});

describe('put in force', () => {
  const { from, to } = { from: '2027-01-05', to: '2027-01-19' } as const;
  const laid = () =>
    lessonsLaid(school, tuesday.courseId, { from, to }).then(lines =>
      lines.filter(line => / [46] /.test(line) && /-(12|19) /.test(line)),
    );

  test('it does what the preview said, and may be undone before its day', async () => {
    await begin();
    await press(tokenOf(tuesday), 'put', '2-6');
    const preview = await deputy(act => previewDraft(act, draft));
    // Tuesdays from 12 January: 3, 3 (the 23rd is a holiday), 4 (spring holidays), 4, 4.
    expect(preview).toMatchObject({ removed: 18, added: 18, kept: [], clashes: [], missing: [], hard: 0 });
    expect(await laid()).toEqual(['2027-01-12 4 301', '2027-01-19 4 301']);

    const { changeId } = await deputy(act => putInForce(act, draft));
    expect(await laid()).toEqual(['2027-01-12 6 301', '2027-01-19 6 301']);
    expect(await deputy(openDrafts)).toEqual([]);
    expect(await deputy(timetableChanges)).toMatchObject([
      { id: changeId, source: 'draft', note: 'Второе полугодие', classes: ['5Б'], added: 1, ended: 1, mayUndo: true },
    ]);
    expect(await refusalOf(deputy(act => putInForce(act, draft)))).toMatchObject({ kind: 'not-found' });

    await deputy(act => undoChange(act, changeId));
    expect(await laid()).toEqual(['2027-01-12 4 301', '2027-01-19 4 301']);
  });

  test('clashes must be allowed', async () => {
    await begin();
    await press(tokenOf(tuesday), 'put', '2-3');
    expect(await deputy(act => previewDraft(act, draft))).toMatchObject({ hard: 2 });
    expect(await refusalOf(deputy(act => putInForce(act, draft)))).toMatchObject({ reason: 'timetable/clashes' });
    const { changeId } = await deputy(act => putInForce(act, draft, { allowClashes: true }));
    await deputy(act => undoChange(act, changeId));
  });

  test('an empty one is refused, and one whose day has come until it gets another', async () => {
    await begin();
    expect(await refusalOf(deputy(act => putInForce(act, draft)))).toMatchObject({ reason: 'timetable/draft-empty' });
    await press(tokenOf(tuesday), 'put', '2-6');
    school.world.set('2027-01-11T08:00:00+03:00');
    expect(await refusalOf(deputy(act => putInForce(act, draft)))).toMatchObject({ reason: 'timetable/past' });
    await deputy(act => changeDraft(act, draft, { since: '2027-01-18', note: null }));
    expect(await deputy(act => previewDraft(act, draft))).toMatchObject({ removed: 17, added: 17 });
    school.world.set('2026-11-24T12:30:00+03:00');
  });

  test('a lesson that was taken away meanwhile is not put anywhere twice without saying so', async () => {
    await begin();
    await press(tokenOf(tuesday), 'put', '2-6');
    const live = await deputy(act => removeLesson(act, { from: '2026-11-30', what: tuesday }));
    expect(await deputy(act => previewDraft(act, draft))).toMatchObject({ missing: [tuesday], added: 18, removed: 0 });
    await deputy(act => undoChange(act, live.changeId!));
  });

  test('a later change of a nearer day goes on under the draft', async () => {
    await begin();
    const wednesday = { ...tuesday, weekday: 3 };
    await press(tokenOf(wednesday), 'put', '3-7');
    const live = await deputy(act => removeLesson(act, { from: '2026-12-07', what: tuesday }));
    expect((await editor()).courses.find(({ courseId }) => courseId === tuesday.courseId)).toMatchObject({ given: 4 });
    await deputy(act => undoChange(act, live.changeId!));
  });
});

test('drafts are for who keeps the timetable', async () => {
  await begin();
  for (const login of ['sokolova', 'ivanova', 'petrova']) {
    expect(await refusalOf(school.as(login, act => timetableEditor(act, draft)))).toMatchObject({
      kind: 'not-allowed',
    });
    expect(await refusalOf(school.as(login, act => discardDraft(act, draft)))).toMatchObject({ kind: 'not-allowed' });
  }
  const registrar = await school.as('kuznetsov', act => timetableEditor(act, draft, { classId }));
  expect(registrar.className).toBe('5Б');
});

test('queries are as many for a picked lesson and a long draft as for an empty one', async () => {
  await begin();
  const counted = (what?: string) => school.countQueries(() => editor(what));
  const empty = await counted();
  for (const slot of [6, 7, 8])
    await press(tokenOf({ ...tuesday, slot: slot === 6 ? 4 : slot - 1 }), 'put', `2-${slot}`);
  expect(await counted(tokenOf({ ...tuesday, slot: 8 }))).toBe(empty);
  expect(await courseOf(school, { className: '5Б', subject: 'Математика' })).toBe(tuesday.courseId);
});
