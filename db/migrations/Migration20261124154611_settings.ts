import { Migration } from '@mikro-orm/migrations';

export class Migration20261124154611_settings extends Migration {
  override name = 'Migration20261124154611_settings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "moved_day" ("id" serial primary key, "year_id" int not null, "day" date not null, "weekday" smallint not null);`,
    );
    this.addSql(`alter table "moved_day" add constraint "moved_day_day_unique" unique ("day");`);

    this.addSql(
      `create table "teacher_change" ("id" serial primary key, "course_id" int not null, "was_id" int not null, "becomes_id" int not null, "day" date not null, "by_id" int not null, "at" timestamptz(3) not null, "done_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "teacher_change_course_id_day_index" on "teacher_change" ("course_id", "day");`);

    this.addSql(`alter table "school" add "town" varchar(80) null, add "director_name" varchar(80) null;`);

    this.addSql(`alter table "school_class" drop constraint "school_class_period_kind_check";`);
    this.addSql(
      `alter table "school_class" add constraint "school_class_period_kind_check" check ("period_kind" in ('quarter', 'trimester', 'half-year'));`,
    );

    this.addSql(`alter table "period" drop constraint "period_kind_check";`);
    this.addSql(
      `alter table "period" add constraint "period_kind_check" check ("kind" in ('quarter', 'trimester', 'half-year'));`,
    );

    this.addSql(`alter table "subject" add "position" smallint not null default 0;`);

    this.addSql(
      `alter table "moved_day" add constraint "moved_day_year_id_foreign" foreign key ("year_id") references "school_year" ("id");`,
    );

    this.addSql(
      `alter table "teacher_change" add constraint "teacher_change_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "teacher_change" add constraint "teacher_change_was_id_foreign" foreign key ("was_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "teacher_change" add constraint "teacher_change_becomes_id_foreign" foreign key ("becomes_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "teacher_change" add constraint "teacher_change_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
  }
}
