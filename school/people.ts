import type { Act } from './act.ts';
import type { Role } from './actor.ts';
import { noteReading } from './classes/card-readings.ts';
import { likeItself, withoutYo, withoutYoSql } from './names.ts';
import { permit } from './permissions.ts';
import { Refusal } from './refusal.ts';

export interface PersonRow {
  id: number;
  name: string;
  login: string;
  roles: Role[];
  /** The class of a student, the classes of a parent's children: «5Б», «2А, 5Б». */
  classes: string | null;
  /** Has a password, so can sign in. */
  hasPassword: boolean;
  lastSeenAt: Date | null;
  linkedChats: number;
}

export interface PeopleView {
  rows: PersonRow[];
  total: number;
  page: number;
  pages: number;
  /** A school that is just beginning has none. */
  hasStudents: boolean;
}

export interface PeopleQuery {
  search?: string;
  role?: 'staff' | 'parent' | 'student' | '';
  page?: number;
}

const perPage = 50;

/** The user base, for the registrar (7): by name or login, by kind of person, fifty a page. Refusal: not-allowed. */
export async function people(act: Act, { search = '', role = '', page = 1 }: PeopleQuery): Promise<PeopleView> {
  permit(act, 'keepPeople');
  // «Семёнов» is found as «семенов», and a per cent sign is only a sign.
  const like = `%${likeItself(withoutYo(search.trim().toLowerCase()))}%`;
  const skipped = (Math.max(1, page) - 1) * perPage;
  const asked = { today: act.today, like, role, perPage, skipped };
  const rows = await act.em.execute<(Row & { total: number })[]>(peopleQuery, asked);
  const total = rows[0]?.total ?? 0;
  const [begun] = await act.em.execute<{ hasStudents: boolean }[]>(
    'select exists (select 1 from student) as "hasStudents"',
  );
  return { rows: rows.map(personRow), total, page, pages: Math.max(1, Math.ceil(total / perPage)), ...begun! };
}

export interface PersonCard extends PersonRow {
  email: string | null;
}

/** One person of the user base; the reading is written down (152-ФЗ). Refusals: not-allowed, not-found. */
export async function personCard(act: Act, id: number): Promise<PersonCard> {
  permit(act, 'keepPeople');
  const [row] = await act.em.execute<Row[]>(`${cardQuery} where p.id = :id`, { today: act.today, id });
  if (!row) throw new Refusal('not-found', 'not-found');
  await noteReading(act, { what: 'person', personId: id });
  return { ...personRow(row), email: row.email };
}

interface Row extends Omit<PersonRow, 'name' | 'lastSeenAt'> {
  family_name: string;
  given_name: string;
  patronymic: string | null;
  email: string | null;
  lastSeenAt: string | null;
}

function personRow(row: Row): PersonRow {
  const { id, login, roles, classes, hasPassword, linkedChats } = row;
  return {
    ...{ id, login, roles, classes, hasPassword, linkedChats },
    name: [row.family_name, row.given_name, row.patronymic].filter(Boolean).join(' '),
    lastSeenAt: row.lastSeenAt === null ? null : new Date(row.lastSeenAt),
  };
}

const isParentToday = `g.parent_id = p.id and g.since <= :today and (g.until is null or g.until >= :today)`;

// Roles are read here for many people at once; actor.ts reads the same for one, and a test holds the two equal.
const cardQuery = `
  select p.id, p.family_name, p.given_name, p.patronymic, p.login, p.email, p.password_hash is not null as "hasPassword",
    held.roles, places.classes,
    (select max(s.last_seen_at) from session s where s.person_id = p.id) as "lastSeenAt",
    (select count(*)::int from chat c where c.person_id = p.id and c.ended_at is null and c.messenger <> 'web') as "linkedChats"
  from person p
  cross join lateral (select array_remove(array[
      case when exists (select 1 from student s where s.person_id = p.id) then 'student' end,
      case when exists (select 1 from guardianship g where ${isParentToday}) then 'parent' end,
      case when exists (select 1 from school_class c join school_year y on y.id = c.year_id
        where c.class_teacher_id = p.id and y.first_day <= :today and not exists (
          select 1 from school_year later where later.first_day > y.first_day and later.first_day <= :today)) then 'class-teacher' end], null)
      || array(select a.role from assignment a
        where a.person_id = p.id and a.since <= :today and (a.until is null or a.until >= :today) order by a.role) as roles) held
  cross join lateral (select string_agg(distinct c.grade || c.letter, ', ') as classes
    from enrolment e join school_class c on c.id = e.school_class_id
    where e.since <= :today and (e.until is null or e.until > :today)
      and (e.student_id in (select s.id from student s where s.person_id = p.id)
        or e.student_id in (select g.student_id from guardianship g where ${isParentToday}))) places`;

const peopleQuery = `
  select listed.*, count(*) over ()::int as total from (${cardQuery} where p.deactivated_at is null
    and (${withoutYoSql(`lower(p.family_name || ' ' || p.given_name || ' ' || coalesce(p.patronymic, ''))`)} like :like or p.login like :like)
  ) listed
  where :role = '' or (case :role when 'staff' then roles && array['director', 'deputy', 'registrar', 'teacher', 'class-teacher']
    when 'parent' then 'parent' = any(roles) else 'student' = any(roles) end)
  order by family_name collate "ru-x-icu", given_name collate "ru-x-icu", id limit :perPage offset :skipped`;
