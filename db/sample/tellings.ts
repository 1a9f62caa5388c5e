import type { EntityManager } from '@mikro-orm/postgresql';

/** What some of the cast have chosen to be told: Петрова hears of Ваня's marks in the evening, Белова hides hers from the bus. */
export async function putTellings(em: EntityManager): Promise<void> {
  await em.execute(
    `insert into telling_choice (person_id, student_id, matter, choice)
     select p.id, s.id, 'mark', 'digest' from person p join guardianship g on g.parent_id = p.id
       join student s on s.id = g.student_id join person child on child.id = s.person_id
     where p.login = 'petrova' and child.given_name = 'Иван'`,
  );
  await em.execute(
    `insert into telling_choice (person_id, matter, choice)
     select id, 'reply', 'digest' from person where login = 'volkov'`,
  );
  await em.execute(
    `insert into telling_hours (person_id, quiet_from, quiet_until, digest_at, spoiler)
     select id, '22:00', '06:30', '18:00', true from person where login = 'belova'`,
  );
}

/** Кузнецов hears of each new suggestion about the journal. */
export async function putSubscriptions(em: EntityManager): Promise<void> {
  await em.execute(
    `insert into section_subscription (person_id, section_id, at)
     select p.id, s.id, p.created_at from person p, section s where p.login = 'kuznetsov' and s.key = 'suggestions'`,
  );
}

/** Морозов has the list of what is missing each Monday before lessons. */
export async function putReportSubscriptions(em: EntityManager): Promise<void> {
  await em.execute(
    `insert into report_subscription (person_id, report, chosen, format, rhythm, weekdays, period_kind, send_at, ways, created_at, since)
     select p.id, 'missing-entries', '{}'::jsonb, 'xlsx', 'weekdays', '1', 'quarter', '07:30', '{}', p.created_at, p.created_at
     from person p where p.login = 'morozov'`,
  );
}
