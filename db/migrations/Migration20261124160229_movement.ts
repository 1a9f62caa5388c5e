import { Migration } from '@mikro-orm/migrations';

export class Migration20261124160229_movement extends Migration {
  override name = 'Migration20261124160229_movement';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "movement_change" ("id" serial primary key, "deed" text not null, "student_id" int not null, "day" date not null, "from_class_id" int null, "to_class_id" int null, "place" varchar(255) null, "order_number" varchar(20) not null, "order_date" date not null, "by_id" int not null, "at" timestamptz(3) not null, "taken_back_at" timestamptz(3) null, "taken_back_by_id" int null, "reason" text null);`,
    );
    this.addSql(`create index "movement_change_student_id_index" on "movement_change" ("student_id");`);

    this.addSql(
      `create table "brought_mark" ("id" serial primary key, "course_id" int not null, "student_id" int not null, "period_id" int not null, "values" jsonb not null, "origin" varchar(255) null, "by_id" int not null, "at" timestamptz(3) not null, "replaces_id" int null, "replaced_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "brought_mark_student_id_index" on "brought_mark" ("student_id");`);
    this.addSql(
      `create unique index brought_mark_current on brought_mark (course_id, student_id, period_id) where replaced_at is null;`,
    );

    this.addSql(
      `create table "year_rollover" ("id" serial primary key, "from_year_id" int not null, "to_year_id" int null, "choices" jsonb not null, "basis" varchar(64) not null, "order_number" varchar(20) not null, "order_date" date not null, "by_id" int not null, "at" timestamptz(3) not null, "state" text not null, "done" int not null default 0, "total" int not null default 0, "reason" varchar(255) null, "finished_at" timestamptz(3) null, "undone_at" timestamptz(3) null, "undone_by_id" int null);`,
    );

    this.addSql(`alter table "school" add "brought_marks_count" boolean not null default true;`);

    this.addSql(`alter table "school_class" add "former_id" int null;`);
    this.addSql(
      `alter table "school_class" add constraint "school_class_former_id_foreign" foreign key ("former_id") references "school_class" ("id") on delete set null;`,
    );

    this.addSql(`alter table "enrolment" drop constraint "enrolment_arrival_check";`);
    this.addSql(`alter table "enrolment" drop constraint "enrolment_departure_check";`);
    this.addSql(
      `alter table "enrolment" add "arrival_order_date" date null, add "came_from" varchar(255) null, add "departure_order_date" date null, add "went_to" varchar(255) null;`,
    );
    this.addSql(
      `alter table "enrolment" add constraint "enrolment_arrival_check" check ("arrival" in ('enrolled', 'promoted', 'moved', 'returned', 'repeating'));`,
    );
    this.addSql(
      `alter table "enrolment" add constraint "enrolment_departure_check" check ("departure" in ('moved', 'left', 'promoted', 'conditional', 'repeating', 'finished'));`,
    );

    this.addSql(
      `alter table "movement_change" add constraint "movement_change_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "movement_change" add constraint "movement_change_from_class_id_foreign" foreign key ("from_class_id") references "school_class" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "movement_change" add constraint "movement_change_to_class_id_foreign" foreign key ("to_class_id") references "school_class" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "movement_change" add constraint "movement_change_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "movement_change" add constraint "movement_change_taken_back_by_id_foreign" foreign key ("taken_back_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "movement_change" add constraint "movement_change_deed_check" check ("deed" in ('enrolled', 'moved', 'left', 'returned'));`,
    );

    this.addSql(
      `alter table "brought_mark" add constraint "brought_mark_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "brought_mark" add constraint "brought_mark_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "brought_mark" add constraint "brought_mark_period_id_foreign" foreign key ("period_id") references "period" ("id");`,
    );
    this.addSql(
      `alter table "brought_mark" add constraint "brought_mark_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "brought_mark" add constraint "brought_mark_replaces_id_foreign" foreign key ("replaces_id") references "brought_mark" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "year_rollover" add constraint "year_rollover_from_year_id_foreign" foreign key ("from_year_id") references "school_year" ("id");`,
    );
    this.addSql(
      `alter table "year_rollover" add constraint "year_rollover_to_year_id_foreign" foreign key ("to_year_id") references "school_year" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "year_rollover" add constraint "year_rollover_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "year_rollover" add constraint "year_rollover_undone_by_id_foreign" foreign key ("undone_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "year_rollover" add constraint "year_rollover_state_check" check ("state" in ('shown', 'waiting', 'done', 'refused', 'undone'));`,
    );
  }
}
