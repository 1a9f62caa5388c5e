import { Migration } from '@mikro-orm/migrations';

export class Migration20261124154856_teacher_absences extends Migration {
  override name = 'Migration20261124154856_teacher_absences';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "teacher_absence" ("id" serial primary key, "teacher_id" int not null, "since" date not null, "until" date not null, "first_slot" smallint null, "last_slot" smallint null, "reason" varchar(255) null, "order_number" varchar(255) null, "order_date" date null, "by_id" int null, "at" timestamptz(3) null);`,
    );
    this.addSql(`create index "teacher_absence_teacher_id_since_index" on "teacher_absence" ("teacher_id", "since");`);
    this.addSql(
      `alter table "teacher_absence" add constraint "teacher_absence_teacher_id_foreign" foreign key ("teacher_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "teacher_absence" add constraint "teacher_absence_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(`alter table "substitution" add "absence_id" int null, add "kind" text not null default 'instead',
      add "room_before" varchar(255) null, add "by_id" int null, add "at" timestamptz(3) null;`);
    // Each substitution told its own reason and order: those of one teacher alike, with no more than a long weekend between
    // them, were one absence.
    this.addSql(`with old as (
        select u.id, c.teacher_id, l.day, u.reason, u.order_number,
          coalesce(l.day - lag(l.day) over (partition by c.teacher_id, u.reason, u.order_number order by l.day, u.id), 0) > 4 as begins
        from substitution u join lesson l on l.id = u.lesson_id join course c on c.id = l.course_id),
      numbered as (
        select old.*, count(*) filter (where begins) over (partition by teacher_id, reason, order_number order by day, id) as spell
        from old),
      added as (
        insert into teacher_absence (teacher_id, since, until, reason, order_number)
        select teacher_id, min(day), max(day), reason, order_number from numbered
        group by teacher_id, reason, order_number, spell order by min(day), teacher_id
        returning *)
      update substitution u set absence_id = a.id from numbered n join added a
        on a.teacher_id = n.teacher_id and a.reason = n.reason and a.order_number is not distinct from n.order_number
        and n.day between a.since and a.until
      where u.id = n.id;`);
    this.addSql(`alter table "substitution" alter column "absence_id" set not null;`);
    this.addSql(`alter table "substitution" drop column "reason", drop column "order_number";`);
    this.addSql(`alter table "substitution" alter column "teacher_id" drop not null;`);
    this.addSql(
      `alter table "substitution" add constraint "substitution_absence_id_foreign" foreign key ("absence_id") references "teacher_absence" ("id");`,
    );
    this.addSql(
      `alter table "substitution" add constraint "substitution_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(`create index "substitution_absence_id_index" on "substitution" ("absence_id");`);
    this.addSql(
      `alter table "substitution" add constraint "substitution_kind_check" check ("kind" in ('instead', 'combined', 'cancelled'));`,
    );
  }
}
