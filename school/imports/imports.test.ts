import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';
import { waitsForRollover } from '#test/rollover.ts';
import { confirmImport, type ImportPreview, previewImport } from './imports.ts';

// Tuesday, November 24. Кузнецов brings lists in.
let school: TestSchool;
beforeEach(async () => {
  school = await openTestSchool();
});
afterEach(() => school.close());

const look = (rows: string[][], login = 'kuznetsov') =>
  school.as(login, act => previewImport(act, { rows, fileName: 'список.xlsx' }));
const confirm = (id: number) => school.as('kuznetsov', act => confirmImport(act, id));
async function bring(rows: string[][]): Promise<ImportPreview> {
  const preview = await look(rows);
  await confirm(preview.id);
  return preview;
}
const unreadOf = ({ unread }: ImportPreview) => unread.map(({ row, refusal }) => `${row} ${refusal.reason}`);
const statesOf = ({ lines }: ImportPreview) => lines.map(({ row, name, state }) => `${row} ${name}: ${state}`);
const count = async (table: string) =>
  (await query<{ n: number }>(school, `select count(*)::int as n from ${table}`))[0]!.n;

const pupils = [
  ['Муниципальная школа № 7', '', '', '', '', '', '', ''],
  [],
  ['№ п/п', 'Класс', 'ФИО ученика', 'Дата рождения', 'Дата зачисления', 'Приказ', 'Мать', 'Телефон матери'],
  [
    '1',
    '5 "в"',
    'Ёлкина  Анна Ильинична',
    '1 мая 2015 г.',
    '10.11.2026',
    '31-у',
    'Ёлкина Вера Петровна',
    '8 (900) 111-22-33',
  ],
  ['2', '3-А', 'Елкин Олег Ильич', '02.06.2017', '', '', 'Елкина Вера Петровна', '+79001112233'],
  ['3', '5В', 'Сомов Иван Олегович', '31.02.2015', '', '', '', ''],
  ['4', '5Ж2', 'Сомов Пётр Олегович', '01.02.2015', '', '', '', ''],
];

