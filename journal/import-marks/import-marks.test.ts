import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import {
  addLesson,
  addMark,
  lessonOf,
  query,
  refusalOf,
  type SmallClass,
  smallClass,
  studentOf,
} from '#test/journal.ts';
import { importMarks, type MarksPreview, previewMarks } from './import-marks.ts';

// Class 3К: Анна Арсеньева, Борис Быков, Вера Волошина; Наталья Ивановна teaches them chess on four days of November.
let school: TestSchool;
let small: SmallClass;
let lessons: Record<'first' | 'old' | 'today' | 'ahead', number>;
beforeAll(async () => {
  school = await openTestSchool();
  small = await smallClass(school);
  lessons = {
    first: await addLesson(school, small.courseId, { day: '2026-11-20' }),
    old: await addLesson(school, small.courseId, { day: '2026-11-10' }),
    today: await addLesson(school, small.courseId, { day: '2026-11-24' }),
    ahead: await addLesson(school, small.courseId, { day: '2026-11-27' }),
  };
});
afterAll(() => school.close());

const preview = (rows: string[][]) => school.as('ivanova', act => previewMarks(act, small.courseId, rows));

function write({ entries, basis }: Pick<MarksPreview, 'entries' | 'basis'>, workKindId?: number) {
  return school.as('ivanova', act => importMarks(act, small.courseId, { entries, basis, workKindId }));
}

const places = ({ unplaced }: MarksPreview) =>
  unplaced.map(({ row, column, refusal }) => [row, column, refusal.reason].filter(part => part !== null).join(' '));

async function cells(): Promise<string[]> {
  const rows = await query<{ cell: string }>(
    school,
    `select l.day || ' ' || p.family_name || ' ' || x.cell as cell from (
       select lesson_id, student_id, position || ':' || coalesce(value::text, '.') as cell from mark where replaced_at is null
       union all select lesson_id, student_id, kind from absence where replaced_at is null) x
     join lesson l on l.id = x.lesson_id join student s on s.id = x.student_id join person p on p.id = s.person_id
     where l.course_id = :courseId order by 1`,
    { ...small },
  );
  return rows.map(({ cell }) => cell);
}

const told = () =>
  query(school, `select reader_id from notice where subject like 'lesson:%' and kind in ('mark', 'absence')`);

test('every row, column and cell without a place is named with its reason, and nothing is written', async () => {
  const seen = await preview([
    ['Шахматы, 3К'],
    ['№', 'ФИО', '10.11', '20.11', '24.11', '25.11', '27.11', 'Ср. балл'],
    ['1', 'Арсеньева Анна', '5', '5', '4/3', '5', '5', '5'],
    ['2', 'Быков Б.', '', 'н', '7', '', '', ''],
    ['3', 'Волошина Вера', '', '5 4 3', 'зач', '', '', '4'],
    ['4', 'Сидоров Пётр', '', '5', '', '', '', ''],
    ['5', 'Быков Борис', '', '4', '', '', '', ''],
    ['6', '', '', '4', '', '', '', ''],
  ]);
  expect(places(seen)).toEqual([
    'C lesson/window-over',
    'F import/no-lesson',
    'G lesson/not-begun',
    '6 import/unknown-name',
    '7 import/repeated-name',
    '8 import/unknown-name',
    '5 E import/value',
    '4 E mark/scale',
    '5 D mark/position',
  ]);
  expect(seen.ignored).toEqual([{ column: 'H', text: 'Ср. балл' }]);
  expect(seen.counts).toEqual({ fresh: 3, changed: 0, same: 0 });
  expect(seen.entries).toEqual([
    [lessons.first, small.students[0], '5'],
    [lessons.today, small.students[0], '4/3'],
    [lessons.first, small.students[1], 'н'],
  ]);
  expect(await cells()).toEqual([]);
});

