import { Migration } from '@mikro-orm/migrations';

export class Migration20261124064814_journal extends Migration {
  override name = 'Migration20261124064814_journal';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "entry_receipt" ("id" serial primary key, "by_id" int not null, "key" varchar(255) not null, "at" timestamptz(3) not null, "answer" jsonb not null);`,
    );
    this.addSql(`alter table "entry_receipt" add constraint "entry_receipt_by_id_key_unique" unique ("by_id", "key");`);

    this.addSql(
      `create table "document_duty" ("id" serial primary key, "document_id" int not null, "kind" text not null, "period_id" int not null, "day" date not null);`,
    );
    this.addSql(`create index "document_duty_document_id_index" on "document_duty" ("document_id");`);
    this.addSql(`create index "document_duty_period_id_index" on "document_duty" ("period_id");`);

    this.addSql(
      `create table "absence_note" ("id" serial primary key, "student_id" int not null, "since" date not null, "until" date not null, "reason" text not null, "text" text null, "by_id" int not null, "at" timestamptz(3) not null, "settled_by_id" int null, "settled_at" timestamptz(3) null, "accepted" boolean null);`,
    );
    this.addSql(`create index "absence_note_student_id_index" on "absence_note" ("student_id");`);

    this.addSql(
      `create table "period_mark" ("id" serial primary key, "course_id" int not null, "student_id" int not null, "stage" text not null, "period_id" int null, "value" smallint null, "word" text null, "suggested" smallint null, "by_id" int not null, "at" timestamptz(3) not null, "replaces_id" int null, "replaced_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "period_mark_student_id_index" on "period_mark" ("student_id");`);
    this.addSql(
      `create unique index period_mark_current on period_mark (course_id, student_id, stage, coalesce(period_id, 0)) where replaced_at is null;`,
    );

    this.addSql(
      `create table "lesson_plan" ("id" serial primary key, "course_id" int not null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`alter table "lesson_plan" add constraint "lesson_plan_course_id_unique" unique ("course_id");`);

    this.addSql(
      `create table "planned_topic" ("id" serial primary key, "plan_id" int not null, "number" smallint not null, "section" text null, "title" text not null, "hours" smallint not null default 1, "planned_on" date null);`,
    );
    this.addSql(
      `alter table "planned_topic" add constraint "planned_topic_plan_id_number_unique" unique ("plan_id", "number");`,
    );

    this.addSql(
      `create table "change" ("id" serial primary key, "at" timestamptz(3) not null, "by_id" int not null, "deed" varchar(255) not null, "subject" varchar(255) not null, "course_id" int null, "student_id" int null, "before" jsonb null, "after" jsonb null, "previous_hash" varchar(64) not null, "hash" varchar(64) not null);`,
    );
    this.addSql(`alter table "change" add constraint "change_hash_unique" unique ("hash");`);
    this.addSql(`create index "change_subject_id_index" on "change" ("subject", "id");`);
    this.addSql(`create index "change_course_id_id_index" on "change" ("course_id", "id");`);
    this.addSql(`create index "change_student_id_id_index" on "change" ("student_id", "id");`);

    this.addSql(
      `create table "thresholds" ("id" serial primary key, "grade" smallint null, "five" smallint not null, "four" smallint not null, "three" smallint not null);`,
    );
    this.addSql(`alter table "thresholds" add constraint "thresholds_grade_unique" unique ("grade");`);

    this.addSql(
      `create table "unlock" ("id" serial primary key, "course_id" int not null, "period_id" int not null, "reason" text not null, "by_id" int not null, "at" timestamptz(3) not null, "until" date not null, "ended_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "unlock_course_id_index" on "unlock" ("course_id");`);

    this.addSql(
      `create table "lesson_resource" ("id" serial primary key, "lesson_id" int not null, "title" varchar(255) not null, "url" text null, "file_id" int null, "by_id" int not null, "at" timestamptz(3) not null, "removed_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "lesson_resource_lesson_id_index" on "lesson_resource" ("lesson_id");`);

    this.addSql(
      `alter table "school" add "owed_counts_as_two" boolean not null default true, add "owed_days" smallint not null default 14, add "not_attested_weight" smallint not null default 7;`,
    );

    this.addSql(
      `alter table "lesson" add "homework_for_id" int null, add "control_id" int null, add "planned_topic_id" int null;`,
    );
    this.addSql(
      `alter table "lesson" add constraint "lesson_homework_for_id_foreign" foreign key ("homework_for_id") references "lesson" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "lesson" add constraint "lesson_control_id_foreign" foreign key ("control_id") references "work_kind" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "lesson" add constraint "lesson_planned_topic_id_foreign" foreign key ("planned_topic_id") references "planned_topic" ("id") on delete set null;`,
    );

    this.addSql(`alter table "mark" add "owed" boolean not null default false, add "due_on" date null;`);

    this.addSql(
      `alter table "entry_receipt" add constraint "entry_receipt_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "document_duty" add constraint "document_duty_document_id_foreign" foreign key ("document_id") references "board_document" ("id");`,
    );
    this.addSql(
      `alter table "document_duty" add constraint "document_duty_period_id_foreign" foreign key ("period_id") references "period" ("id");`,
    );
    this.addSql(
      `alter table "document_duty" add constraint "document_duty_kind_check" check ("kind" in ('finals-deadline', 'close-period'));`,
    );

    this.addSql(
      `alter table "absence_note" add constraint "absence_note_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "absence_note" add constraint "absence_note_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "absence_note" add constraint "absence_note_settled_by_id_foreign" foreign key ("settled_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "absence_note" add constraint "absence_note_reason_check" check ("reason" in ('ill', 'valid', 'other'));`,
    );

    this.addSql(
      `alter table "period_mark" add constraint "period_mark_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "period_mark" add constraint "period_mark_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "period_mark" add constraint "period_mark_period_id_foreign" foreign key ("period_id") references "period" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "period_mark" add constraint "period_mark_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "period_mark" add constraint "period_mark_replaces_id_foreign" foreign key ("replaces_id") references "period_mark" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "period_mark" add constraint "period_mark_stage_check" check ("stage" in ('period', 'year', 'exam', 'final'));`,
    );
    this.addSql(
      `alter table "period_mark" add constraint "period_mark_word_check" check ("word" in ('pass', 'fail', 'not-attested'));`,
    );

    this.addSql(
      `alter table "lesson_plan" add constraint "lesson_plan_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "lesson_plan" add constraint "lesson_plan_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "planned_topic" add constraint "planned_topic_plan_id_foreign" foreign key ("plan_id") references "lesson_plan" ("id");`,
    );

    this.addSql(
      `alter table "change" add constraint "change_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "change" add constraint "change_course_id_foreign" foreign key ("course_id") references "course" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "change" add constraint "change_student_id_foreign" foreign key ("student_id") references "student" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "unlock" add constraint "unlock_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "unlock" add constraint "unlock_period_id_foreign" foreign key ("period_id") references "period" ("id");`,
    );
    this.addSql(
      `alter table "unlock" add constraint "unlock_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "lesson_resource" add constraint "lesson_resource_lesson_id_foreign" foreign key ("lesson_id") references "lesson" ("id");`,
    );
    this.addSql(
      `alter table "lesson_resource" add constraint "lesson_resource_file_id_foreign" foreign key ("file_id") references "stored_file" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "lesson_resource" add constraint "lesson_resource_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
  }
}