describe('students and parents', () => {
  test('come in once, with their class, order and one mother for two children', async () => {
    const people = await count('person');
    const preview = await bring(pupils);
    expect(statesOf(preview)).toEqual([
      '4 Ёлкина Анна Ильинична: new',
      '4 Ёлкина Вера Петровна: new',
      '5 Елкин Олег Ильич: new',
      '5 Ёлкина Вера Петровна: changed',
    ]);
    expect(unreadOf(preview)).toEqual(['6 bring-in/birthday', '7 bring-in/class']);
    expect(preview).toMatchObject({ kind: 'people', newClasses: ['5В'], counts: { new: 3, changed: 1, unread: 2 } });
    expect(await count('person')).toBe(people + 3);
    expect(
      await query(
        school,
        `select p.login, p.sex, p.password_hash, s.birthday::text, c.grade || c.letter as class, e.since::text, e.arrival, e.arrival_order as "order", m.login as mother, m.phone, g.kind
         from person p join student s on s.person_id = p.id join enrolment e on e.student_id = s.id join school_class c on c.id = e.school_class_id
         join guardianship g on g.student_id = s.id join person m on m.id = g.parent_id where p.id > ${people} order by p.id`,
      ),
    ).toEqual([
      {
        ...{ login: 'elkina.a', sex: 'female', password_hash: null, birthday: '2015-05-01', class: '5В' },
        ...{
          since: '2026-11-10',
          arrival: 'enrolled',
          order: '31-у',
          mother: 'elkina.v',
          phone: '+79001112233',
          kind: 'mother',
        },
      },
      {
        ...{ login: 'elkin.o', sex: 'male', password_hash: null, birthday: '2017-06-02', class: '3А' },
        ...{
          since: '2026-11-24',
          arrival: 'enrolled',
          order: null,
          mother: 'elkina.v',
          phone: '+79001112233',
          kind: 'mother',
        },
      },
    ]);
    const again = await look(pupils);
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 4 });
    await confirm(again.id);
    expect(await count('person')).toBe(people + 3);
    expect(await count("enrolment where arrival_order = '31-у'")).toBe(1);
  });

  test('whom the school has are found, and changed only where something is written', async () => {
    const [masha] = await query<{ birthday: string }>(
      school,
      `select s.birthday::text from student s join person p on p.id = s.person_id where p.login = 'masha'`,
    );
    const preview = await look([
      ['Класс', 'Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Телефон', 'Мать'],
      ['5Б', 'ПЕТРОВА', 'Мария', '', masha!.birthday, '89005554433', 'Петрова Ольга Николаевна'],
    ]);
    expect(preview.lines).toEqual([
      {
        ...{ row: 2, who: 'student', name: 'Петрова Мария Дмитриевна', state: 'changed', place: '5Б' },
        changes: [{ what: 'phone', was: null, becomes: '+79005554433' }],
      },
      {
        row: 2,
        who: 'parent',
        name: 'Петрова Ольга Николаевна',
        state: 'same',
        place: 'Петрова Мария Дмитриевна',
        changes: [],
      },
    ]);
    // Of 5Б everybody else is missing in the file, and stays.
    expect(preview.missing.map(({ name }) => name)).toContain('Смирнов Дмитрий Алексеевич');
    await confirm(preview.id);
    expect(
      await query(
        school,
        `select phone, mobile.n from person, (select count(*)::int as n from enrolment where until is null) mobile where login = 'masha'`,
      ),
    ).toMatchObject([{ phone: '+79005554433' }]);
    // In the log of the card, as what the class teacher types.
    const log = `select h.field, h.before, h.after, b.login as by from card_change h join person p on p.id = h.person_id
      join person b on b.id = h.by_id where p.login = 'masha'`;
    expect(await query(school, log)).toEqual([
      { field: 'phone', before: null, after: '+79005554433', by: 'kuznetsov' },
    ]);
  });

  test('are refused where they could be somebody else, move or repeat', async () => {
    const preview = await look([
      ['Класс', 'ФИО', 'Дата рождения', 'Логин', 'Мать'],
      ['5Б', 'Смирнов Дмитрий Алексеевич', '01.01.2001', '', ''],
      ['6А', 'Смирнов Дмитрий', '', '', ''],
      ['2А', 'Петрова Мария', '', 'masha', ''],
      ['5Б', 'Петрова Мария', '', 'petrova', ''],
      ['5Б', 'Новикова Алла Петровна', '01.01.2015', '', 'Иванова Наталья Петровна'],
      ['5Б', '=HYPERLINK("http://x")', '01.01.2015', '', ''],
      ['5Б', 'Ким', '01.01.2015', '', ''],
      ['5Б', 'Ким Ли', '01.01.2015', '', ''],
      ['', 'Рыбин Пётр Ильич', '01.01.2015', '', ''],
      ['5Б', 'Рыбин Олег Ильич', '01.01.2015', '', ''],
      ['5Б', 'Рыбин Олег Ильич', '01.01.2015', '', ''],
    ]);
    expect(unreadOf(preview)).toEqual([
      '2 bring-in/unclear-student',
      '3 bring-in/unclear-student',
      '4 bring-in/moves',
      '5 bring-in/login-taken',
      '6 bring-in/unclear-person',
      '7 bring-in/name',
      '8 bring-in/name',
      '9 bring-in/sex',
      '10 bring-in/no-class',
      '12 bring-in/repeated',
    ]);
    expect(statesOf(preview)).toEqual(['11 Рыбин Олег Ильич: new']);
  });

  test('in a list of parents only parents come in', async () => {
    const preview = await bring(
      [
        ['ФИО родителя', 'Кем приходится', 'ФИО ребёнка', 'Класс', 'E-mail'],
        ['Смирнова Инна Олеговна', 'мать', 'Смирнов Дмитрий', '5Б', 'INNA@example.org'],
        ['Никто Никто Никто', 'отец', 'Никто Никто', '5Б', ''],
      ].map(row => row.map(cell => cell.replace('ФИО родителя', 'ФИО'))),
    );
    expect(statesOf(preview)).toEqual(['2 Смирнова Инна Олеговна: new']);
    expect(unreadOf(preview)).toEqual(['3 bring-in/unknown-child']);
    const inna = await query(
      school,
      `select p.email, g.kind from person p join guardianship g on g.parent_id = p.id where p.login = 'smirnova.i'`,
    );
    expect(inna).toEqual([{ email: 'inna@example.org', kind: 'mother' }]);
  });
});

describe('the staff', () => {
  const staff = [
    ['Сотрудник', 'Должность', 'Классное руководство', 'Телефон'],
    ['Соколова Елена Викторовна', 'Директор', '', ''],
    ['Рябинина Ольга Юрьевна', 'зам. директора по УВР, учитель химии', '5Б', ''],
    ['Рябинин Пётр Юрьевич', 'Повар', '', ''],
  ];

  test('comes in as teachers while there is a director, who assigns the rest', async () => {
    const preview = await bring(staff);
    expect(unreadOf(preview)).toContain('4 bring-in/post');
    expect(preview.kind === 'people' && preview.partly.map(({ row, refusal }) => `${row} ${refusal.reason}`)).toEqual(
      expect.arrayContaining(['3 bring-in/function', '3 bring-in/class-led']),
    );
    const roles = await query(
      school,
      `select a.role from assignment a join person p on p.id = a.person_id where p.family_name = 'Рябинина' order by 1`,
    );
    expect(roles).toEqual([{ role: 'teacher' }]);
  });

  test('gets every function in a school without a director', async () => {
    await query(school, `update assignment set until = '2026-01-01' where role in ('director', 'deputy')`);
    await query(school, `update school_class set class_teacher_id = null where grade = 5 and letter = 'Б'`);
    await bring(staff.slice(0, 3));
    const roles = await query(
      school,
      `select p.family_name as name, a.role, c.grade || c.letter as leads from assignment a join person p on p.id = a.person_id
       left join school_class c on c.class_teacher_id = p.id where p.family_name like 'Рябинин%' or (a.role = 'director' and a.until is null) order by 1, 2`,
    );
    expect(roles).toEqual([
      { name: 'Рябинина', role: 'deputy', leads: '5Б' },
      { name: 'Рябинина', role: 'teacher', leads: '5Б' },
      { name: 'Соколова', role: 'director', leads: null },
    ]);
  });
});

