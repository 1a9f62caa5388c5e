import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApartServer, apartServer } from '#test/setup/apart-server.ts';
import { createDatabase, type TestDatabase } from '#test/setup/database.ts';
import { type Connection, connectionFromUrl } from './connection.ts';
import { migrate, type Orm, openOrm } from './orm.ts';

describe('migrations', () => {
  const opened: { orm: Orm; drop(): Promise<void> }[] = [];
  let apart: ApartServer;
  beforeAll(async () => {
    apart = await apartServer();
  });
  afterAll(async () => {
    for (const { orm, drop } of opened) {
      await orm.close();
      await drop();
    }
    await apart.stop();
  });

  const open = (connection: Connection, drop: () => Promise<void>) => {
    const orm = openOrm(connection);
    opened.push({ orm, drop });
    return orm;
  };
  const embedded = async () => {
    const database: TestDatabase = await createDatabase(null);
    return open(database.connection, database.drop);
  };
  const onTheServerApart = async () => {
    const administered = openOrm(connectionFromUrl(apart.url));
    const name = `migrations_${process.pid}`;
    await administered.em.fork().execute(`create database ${name}`);
    return open({ ...connectionFromUrl(apart.url), database: name }, async () => {
      await administered.em.fork().execute(`drop database ${name} with (force)`);
      await administered.close();
    });
  };

  it.each([
    ['the embedded PostgreSQL', embedded],
    ['the oldest PostgreSQL at hand', onTheServerApart],
  ])('make on %s exactly what the entities say', async (_server, make) => {
    const orm = await make();
    expect(await migrate(orm)).toBeGreaterThan(0);
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
    expect(await migrate(orm)).toBe(0);
  });

  it('keep the rows of yesterday: each one runs over a person, a lesson, a mark written at the first', async () => {
    const orm = await embedded();
    const [first, ...later] = (await orm.migrator.getPending()).map(({ name }) => name);
    await orm.migrator.up(first!);
    await orm.em.fork().execute(yesterday);
    for (const name of later) await orm.migrator.up(name);
    const [row] = await orm.em.fork().execute(
      `select p.family_name, l.topic, m.value, m.at from mark m join lesson l on l.id = m.lesson_id
       join student s on s.id = m.student_id join person p on p.id = s.person_id`,
    );
    expect({ ...row, at: new Date(row!.at) }).toEqual({
      family_name: 'Петрова',
      topic: 'Дроби',
      value: 5,
      at: new Date('2026-11-24T07:00:00Z'),
    });
    const [place] = await orm.em.fork().execute(
      `select r.name as room, t.week, b.starts_at, s.name as bells, w.since from timetable_entry t
       join room r on r.id = t.room_id join bell b on b.slot = t.slot
       join bell_schedule s on s.id = b.schedule_id join bell_use w on w.schedule_id = s.id`,
    );
    expect(place).toEqual({
      ...{ room: '12', week: 'both', starts_at: '08:30' },
      ...{ bells: 'Обычные звонки', since: '2026-09-01' },
    });
    const absences = await orm.em.fork().execute(
      `select a.since::text, a.until::text, a.reason, a.order_number, array_agg(u.lesson_id order by u.lesson_id) as lessons
       from teacher_absence a join substitution u on u.absence_id = a.id group by a.id order by a.since`,
    );
    // A Friday and the Monday after it with one order are one absence; what came three weeks later is another.
    expect(absences).toEqual([
      { since: '2026-09-04', until: '2026-09-07', reason: 'болезнь', order_number: '3-з', lessons: [2, 3] },
      { since: '2026-09-28', until: '2026-09-28', reason: 'болезнь', order_number: '3-з', lessons: [4] },
      { since: '2026-10-05', until: '2026-10-05', reason: 'курсы', order_number: null, lessons: [5] },
    ]);
  });
});

const yesterday = `
  insert into school (id, name, full_name, time_zone) values (1, 'Крюковская СОШ', 'Крюковская СОШ', 'Europe/Moscow');
  insert into school_year (id, first_day, last_day) values (1, '2026-09-01', '2027-05-26');
  insert into person (id, family_name, given_name, sex, login, created_at) values
    (1, 'Иванова', 'Наталья', 'female', 'ivanova', now()), (2, 'Петрова', 'Мария', 'female', 'masha', now());
  insert into student (id, person_id) values (1, 2);
  insert into school_class (id, year_id, grade, letter, class_teacher_id, period_kind) values (1, 1, 5, 'Б', 1, 'quarter');
  insert into subject (id, name, short_name) values (1, 'Математика', 'матем.');
  insert into course (id, school_class_id, subject_id, teacher_id, hours_per_week, graded) values (1, 1, 1, 1, 5, true);
  insert into bell (slot, starts_at, ends_at) values (1, '08:30', '09:10');
  insert into timetable_entry (course_id, weekday, slot, room, since) values (1, 2, 1, '12', '2026-09-01');
  insert into lesson (id, course_id, day, slot, room, topic) values (1, 1, '2026-11-24', 1, '12', 'Дроби');
  insert into lesson (id, course_id, day, slot, room) values (2, 1, '2026-09-04', 1, '12'), (3, 1, '2026-09-07', 1, '12'),
    (4, 1, '2026-09-28', 1, '12'), (5, 1, '2026-10-05', 1, '12');
  insert into substitution (lesson_id, teacher_id, reason, order_number) values (2, 2, 'болезнь', '3-з'), (3, 2, 'болезнь', '3-з'),
    (4, 2, 'болезнь', '3-з'), (5, 2, 'курсы', null);
  insert into work_kind (id, name, weight, position) values (1, 'ответ', 1, 1);
  insert into mark (lesson_id, student_id, value, work_kind_id, by_id, at) values (1, 1, 5, 1, 1, '2026-11-24T10:00:00+03:00');`;
