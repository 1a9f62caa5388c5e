import type { ConsentScope } from '#db/school/consent.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { may } from '../permissions.ts';
import { staffOnDay } from '../staff.ts';
import { isOpenWay } from '../ways/open-way.ts';
import { isReached } from '../ways/reach.ts';

/** What a card holds of a person. */
export interface CardPerson {
  personId: number;
  name: string;
  sex: 'female' | 'male';
  phone: string | null;
  email: string | null;
  address: string | null;
  workplace: string | null;
  /** Channels that are open: linked, agreed to, switched on. */
  ways: ConsentScope[];
  /** News reaches the person at all: over a channel, or on the site. */
  reached: boolean;
  /** Works at the school too: the data are the registrar's. */
  isStaff: boolean;
  mayKeep: boolean;
}

export interface CardParent extends CardPerson {
  studentId: number;
  kinship: 'mother' | 'father' | 'guardian';
  since: Day;
  /** The last day as a parent here. */
  until: Day | null;
}

export interface CardStudent extends CardPerson {
  studentId: number;
  birthday: Day | null;
  parents: CardParent[];
  subgroups: { subject: string; number: number }[];
}

type Chosen = { classId: number } | { classId: number; studentId: number; former: true };

/**
 * The students of a class today by name with their parents of today, or one of them with the former parents too; whoever asks has
 * asked the charter. Three queries.
 */
export async function cardStudents(act: Act, chosen: Chosen): Promise<CardStudent[]> {
  const { classId } = chosen;
  const params = { today: act.today, at: act.at, classId, studentId: 'studentId' in chosen ? chosen.studentId : null };
  const students = await act.em.execute<Stored<CardStudent>[]>(studentsQuery, params);
  const ids = `{${students.map(({ studentId }) => studentId).join(',')}}`;
  const parents = await act.em.execute<Stored<CardParent>[]>(parentsQuery('former' in chosen), { ...params, ids });
  const subgroups = await act.em.execute<{ studentId: number; subject: string; number: number }[]>(subgroupsQuery, {
    ...params,
    ids,
  });
  const ofStudent = Map.groupBy(parents, ({ studentId }) => studentId);
  const inSubgroups = Map.groupBy(subgroups, ({ studentId }) => studentId);
  const keep = <P extends { isStaff: boolean }>(one: P) => ({
    ...one,
    mayKeep: may(act.by, 'keepContacts', { classId, isStaff: one.isStaff }),
  });
  return students.map(one => ({
    ...keep(one),
    parents: (ofStudent.get(one.studentId) ?? []).map(keep),
    subgroups: (inSubgroups.get(one.studentId) ?? []).map(({ subject, number }) => ({ subject, number })),
  }));
}

type Stored<P> = Omit<P, 'mayKeep' | 'parents' | 'subgroups'> & { studentId: number };

const personColumns = `p.id as "personId", concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, p.sex,
    p.phone, p.email, p.address, p.workplace,
    array(select distinct c.messenger from chat c where c.person_id = p.id and c.ended_at is null and c.messenger <> 'web'
      and ${isOpenWay('c')} order by c.messenger) as ways,
    ${isReached('p')} as reached, w.person_id is not null as "isStaff"`;

const staff = `left join (${staffOnDay.replace('?', ':today')}) w on w.person_id = p.id`;

const studentsQuery = `
  select s.id as "studentId", s.birthday::text as birthday, ${personColumns}
  from enrolment e join student s on s.id = e.student_id join person p on p.id = s.person_id ${staff}
  where e.school_class_id = :classId and e.since <= :today and (e.until is null or e.until > :today)
    and (:studentId::int is null or s.id = :studentId)
  order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`;

function parentsQuery(former: boolean): string {
  return `
  select g.student_id as "studentId", g.kind as kinship, g.since::text as since, g.until::text as until, ${personColumns}
  from guardianship g join person p on p.id = g.parent_id ${staff}
  where g.student_id = any(:ids)${former ? '' : ' and g.since <= :today and (g.until is null or g.until >= :today)'}
  order by g.student_id, coalesce(g.until < :today::date, false), array_position(array['mother', 'father', 'guardian'], g.kind), p.id`;
}

const subgroupsQuery = `
  select m.student_id as "studentId", j.name as subject, g.number
  from subgroup_member m join subgroup g on g.id = m.subgroup_id join subject j on j.id = g.subject_id
  where m.student_id = any(:ids) and g.school_class_id = :classId and m.since <= :today and (m.until is null or m.until > :today)
  order by m.student_id, j.name collate "ru-x-icu"`;