describe('the load', () => {
  const load = [
    ['Учебная нагрузка на 2026/2027 год'],
    ['Учитель', 'Часов в неделю', 'Предмет', 'Подгруппа', 'Класс'],
    ['Волков Д. О.', '2', 'Шахматы', '', '5Б'],
    ['Волков Денис Олегович', '1', 'Робототехника', 'девочки', '5Б'],
    ['Фёдорова', '1', 'Робототехника', 'мальчики', ''],
    ['Неизвестный', '1', 'Шахматы', '', '6А'],
    ['Волков', '0,5', 'Шахматы', '', '6А'],
    ['Волков', '1', 'Шахматы', '', '6Я'],
  ];

  test('makes subjects, subgroups and journals, once', async () => {
    const preview = await bring(load);
    expect(preview).toMatchObject({
      ...{ kind: 'load', newSubjects: ['Шахматы', 'Робототехника'], newClasses: ['6Я'], counts: { new: 4 } },
    });
    expect(unreadOf(preview)).toEqual(['6 bring-in/teacher-unknown', '7 bring-in/hours']);
    expect(await query(school, `select grade, period_kind from school_class where letter = 'Я'`)).toEqual([
      { grade: 6, period_kind: 'quarter' },
    ]);
    const courses = await query(
      school,
      `select j.name, g.number, p.family_name as teacher, c.hours_per_week as hours, c.graded,
         (select string_agg(distinct x.sex, ',') from subgroup_member m join student s on s.id = m.student_id join person x on x.id = s.person_id where m.subgroup_id = g.id) as sexes
       from course c join subject j on j.id = c.subject_id join person p on p.id = c.teacher_id left join subgroup g on g.id = c.subgroup_id
       where j.name in ('Шахматы', 'Робототехника') order by j.name, g.number, hours desc`,
    );
    expect(courses).toEqual([
      { name: 'Робототехника', number: 1, teacher: 'Волков', hours: 1, graded: true, sexes: 'female' },
      { name: 'Робототехника', number: 2, teacher: 'Фёдорова', hours: 1, graded: true, sexes: 'male' },
      { name: 'Шахматы', number: null, teacher: 'Волков', hours: 2, graded: true, sexes: null },
      { name: 'Шахматы', number: null, teacher: 'Волков', hours: 1, graded: true, sexes: null },
    ]);
    expect(await look(load)).toMatchObject({ newClasses: [], counts: { new: 0, changed: 0, same: 4 } });
    const other = load.map(row => row.map(cell => (cell === '2' ? '3' : cell)));
    expect((await look(other)).lines[0]).toMatchObject({ changes: [{ what: 'hours', was: '2', becomes: '3' }] });
  });

  test('divides a class whose rollover is prepared already, until its year ends', async () => {
    await school.house.asHouse(act =>
      act.em.execute(`update enrolment e set until = '2027-09-01', departure = 'promoted' from school_class k
        where k.id = e.school_class_id and k.grade = 5 and k.letter = 'Б' and e.until is null`),
    );
    await bring(load);
    const [fifth] = await query(
      school,
      `select count(m.id)::int as members, array_agg(distinct m.until::text) as until from subgroup g
       join subject j on j.id = g.subject_id left join subgroup_member m on m.subgroup_id = g.id where j.name = 'Робототехника'`,
    );
    expect(fifth).toEqual({ members: 22, until: ['2027-09-01'] });
  });
});

describe('a confirmation', () => {
  test('waits for a rollover that is being carried out', async () => {
    const { id } = await look(pupils);
    expect(await waitsForRollover(school, () => confirm(id))).toBe(true);
  });

  test('is the registrar’s, and only of what was shown', async () => {
    expect(await refusalOf(look(pupils, 'sokolova'))).toMatchObject({ reason: 'not-allowed/keepPeople' });
    const [first, second] = [await look(pupils), await look(pupils)];
    await confirm(first.id);
    expect(await refusalOf(confirm(second.id))).toMatchObject({ kind: 'conflict', reason: 'bring-in/overtaken' });
    // Pressed twice it is done once.
    await confirm(first.id);
    expect(await refusalOf(confirm(999))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(look([['Класс', 'Предмет']]))).toMatchObject({ reason: 'bring-in/no-people-headings' });
    const change = await query(school, `select deed, after from change where deed = 'import'`);
    expect(change).toEqual([{ deed: 'import', after: { kind: 'people', new: 3, changed: 1, same: 0, unread: 2 } }]);
  });
});