test('what was confirmed is written all at once, and only today’s lesson is told', async () => {
  const rows = [
    ['ФИО', '20.11', '24.11'],
    ['Арсеньева Анна', '5', '4/3'],
    ['Быков Борис', 'н', ''],
    ['Волошина Вера', 'б', '.'],
  ];
  const seen = await preview(rows);
  expect([seen.counts, seen.reasonsLeft, seen.unplaced]).toEqual([{ fresh: 5, changed: 0, same: 0 }, 1, []]);
  await write(seen, 4);
  expect(await cells()).toEqual([
    '2026-11-20 Арсеньева 1:5',
    '2026-11-20 Быков unknown',
    '2026-11-20 Волошина unknown',
    '2026-11-24 Арсеньева 1:4',
    '2026-11-24 Арсеньева 2:3',
    '2026-11-24 Волошина 1:.',
  ]);
  const subjects = await query(
    school,
    `select distinct subject from notice where kind in ('mark', 'absence') and subject like 'lesson:%'
    and facts->>'subject' = 'Шахматы'`,
  );
  expect(subjects).toEqual([{ subject: `lesson:${lessons.today}` }]);
  expect(await query(school, 'select distinct work_kind_id from mark where lesson_id = :today', lessons)).toEqual([
    { work_kind_id: 4 },
  ]);
  const history = await query(school, 'select count(*)::int as count from change where course_id = :courseId', {
    ...small,
  });
  expect(history).toEqual([{ count: 6 }]);
  // The same table once more: nothing is left to write.
  expect((await preview(rows)).counts).toEqual({ fresh: 0, changed: 0, same: 5 });
});

test('what stands already is shown beside what would take its place; an empty cell takes nothing away', async () => {
  const seen = await preview([
    ['ФИО', '20.11', '24.11'],
    ['Арсеньева Анна', '', '5'],
    ['Быков Борис', '4', '4'],
  ]);
  expect(seen.counts).toEqual({ fresh: 1, changed: 1, same: 0 });
  expect(seen.changed).toEqual([
    { row: 2, column: 'C', student: 'Арсеньева Анна', day: '2026-11-24', was: '4/3', text: '5' },
  ]);
  expect(places(seen)).toEqual(['3 B mark/absent']);
  await write(seen);
  expect(await cells()).toContain('2026-11-24 Арсеньева 1:5');
  expect(await cells()).toContain('2026-11-24 Арсеньева 2:3');
});

