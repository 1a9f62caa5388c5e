import { Migration } from '@mikro-orm/migrations';

export class Migration20261124122231_timetable extends Migration {
  override name = 'Migration20261124122231_timetable';

  override up(): void | Promise<void> {
    this.addSql(`create table "bell_schedule" ("id" serial primary key, "name" varchar(255) not null);`);
    this.addSql(`alter table "bell_schedule" add constraint "bell_schedule_name_unique" unique ("name");`);

    this.addSql(
      `create table "bell_use" ("id" serial primary key, "schedule_id" int not null, "shift" smallint null, "weekday" smallint null, "since" date not null, "until" date null, "special" boolean not null default false, "reason" varchar(255) null);`,
    );

    this.addSql(
      `create table "room" ("id" serial primary key, "name" varchar(255) not null, "seats" smallint null, "closed_on" date null);`,
    );
    this.addSql(`alter table "room" add constraint "room_name_unique" unique ("name");`);

    this.addSql(
      `create table "timetable_change" ("id" serial primary key, "since" date not null, "by_id" int not null, "at" timestamptz(3) not null, "source" text not null, "note" varchar(255) null, "undone_at" timestamptz(3) null, "undone_by_id" int null);`,
    );

    this.addSql(
      `create table "timetable_draft" ("id" serial primary key, "note" varchar(255) null, "since" date not null, "by_id" int not null, "at" timestamptz(3) not null, "change_id" int null, "discarded_at" timestamptz(3) null);`,
    );

    this.addSql(
      `create table "timetable_draft_line" ("id" serial primary key, "draft_id" int not null, "step" int not null, "course_id" int not null, "weekday" smallint not null, "slot" smallint not null, "week" text not null default 'both', "room_id" int null, "joint" boolean not null default false, "removed" boolean not null default false);`,
    );
    this.addSql(
      `create index "timetable_draft_line_draft_id_step_index" on "timetable_draft_line" ("draft_id", "step");`,
    );

    this.addSql(
      `create table "timetable_change_line" ("id" serial primary key, "change_id" int not null, "entry_id" int not null, "added" boolean not null, "until_before" date null);`,
    );
    this.addSql(`create index "timetable_change_line_change_id_index" on "timetable_change_line" ("change_id");`);
    this.addSql(`create index "timetable_change_line_entry_id_index" on "timetable_change_line" ("entry_id");`);

    this.addSql(`create table "week_turn" ("id" serial primary key, "monday" date not null, "week" text not null);`);
    this.addSql(`alter table "week_turn" add constraint "week_turn_monday_unique" unique ("monday");`);

    this.addSql(`alter table "bell" drop constraint "bell_slot_unique";`);
    // The bells there were ring by one schedule on every day, as they did.
    this.addSql(`alter table "bell" add "schedule_id" int null;`);
    this.addSql(
      `insert into "bell_schedule" ("name") select U&'\\041E\\0431\\044B\\0447\\043D\\044B\\0435 \\0437\\0432\\043E\\043D\\043A\\0438' where exists (select from "bell");`,
    );
    this.addSql(`update "bell" set "schedule_id" = (select "id" from "bell_schedule");`);
    this.addSql(
      `insert into "bell_use" ("schedule_id", "since") select "id", coalesce((select min("first_day") from "school_year"), '2000-01-01') from "bell_schedule";`,
    );
    this.addSql(`alter table "bell" alter column "schedule_id" set not null;`);
    this.addSql(
      `alter table "bell" add constraint "bell_schedule_id_foreign" foreign key ("schedule_id") references "bell_schedule" ("id");`,
    );
    this.addSql(`alter table "bell" add constraint "bell_schedule_id_slot_unique" unique ("schedule_id", "slot");`);

    this.addSql(`alter table "school" add "alternating_weeks" boolean not null default false;`);

    this.addSql(`alter table "school_class" add "shift" smallint not null default 1;`);

    this.addSql(`alter table "timetable_entry" drop constraint "timetable_entry_course_id_weekday_slot_since_unique";`);
    this.addSql(
      `alter table "timetable_entry" add "week" text not null default 'both', add "room_id" int null, add "joint" boolean not null default false;`,
    );
    this.addSql(
      `insert into "room" ("name") select distinct trim("room") from "timetable_entry" where trim("room") <> '' order by 1;`,
    );
    this.addSql(
      `update "timetable_entry" t set "room_id" = (select r."id" from "room" r where r."name" = trim(t."room"));`,
    );
    this.addSql(`alter table "timetable_entry" drop column "room";`);
    this.addSql(
      `alter table "timetable_entry" add constraint "timetable_entry_room_id_foreign" foreign key ("room_id") references "room" ("id") on delete set null;`,
    );
    this.addSql(`create index "timetable_entry_room_id_index" on "timetable_entry" ("room_id");`);
    this.addSql(`create index "timetable_entry_course_id_since_index" on "timetable_entry" ("course_id", "since");`);
    this.addSql(
      `alter table "timetable_entry" add constraint "timetable_entry_week_check" check ("week" in ('both', 'A', 'B'));`,
    );

    this.addSql(
      `alter table "bell_use" add constraint "bell_use_schedule_id_foreign" foreign key ("schedule_id") references "bell_schedule" ("id");`,
    );

    this.addSql(
      `alter table "timetable_change" add constraint "timetable_change_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "timetable_change" add constraint "timetable_change_undone_by_id_foreign" foreign key ("undone_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "timetable_change" add constraint "timetable_change_source_check" check ("source" in ('hand', 'draft', 'file'));`,
    );

    this.addSql(
      `alter table "timetable_draft" add constraint "timetable_draft_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "timetable_draft" add constraint "timetable_draft_change_id_foreign" foreign key ("change_id") references "timetable_change" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "timetable_draft_line" add constraint "timetable_draft_line_draft_id_foreign" foreign key ("draft_id") references "timetable_draft" ("id");`,
    );
    this.addSql(
      `alter table "timetable_draft_line" add constraint "timetable_draft_line_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "timetable_draft_line" add constraint "timetable_draft_line_room_id_foreign" foreign key ("room_id") references "room" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "timetable_draft_line" add constraint "timetable_draft_line_week_check" check ("week" in ('both', 'A', 'B'));`,
    );

    this.addSql(
      `alter table "timetable_change_line" add constraint "timetable_change_line_change_id_foreign" foreign key ("change_id") references "timetable_change" ("id");`,
    );
    this.addSql(
      `alter table "timetable_change_line" add constraint "timetable_change_line_entry_id_foreign" foreign key ("entry_id") references "timetable_entry" ("id");`,
    );

    this.addSql(`alter table "week_turn" add constraint "week_turn_week_check" check ("week" in ('A', 'B'));`);
  }
}
