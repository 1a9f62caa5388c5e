import type { Act } from '../act.ts';
import { writeClasses } from '../imports/write-classes.ts';
import { type Progress, writeRows } from '../imports/write-rows.ts';
import type { PeopleWriting } from './compare-people.ts';
import type { Someone } from './known-people.ts';
import { loginGiver } from './logins.ts';

/** Writes what was compared, in batches; `progress` hears how many rows are written, of how many. */
export async function writePeople(act: Act, writing: PeopleWriting, progress: Progress): Promise<void> {
  const { year, enrolments, kin, functions, leaders } = writing;
  const people = [...writing.people];
  const changed = [...writing.changed];
  const tally = progress.begin(people.length + changed.length + enrolments.length + kin.length + functions.length);
  await writeClasses(act, year.id, writing.classes);
  await addPeople(act, people, tally);
  const by = { by: act.by.id, at: act.at.toISOString() };
  await writeRows(
    act,
    changed.map(one => ({ ...fieldsOf(one), ...by, birthday: one.student?.birthday ?? null })),
    { tally, sql: [logSql, changeSql] },
  );
  await writeRows(
    act,
    changed.flatMap(one => (one.student ? [{ id: one.student.id, birthday: one.student.birthday }] : [])),
    { sql: `update student s set birthday = v.birthday from ${sent('id int, birthday date')} where s.id = v.id` },
  );
  await writeRows(
    act,
    enrolments.map(({ student, place, ...stay }) => ({ ...stay, student: student.student!.id, class: place.id })),
    { tally, sql: [endFormerStays, enrolSql] },
  );
  await writeRows(
    act,
    kin.map(({ parent, student, kind }) => ({
      parent: parent.id,
      student: student.student!.id,
      kind,
      since: sinceOf(act, year),
    })),
    { tally, sql: kinSql },
  );
  await writeRows(
    act,
    functions.map(({ person, role }) => ({ person: person.id, role, since: sinceOf(act, year) })),
    { tally, sql: functionSql },
  );
  await writeRows(
    act,
    leaders.map(({ place, person }) => ({ class: place.id, person: person.id })),
    {
      sql: `update school_class c set class_teacher_id = v.person from ${sent('class int, person int')} where c.id = v.class`,
    },
  );
}

/** Who is brought in before the year begins is of the school from today all the same. */
function sinceOf(act: Act, { firstDay }: PeopleWriting['year']) {
  return firstDay < act.today ? firstDay : act.today;
}

async function addPeople(act: Act, people: readonly Someone[], tally: (rows: number) => Promise<void>): Promise<void> {
  const taken = await act.em.execute<{ login: string }[]>('select login from person');
  const loginFor = loginGiver(taken.map(({ login }) => login));
  const ids = await nextIds(act, 'person', people.length);
  for (const [index, one] of people.entries()) {
    one.id = ids[index]!;
    one.login = loginFor(one);
  }
  const createdAt = act.at.toISOString();
  await writeRows(
    act,
    people.map(one => ({ ...fieldsOf(one), login: one.login, createdAt })),
    { tally, sql: personSql },
  );
  const students = people.filter(one => one.student);
  const studentIds = await nextIds(act, 'student', students.length);
  for (const [index, one] of students.entries()) one.student!.id = studentIds[index]!;
  await writeRows(
    act,
    students.map(one => ({ ...one.student, person: one.id, place: null })),
    {
      sql: `insert into student (id, person_id, birthday) select id, person, birthday from ${sent('id int, person int, birthday date')}`,
    },
  );
}

async function nextIds(act: Act, table: 'person' | 'student', count: number): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select nextval(pg_get_serial_sequence(:table, 'id'))::int as id from generate_series(1, :count)`,
    { table, count },
  );
  return rows.map(({ id }) => id);
}

function fieldsOf({ id, familyName, givenName, patronymic, sex, email, phone }: Someone) {
  return { id, familyName, givenName, patronymic, sex, email, phone };
}

function sent(columns: string): string {
  return `jsonb_to_recordset(:rows::jsonb) as v(${columns})`;
}

const fields = 'id int, "familyName" text, "givenName" text, patronymic text, sex text, email text, phone text';

const personSql = `
  insert into person (id, family_name, given_name, patronymic, sex, email, phone, login, must_change_password, created_at)
  select id, "familyName", "givenName", patronymic, sex, email, phone, login, false, "createdAt"
  from ${sent(`${fields}, login text, "createdAt" timestamptz`)}`;

const changeSql = `
  update person p set family_name = v."familyName", given_name = v."givenName", patronymic = v.patronymic, sex = v.sex,
    email = v.email, phone = v.phone from ${sent(fields)} where p.id = v.id`;

// What the list changes in a card stands in its log like what is typed there (4.2a).
const logSql = `
  insert into card_change (person_id, field, before, after, by_id, at)
  select v.id, c.field, c.before, c.after, v.by, v.at
  from ${sent(`${fields}, birthday date, by int, at timestamptz`)} join person p on p.id = v.id left join student s on s.person_id = p.id
    cross join lateral (values ('phone', p.phone, v.phone), ('email', p.email, v.email),
      ('birthday', s.birthday::text, case when s.id is null then null else v.birthday::text end)) c (field, before, after)
  where c.before is distinct from c.after order by v.id, c.field`;

const stay = sent('student int, class int, since date, arrival text, "order" text');

// A student who goes on into the new year leaves the class of the former one.
const endFormerStays = `
  update enrolment e set until = v.since, departure = 'promoted' from ${stay}
  where e.student_id = v.student and e.until is null and e.since < v.since`;

const enrolSql = `
  insert into enrolment (student_id, school_class_id, since, arrival, arrival_order)
  select student, class, since, arrival, "order" from ${stay}`;

const kinSql = `
  insert into guardianship (parent_id, student_id, kind, since)
  select parent, student, kind, since from ${sent('parent int, student int, kind text, since date')}
  on conflict (parent_id, student_id) do update set kind = excluded.kind`;

const functionSql = `
  insert into assignment (person_id, role, substitute, since)
  select person, role, false, since from ${sent('person int, role text, since date')}`;
