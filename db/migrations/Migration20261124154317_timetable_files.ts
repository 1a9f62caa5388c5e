import { Migration } from '@mikro-orm/migrations';

export class Migration20261124154317_timetable_files extends Migration {
  override name = 'Migration20261124154317_timetable_files';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "timetable_name" ("id" serial primary key, "kind" text not null, "name" varchar(200) not null, "school_class_id" int null, "subject_id" int null, "teacher_id" int null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "timetable_name" add constraint "timetable_name_kind_name_unique" unique ("kind", "name");`,
    );

    this.addSql(`alter table "import_run" drop constraint "import_run_kind_check";`);
    this.addSql(`alter table "import_run" add "document" text null, add "since" date null;`);
    this.addSql(
      `alter table "import_run" add constraint "import_run_kind_check" check ("kind" in ('people', 'load', 'timetable'));`,
    );

    this.addSql(
      `alter table "timetable_name" add constraint "timetable_name_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "timetable_name" add constraint "timetable_name_subject_id_foreign" foreign key ("subject_id") references "subject" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "timetable_name" add constraint "timetable_name_teacher_id_foreign" foreign key ("teacher_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "timetable_name" add constraint "timetable_name_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "timetable_name" add constraint "timetable_name_kind_check" check ("kind" in ('class', 'subject', 'teacher'));`,
    );
  }
}
