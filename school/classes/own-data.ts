import { type CorrectedField, DataCorrection } from '#db/school/data-correction.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { isStaff } from '../actor.ts';
import type { Day } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { see } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { type Contacts, correctedFields, readContacts, refuseAll, type TypedContacts } from './read-contacts.ts';

/** What the school keeps of somebody of one's own family. */
export interface OwnPerson {
  personId: number;
  studentId: number | null;
  name: string;
  className: string | null;
  birthday: Day | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  workplace: string | null;
  /** A proposal that nobody has settled yet. */
  waiting: Partial<Record<CorrectedField, string | null>> | null;
  /** The last proposal that was settled: whether it was taken. */
  settled: 'accepted' | 'declined' | null;
}

/** The parent's own data and those of the children (2.4); no health. Refusal: not-found for who is no parent. */
export async function ownData(act: Act): Promise<OwnPerson[]> {
  see(act, 'proposeCorrection', { personId: act.by.id, studentId: null });
  return act.em.execute<OwnPerson[]>(
    `select p.id as "personId", s.id as "studentId", concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name,
       (select c.grade || c.letter from enrolment e join school_class c on c.id = e.school_class_id
        where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today) limit 1) as "className",
       s.birthday::text as birthday, p.phone, p.email, p.address, p.workplace,
       (select d.proposed from data_correction d where d.person_id = p.id and d.state = 'waiting') as waiting,
       (select d.state from data_correction d where d.person_id = p.id and d.state in ('accepted', 'declined')
        order by d.id desc limit 1) as settled
     from person p left join student s on s.person_id = p.id and s.id = any(:children)
     where p.id = :me or s.id is not null
     order by p.id <> :me, p.given_name collate "ru-x-icu", p.id`,
    { today: act.today, me: act.by.id, children: `{${act.by.childIds.join(',')}}` },
  );
}

/**
 * A parent proposes what is to be corrected in the own data or a child's (4.2a); what waited of that person before is replaced. Who
 * keeps the data is told: that there is something, not what. Refusals: not-found, invalid at phone, email, address, workplace.
 */
export async function proposeCorrection(act: Act, personId: number, typed: TypedContacts): Promise<number> {
  const own = (await ownData(act)).find(one => one.personId === personId);
  if (!own) throw new Refusal('not-found', 'not-found');
  const { contacts, refused } = readContacts(typed, field => field);
  refuseAll(refused);
  const proposed = Object.fromEntries(
    correctedFields
      .filter(field => contacts[field] !== undefined && contacts[field] !== own[field])
      .map(field => [field, contacts[field]]),
  ) as Contacts;
  if (Object.keys(proposed).length === 0) throw new Refusal('invalid', 'card/nothing-new');
  const person = await act.em.findOneOrFail(Person, personId, { lockMode: 4 });
  await act.em.nativeUpdate(
    DataCorrection,
    { person: personId, state: 'waiting' },
    { state: 'replaced', settledAt: act.at },
  );
  const by = act.em.getReference(Person, act.by.id);
  const correction = act.em.create(DataCorrection, { person, proposed, by, at: act.at, state: 'waiting' });
  await act.em.flush();
  const about = { person: own.name, className: own.className };
  for (const readerId of await keepersOf(act, own)) {
    act.tell(readerId, { kind: 'data-correction', subject: `person:${personId}`, facts: about });
  }
  return correction.id;
}

/** The class teachers of the child, or of the children; where there is none, and for who works here, the registrars. */
async function keepersOf(act: Act, { studentId }: OwnPerson): Promise<number[]> {
  const children = studentId === null ? act.by.childIds : [studentId];
  const isRegistrars = studentId === null && isStaff(act.by);
  const rows = await act.em.execute<{ id: number }[]>(
    `with teachers as (
       select distinct c.class_teacher_id as id from enrolment e join school_class c on c.id = e.school_class_id
         join school_year y on y.id = c.year_id
       where not :isRegistrars and e.student_id = any(:children) and e.since <= :today and (e.until is null or e.until > :today)
         and ${isYearOf(':today')} and c.class_teacher_id is not null and c.class_teacher_id <> :me)
     select id from teachers union
     select a.person_id from assignment a where not exists (select from teachers) and a.role = 'registrar'
       and a.since <= :today and (a.until is null or a.until >= :today) and a.person_id <> :me order by 1`,
    { isRegistrars, children: `{${children.join(',')}}`, today: act.today, me: act.by.id },
  );
  return rows.map(({ id }) => id);
}