test('cells that were changed since the preview are not written over; one that is refused stops all', async () => {
  const seen = await preview([
    ['ФИО', '20.11', '24.11'],
    ['Арсеньева Анна', '3', '3'],
  ]);
  const before = await cells();
  await query(
    school,
    `update mark set value = 2 where lesson_id = :today and student_id = ${small.students[0]} and position = 2`,
    lessons,
  );
  expect((await refusalOf(write(seen))).reason).toBe('import/overtaken');
  const forged: MarksPreview['entries'] = [
    [lessons.first, small.students[0], '4'],
    [lessons.old, small.students[0], '4'],
  ];
  const refusals: [entries: MarksPreview['entries'], reason: string][] = [
    [forged, 'lesson/window-over'],
    [[[lessons.first, small.students[0], '7']], 'mark/scale'],
    [[[lessons.first, small.students[0], 'что']], 'import/value'],
    [[[lessons.first, await studentOf(school, 'Петрова Мария'), '5']], 'lesson/stranger'],
    [
      [[await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' }), small.students[0], '5']],
      'not-found',
    ],
    [[], 'import/nothing'],
  ];
  for (const [entries, reason] of refusals) {
    const refusal = await refusalOf(school.as('ivanova', act => importMarks(act, small.courseId, { entries })));
    expect([reason, [refusal, ...refusal.details].map(one => one.reason)]).toEqual([
      reason,
      expect.arrayContaining([reason]),
    ]);
  }
  expect((await cells()).length).toBe(before.length);
});

test('a class without marks, a closed period and a medical release are refused as ever', async () => {
  await query(school, 'update course set graded = false where id = :courseId', { ...small });
  const ungraded = await preview([
    ['ФИО', '24.11'],
    ['Волошина Вера', '5'],
  ]);
  expect(places(ungraded)).toEqual(['2 B mark/ungraded']);
  await query(school, 'update course set graded = true where id = :courseId', { ...small });
  expect(
    places(
      await preview([
        ['ФИО', '24.11'],
        ['Быков Борис', 'осв.'],
      ]),
    ),
  ).toEqual(['2 B mark/exempt']);
  await query(
    school,
    `update period set closed_at = now() where kind = 'quarter' and '2026-11-20' between first_day and last_day`,
  );
  const closed = await preview([
    ['ФИО', '24.11'],
    ['Быков Борис', '5'],
  ]);
  expect([closed.entries, places(closed)]).toEqual([[], ['B lesson/period-closed']]);
  await query(school, 'update period set closed_at = null');
});

test('grade 1 has absences and no marks (3.4); who has left has neither', async () => {
  await query(school, 'update school_class set grade = 1 where id = :id', { ...small });
  const first = await preview([
    ['ФИО', '24.11'],
    ['Волошина Вера', 'н'],
    ['Быков Борис', '5'],
  ]);
  expect([first.entries.length, places(first)]).toEqual([1, ['3 B mark/first-grade']]);
  await query(school, 'update school_class set grade = 3 where id = :id', { ...small });
  const vera = { vera: small.students[2] };
  await query(school, `update enrolment set until = '2026-11-23', departure = 'left' where student_id = :vera`, vera);
  const left = await preview([
    ['ФИО', '20.11', '24.11'],
    ['Волошина Вера', 'н', 'н'],
  ]);
  expect([left.counts.same, places(left)]).toEqual([1, ['2 C lesson/stranger']]);
  await query(school, 'update enrolment set until = null, departure = null where student_id = :vera', vera);
});

test('a subgroup’s journal takes its own students and no others', async () => {
  const [course] = await query<{ id: number; teacher: string; subgroup: number; className: string }>(
    school,
    `select c.id, t.login as teacher, c.subgroup_id as subgroup, k.grade || k.letter as "className" from lesson l
     join course c on c.id = l.course_id join person t on t.id = c.teacher_id join school_class k on k.id = c.school_class_id
     where l.day = '2026-11-24' and c.subgroup_id is not null and l.slot < 5
       and not exists (select 1 from substitution u where u.lesson_id = l.id) order by l.id limit 1`,
  );
  const names = (isOwn: boolean) =>
    query<{ name: string }>(
      school,
      `select p.family_name || ' ' || p.given_name as name from enrolment e join student s on s.id = e.student_id
       join person p on p.id = s.person_id join school_class k on k.id = e.school_class_id
       where e.until is null and k.grade || k.letter = :className and :isOwn = exists (select 1 from subgroup_member m
         where m.subgroup_id = :subgroup and m.student_id = s.id and m.until is null) order by 1 limit 1`,
      { className: course!.className, subgroup: course!.subgroup, isOwn },
    );
  const [[own], [other]] = [await names(true), await names(false)];
  const rows = [
    ['ФИО', '24.11'],
    [own!.name, 'оп'],
    [other!.name, 'оп'],
  ];
  const seen = await school.as(course!.teacher, act => previewMarks(act, course!.id, rows));
  expect([seen.entries.length + seen.counts.same > 0, places(seen)]).toEqual([true, ['3 import/unknown-name']]);
});

test('only the course’s teacher imports: others may not, or see no such journal', async () => {
  const rows = [
    ['ФИО', '24.11'],
    ['Быков Борис', '5'],
  ];
  const refused = async (login: string) =>
    (await refusalOf(school.as(login, act => previewMarks(act, small.courseId, rows)))).reason;
  expect([await refused('sokolova'), await refused('volkov'), await refused('petrova')]).toEqual([
    'not-allowed/fillLesson',
    'not-found',
    'not-found',
  ]);
});

test('more students and more lessons cost no more queries', async () => {
  const count = (rows: string[][]) => school.countQueries(() => preview(rows));
  const one = await count([
    ['ФИО', '24.11'],
    ['Быков Борис', '5'],
  ]);
  await addMark(school, { lessonId: lessons.first, studentId: small.students[2], value: 4, position: 2 });
  const all = await count([
    ['ФИО', '20.11', '24.11', '27.11'],
    ['Арсеньева Анна', '5', '4', '3'],
    ['Быков Борис', '5', '4', '3'],
    ['Волошина Вера', '5', '4', '3'],
  ]);
  expect(all).toBe(one);
  expect(await told()).not.toEqual([]);
});
