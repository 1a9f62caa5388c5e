import { Migration } from '@mikro-orm/migrations';

export class Migration20261124123532_duties_and_activity extends Migration {
  override name = 'Migration20261124123532_duties_and_activity';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "activity_day" ("id" serial primary key, "day" date not null, "person_id" int not null, "door" text not null, "roles" text[] not null, "sign_ins" smallint not null default 0, "first_at" timestamptz(3) not null, "last_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "activity_day_person_id_index" on "activity_day" ("person_id");`);
    this.addSql(
      `alter table "activity_day" add constraint "activity_day_day_person_id_door_unique" unique ("day", "person_id", "door");`,
    );

    this.addSql(
      `create table "function_change" ("id" serial primary key, "deed" text not null, "function" text not null, "person_id" int not null, "school_class_id" int null, "day" date not null, "until" date null, "document_id" int null, "order_number" varchar(20) null, "order_date" date null, "by_id" int not null, "at" timestamptz(3) not null, "end_of_id" int null, "done_at" timestamptz(3) null, "withdrawn_at" timestamptz(3) null, "withdrawn_by_id" int null);`,
    );
    this.addSql(`create index "function_change_person_id_index" on "function_change" ("person_id");`);
    this.addSql(`create index "function_change_school_class_id_index" on "function_change" ("school_class_id");`);
    this.addSql(`create index "function_change_document_id_index" on "function_change" ("document_id");`);

    this.addSql(`alter table "board_draft" drop constraint "board_draft_deadline_period_id_foreign";`);

    this.addSql(`alter table "document_duty" drop constraint "document_duty_period_id_foreign";`);

    this.addSql(`alter table "board_draft" add "duties" jsonb not null default '[]';`);
    // The one duty a draft could have until now.
    this.addSql(
      `update "board_draft" set "duties" = jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('kind', 'finals-deadline', 'periodId', "deadline_period_id", 'day', "deadline_day"))) where "deadline_period_id" is not null or "deadline_day" is not null;`,
    );
    this.addSql(`alter table "board_draft" drop column "deadline_day", drop column "deadline_period_id";`);

    this.addSql(`alter table "assignment" add "substitute" boolean not null default false, add "change_id" int null;`);
    this.addSql(
      `alter table "assignment" add constraint "assignment_change_id_foreign" foreign key ("change_id") references "function_change" ("id") on delete set null;`,
    );

    this.addSql(`alter table "document_duty" drop constraint "document_duty_kind_check";`);
    this.addSql(
      `alter table "document_duty" add "change_id" int null, add "training_id" int null, add "done_at" timestamptz(3) null;`,
    );
    this.addSql(
      `alter table "document_duty" add constraint "document_duty_change_id_foreign" foreign key ("change_id") references "function_change" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "document_duty" add constraint "document_duty_training_id_foreign" foreign key ("training_id") references "training" ("id") on delete set null;`,
    );
    this.addSql(`alter table "document_duty" alter column "period_id" drop not null;`);
    this.addSql(
      `alter table "document_duty" add constraint "document_duty_period_id_foreign" foreign key ("period_id") references "period" ("id") on delete set null;`,
    );
    this.addSql(`create index "document_duty_change_id_index" on "document_duty" ("change_id");`);
    this.addSql(`create index "document_duty_training_id_index" on "document_duty" ("training_id");`);
    this.addSql(
      `alter table "document_duty" add constraint "document_duty_kind_check" check ("kind" in ('finals-deadline', 'close-period', 'open-period', 'assign', 'relieve', 'training'));`,
    );

    this.addSql(`alter table "lesson" add "complete_at" timestamptz(3) null;`);
    // Of what was filled before this column only the last writing is known.
    this.addSql(
      `update "lesson" l set "complete_at" = greatest(l."filled_at", l."attendance_at") from "course" c join "school_class" k on k."id" = c."school_class_id" where c."id" = l."course_id" and l."topic" is not null and l."attendance_at" is not null and (l."homework" is not null or l."no_homework" or k."grade" = 1);`,
    );

    this.addSql(
      `alter table "activity_day" add constraint "activity_day_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "activity_day" add constraint "activity_day_door_check" check ("door" in ('site', 'telegram'));`,
    );

    this.addSql(
      `alter table "function_change" add constraint "function_change_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_document_id_foreign" foreign key ("document_id") references "board_document" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_end_of_id_foreign" foreign key ("end_of_id") references "function_change" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_withdrawn_by_id_foreign" foreign key ("withdrawn_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_deed_check" check ("deed" in ('assign', 'relieve'));`,
    );
    this.addSql(
      `alter table "function_change" add constraint "function_change_function_check" check ("function" in ('director', 'deputy', 'registrar', 'substitute-registrar', 'teacher', 'class-teacher'));`,
    );
  }
}
