import type { EntityManager } from '@mikro-orm/postgresql';

const chance = (words: string, of: number) => `(('x' || left(md5(${words}), 7))::bit(28)::int % ${of})`;

/** The card of 5Б as Иванова keeps it: where families live and how they are called by telephone. */
export async function putContacts(em: EntityManager): Promise<void> {
  await em.execute(
    `with home as (
       select s.id, s.person_id, 'ул. ' || (array['Садовая', 'Школьная', 'Лесная', 'Заречная', 'Мира'])[1 + ${chance(`'street' || s.id`, 5)}]
         || ', д. ' || 1 + ${chance(`'house' || s.id`, 40)} || ', кв. ' || 1 + ${chance(`'flat' || s.id`, 80)} as address
       from enrolment e join student s on s.id = e.student_id join school_class c on c.id = e.school_class_id
       where c.grade = 5 and c.letter = 'Б' and e.until is null),
     lives as (
       select person_id as id, address, null::text as workplace, null::text as phone from home
       union
       select g.parent_id, h.address,
         (array['ООО «Ромашка», бухгалтер', 'городская больница, медсестра', 'завод «Маяк», инженер', 'МУП «Водоканал», слесарь', null, 'магазин «Берёзка», продавец'])
           [1 + ${chance(`'work' || g.parent_id`, 6)}],
         '+7900555' || lpad(${chance(`'phone' || g.parent_id`, 10000)}::text, 4, '0')
       from guardianship g join home h on h.id = g.student_id)
     update person p set address = l.address, workplace = l.workplace, phone = l.phone
     from lives l where l.id = p.id`,
  );
  // The cast's are known by heart.
  await em.execute(
    `update person p set phone = v.phone, workplace = v.workplace, address = coalesce(v.address, p.address)
     from (values ('petrova', '+79005550101', 'библиотека № 3, библиотекарь', 'ул. Садовая, д. 12, кв. 7'),
       ('smirnov', '+79005550102', 'автобаза, механик', 'ул. Лесная, д. 3'),
       ('orlova', '+79005550103', null, null), ('masha', null, null, 'ул. Садовая, д. 12, кв. 7')) v (login, phone, workplace, address)
     where p.login = v.login`,
  );
}

/**
 * Certificates of 5Б: Маша is in the special group «А» for a month more, Дима's group ends soon, Тимофей is released for some days.
 * Nobody was reminded yet.
 */
export async function putCertificates(em: EntityManager, today: string): Promise<void> {
  await em.execute(
    `insert into medical_certificate (student_id, kind, since, until, number, entered_by_id, entered_at)
     select s.id, v.kind, greatest(:today::date + v.since, y.first_day), :today::date + v.until, v.number, i.id,
       ((:today::date + v.since) + time '09:00') at time zone 'UTC'
     from (values ('Петрова Мария', 'special-a', -60, 30, '117'), ('Смирнов Дмитрий', 'preparatory', -80, 9, '94/2'),
       ('Орлов Тимофей', 'released', -3, 4, null)) v (name, kind, since, until, number)
     join person p on p.family_name || ' ' || p.given_name = v.name join student s on s.person_id = p.id
     join enrolment e on e.student_id = s.id and e.until is null join school_class c on c.id = e.school_class_id and c.grade = 5
     join school_year y on y.id = c.year_id join person i on i.login = 'ivanova' order by s.id`,
    { today },
  );
}

/** Who has looked into cards lately, what was changed, and what Смирнов proposes to correct. */
export async function putReadings(em: EntityManager, today: string): Promise<void> {
  await em.execute(
    `insert into card_reading (reader_id, at, what, school_class_id, person_id)
     select r.id, ((:today::date - v.ago) + v.at::time) at time zone s.time_zone, v.what, c.id, p.id
     from (values (5, '14:10', 'ivanova', 'class', null), (4, '10:25', 'morozov', 'class', null), (4, '10:31', 'morozov', 'person', 'masha'),
       (1, '15:40', 'ivanova', 'sheet', null)) v (ago, at, reader, what, whose)
     join person r on r.login = v.reader left join person p on p.login = v.whose
     cross join school s cross join school_class c where c.grade = 5 and c.letter = 'Б' order by v.ago desc, v.at`,
    { today },
  );
  await em.execute(
    `insert into card_change (person_id, field, before, after, by_id, at)
     select p.id, 'phone', '+79005550100', p.phone, i.id, ((:today::date - 20) + time '13:05') at time zone s.time_zone
     from person p cross join school s join person i on i.login = 'ivanova' where p.login = 'petrova'`,
    { today },
  );
  await em.execute(
    `insert into data_correction (person_id, proposed, by_id, at, state)
     select p.id, '{"phone": "+79005550199"}', p.id, ((:today::date - 1) + time '19:30') at time zone s.time_zone, 'waiting'
     from person p cross join school s where p.login = 'smirnov'`,
    { today },
  );
}
