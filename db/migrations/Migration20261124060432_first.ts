import { Migration } from '@mikro-orm/migrations';

export class Migration20261124060432_first extends Migration {
  override name = 'Migration20261124060432_first';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "bell" ("id" serial primary key, "slot" smallint not null, "starts_at" varchar(5) not null, "ends_at" varchar(5) not null);`,
    );
    this.addSql(`alter table "bell" add constraint "bell_slot_unique" unique ("slot");`);

    this.addSql(
      `create table "clock_slot" ("id" serial primary key, "job" varchar(255) not null, "slot" varchar(255) not null, "planned_at" timestamptz(3) not null, "done_at" timestamptz(3) null);`,
    );
    this.addSql(`alter table "clock_slot" add constraint "clock_slot_job_slot_unique" unique ("job", "slot");`);

    this.addSql(
      `create table "incoming_update" ("id" serial primary key, "messenger" text not null, "update_id" bigint not null, "body" jsonb not null, "received_at" timestamptz(3) not null, "done_at" timestamptz(3) null);`,
    );
    this.addSql(
      `alter table "incoming_update" add constraint "incoming_update_messenger_update_id_unique" unique ("messenger", "update_id");`,
    );

    this.addSql(
      `create table "person" ("id" serial primary key, "family_name" varchar(255) not null, "given_name" varchar(255) not null, "patronymic" varchar(255) null, "sex" text not null, "login" varchar(255) not null, "password_hash" text null, "must_change_password" boolean not null default false, "email" varchar(255) null, "phone" varchar(255) null, "created_at" timestamptz(3) not null, "deactivated_at" timestamptz(3) null);`,
    );
    this.addSql(`alter table "person" add constraint "person_login_unique" unique ("login");`);

    this.addSql(
      `create table "notice" ("id" serial primary key, "reader_id" int not null, "kind" varchar(255) not null, "subject" varchar(255) not null, "facts" jsonb not null, "at" timestamptz(3) not null, "due_at" timestamptz(3) not null, "sent_out_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "notice_reader_id_index" on "notice" ("reader_id");`);
    this.addSql(`create index notice_due on notice (due_at) where sent_out_at is null;`);

    this.addSql(
      `create table "link_code" ("id" serial primary key, "person_id" int not null, "code_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "link_code_person_id_index" on "link_code" ("person_id");`);
    this.addSql(`alter table "link_code" add constraint "link_code_code_hash_unique" unique ("code_hash");`);

    this.addSql(
      `create table "assignment" ("id" serial primary key, "person_id" int not null, "role" text not null, "since" date not null, "until" date null);`,
    );
    this.addSql(`create index "assignment_person_id_index" on "assignment" ("person_id");`);

    this.addSql(
      `create table "school" ("id" serial primary key, "name" varchar(255) not null, "full_name" varchar(255) not null, "time_zone" varchar(255) not null, "sample" boolean not null default false, "days_per_week" smallint not null default 5, "fewest_marks_in_quarter" smallint not null default 3, "fewest_marks_in_half_year" smallint not null default 5, "lowest_mark" smallint not null default 2, "editing_days" smallint not null default 7, "reminders_at" varchar(255) not null default '15:30');`,
    );

    this.addSql(
      `create table "school_year" ("id" serial primary key, "first_day" date not null, "last_day" date not null);`,
    );
    this.addSql(`alter table "school_year" add constraint "school_year_first_day_unique" unique ("first_day");`);

    this.addSql(
      `create table "school_class" ("id" serial primary key, "year_id" int not null, "grade" smallint not null, "letter" varchar(2) not null, "class_teacher_id" int null, "period_kind" text not null);`,
    );
    this.addSql(`create index "school_class_class_teacher_id_index" on "school_class" ("class_teacher_id");`);
    this.addSql(
      `alter table "school_class" add constraint "school_class_year_id_grade_letter_unique" unique ("year_id", "grade", "letter");`,
    );

    this.addSql(
      `create table "period" ("id" serial primary key, "year_id" int not null, "kind" text not null, "number" smallint not null, "first_day" date not null, "last_day" date not null, "closed_at" timestamptz(3) null);`,
    );
    this.addSql(
      `alter table "period" add constraint "period_year_id_kind_number_unique" unique ("year_id", "kind", "number");`,
    );

    this.addSql(
      `create table "days_off" ("id" serial primary key, "year_id" int not null, "first_day" date not null, "last_day" date not null, "name" varchar(255) not null, "grade" smallint null);`,
    );

    this.addSql(
      `create table "section" ("id" serial primary key, "key" varchar(255) not null, "name" varchar(255) not null, "description" varchar(255) not null, "position" smallint not null);`,
    );
    this.addSql(`alter table "section" add constraint "section_key_unique" unique ("key");`);

    this.addSql(
      `create table "session" ("id" serial primary key, "person_id" int not null, "token_hash" varchar(64) not null, "csrf_token" varchar(255) not null, "created_at" timestamptz(3) not null, "last_seen_at" timestamptz(3) not null, "ended_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "session_person_id_index" on "session" ("person_id");`);
    this.addSql(`alter table "session" add constraint "session_token_hash_unique" unique ("token_hash");`);

    this.addSql(
      `create table "sign_in_failure" ("id" serial primary key, "login" varchar(255) not null, "address" varchar(255) not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "sign_in_failure_login_index" on "sign_in_failure" ("login");`);
    this.addSql(`create index "sign_in_failure_address_index" on "sign_in_failure" ("address");`);
    this.addSql(`create index "sign_in_failure_at_index" on "sign_in_failure" ("at");`);

    this.addSql(
      `create table "stored_file" ("id" serial primary key, "name" varchar(255) not null, "type" varchar(255) not null, "size" int not null, "sha256" varchar(64) not null, "content" bytea not null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );

    this.addSql(
      `create table "board_document" ("id" serial primary key, "kind" text not null, "year" smallint not null, "number" int not null, "date" date not null, "title" varchar(255) not null, "text" text not null, "signer_id" int not null, "audience" text[] not null, "file_id" int null, "published_at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "board_document" add constraint "board_document_kind_year_number_unique" unique ("kind", "year", "number");`,
    );

    this.addSql(
      `create table "acknowledgement" ("id" serial primary key, "document_id" int not null, "person_id" int not null, "at" timestamptz(3) not null, "through" text not null);`,
    );
    this.addSql(`create index "acknowledgement_person_id_index" on "acknowledgement" ("person_id");`);
    this.addSql(
      `alter table "acknowledgement" add constraint "acknowledgement_document_id_person_id_unique" unique ("document_id", "person_id");`,
    );

    this.addSql(`create table "student" ("id" serial primary key, "person_id" int not null, "birthday" date null);`);
    this.addSql(`alter table "student" add constraint "student_person_id_unique" unique ("person_id");`);

    this.addSql(
      `create table "guardianship" ("id" serial primary key, "parent_id" int not null, "student_id" int not null, "kind" text not null, "since" date not null, "until" date null);`,
    );
    this.addSql(`create index "guardianship_student_id_index" on "guardianship" ("student_id");`);
    this.addSql(
      `alter table "guardianship" add constraint "guardianship_parent_id_student_id_unique" unique ("parent_id", "student_id");`,
    );

    this.addSql(
      `create table "enrolment" ("id" serial primary key, "student_id" int not null, "school_class_id" int not null, "since" date not null, "arrival" text not null, "arrival_order" varchar(255) null, "until" date null, "departure" text null, "departure_order" varchar(255) null);`,
    );
    this.addSql(`create index "enrolment_student_id_index" on "enrolment" ("student_id");`);
    this.addSql(`create index "enrolment_school_class_id_index" on "enrolment" ("school_class_id");`);

    this.addSql(
      `create table "chat" ("id" serial primary key, "person_id" int not null, "messenger" text not null, "address" varchar(255) not null, "linked_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "end_reason" text null, "child_id" int null, "marks_seen_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "chat_person_id_index" on "chat" ("person_id");`);
    this.addSql(`create unique index chat_live on chat (messenger, address) where ended_at is null;`);

    this.addSql(
      `create table "dialogue" ("id" serial primary key, "chat_id" int not null, "name" varchar(255) not null, "step" varchar(255) not null, "facts" jsonb not null, "changed_at" timestamptz(3) not null);`,
    );
    this.addSql(`alter table "dialogue" add constraint "dialogue_chat_id_unique" unique ("chat_id");`);

    this.addSql(
      `create table "delivery" ("id" serial primary key, "notice_id" int not null, "chat_id" int not null, "state" text not null, "attempts" smallint not null default 0, "next_attempt_at" timestamptz(3) not null, "sent_at" timestamptz(3) null, "message_id" varchar(255) null, "error" varchar(255) null);`,
    );
    this.addSql(`create index "delivery_notice_id_index" on "delivery" ("notice_id");`);
    this.addSql(`create index "delivery_chat_id_index" on "delivery" ("chat_id");`);
    this.addSql(`create index delivery_due on delivery (next_attempt_at) where state = 'waiting';`);

    this.addSql(
      `create table "chat_turn" ("id" serial primary key, "chat_id" int not null, "by" text not null, "text" text not null, "buttons" jsonb not null, "screen" varchar(255) null, "argument" varchar(255) null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "chat_turn_chat_id_index" on "chat_turn" ("chat_id");`);

    this.addSql(
      `create table "subject" ("id" serial primary key, "name" varchar(255) not null, "short_name" varchar(255) not null);`,
    );
    this.addSql(`alter table "subject" add constraint "subject_name_unique" unique ("name");`);

    this.addSql(
      `create table "subgroup" ("id" serial primary key, "school_class_id" int not null, "subject_id" int not null, "number" smallint not null);`,
    );
    this.addSql(
      `alter table "subgroup" add constraint "subgroup_school_class_id_subject_id_number_unique" unique ("school_class_id", "subject_id", "number");`,
    );

    this.addSql(
      `create table "subgroup_member" ("id" serial primary key, "subgroup_id" int not null, "student_id" int not null, "since" date not null, "until" date null);`,
    );
    this.addSql(`create index "subgroup_member_subgroup_id_index" on "subgroup_member" ("subgroup_id");`);
    this.addSql(`create index "subgroup_member_student_id_index" on "subgroup_member" ("student_id");`);

    this.addSql(
      `create table "course" ("id" serial primary key, "school_class_id" int not null, "subgroup_id" int null, "subject_id" int not null, "teacher_id" int not null, "hours_per_week" smallint not null, "graded" boolean not null);`,
    );
    this.addSql(`create index "course_school_class_id_index" on "course" ("school_class_id");`);
    this.addSql(`create index "course_teacher_id_index" on "course" ("teacher_id");`);

    this.addSql(
      `create table "timetable_entry" ("id" serial primary key, "course_id" int not null, "weekday" smallint not null, "slot" smallint not null, "room" varchar(255) not null, "since" date not null, "until" date null);`,
    );
    this.addSql(
      `alter table "timetable_entry" add constraint "timetable_entry_course_id_weekday_slot_since_unique" unique ("course_id", "weekday", "slot", "since");`,
    );

    this.addSql(
      `create table "lesson" ("id" serial primary key, "course_id" int not null, "entry_id" int null, "day" date not null, "slot" smallint not null, "room" varchar(255) not null, "topic" text null, "homework" text null, "no_homework" boolean not null default false, "filled_at" timestamptz(3) null, "filled_by_id" int null, "attendance_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "lesson_day_slot_index" on "lesson" ("day", "slot");`);
    this.addSql(
      `alter table "lesson" add constraint "lesson_course_id_day_slot_unique" unique ("course_id", "day", "slot");`,
    );

    this.addSql(
      `create table "substitution" ("id" serial primary key, "lesson_id" int not null, "teacher_id" int not null, "reason" varchar(255) not null, "order_number" varchar(255) null);`,
    );
    this.addSql(`alter table "substitution" add constraint "substitution_lesson_id_unique" unique ("lesson_id");`);
    this.addSql(`create index "substitution_teacher_id_index" on "substitution" ("teacher_id");`);

    this.addSql(
      `create table "absence" ("id" serial primary key, "lesson_id" int not null, "student_id" int not null, "kind" text null, "by_id" int not null, "at" timestamptz(3) not null, "replaces_id" int null, "replaced_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "absence_student_id_at_index" on "absence" ("student_id", "at");`);
    this.addSql(`create unique index absence_current on absence (lesson_id, student_id) where replaced_at is null;`);

    this.addSql(
      `create table "topic" ("id" serial primary key, "section_id" int not null, "title" varchar(255) not null, "author_id" int not null, "at" timestamptz(3) not null, "reply_count" int not null default 0, "last_reply_at" timestamptz(3) not null, "last_reply_by_id" int not null);`,
    );
    this.addSql(`create index "topic_section_id_last_reply_at_index" on "topic" ("section_id", "last_reply_at");`);

    this.addSql(
      `create table "reply" ("id" serial primary key, "topic_id" int not null, "number" int not null, "author_id" int not null, "text" text not null, "at" timestamptz(3) not null, "edited_at" timestamptz(3) null, "quotes_id" int null, "version" int not null default 1);`,
    );
    this.addSql(`alter table "reply" add constraint "reply_topic_id_number_unique" unique ("topic_id", "number");`);

    this.addSql(
      `create table "topic_reading" ("id" serial primary key, "person_id" int not null, "topic_id" int not null, "last_number" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "topic_reading_topic_id_index" on "topic_reading" ("topic_id");`);
    this.addSql(
      `alter table "topic_reading" add constraint "topic_reading_person_id_topic_id_unique" unique ("person_id", "topic_id");`,
    );

    this.addSql(
      `create table "work_kind" ("id" serial primary key, "name" varchar(255) not null, "weight" smallint not null, "control" boolean not null default false, "position" smallint not null);`,
    );
    this.addSql(`alter table "work_kind" add constraint "work_kind_name_unique" unique ("name");`);

    this.addSql(
      `create table "mark" ("id" serial primary key, "lesson_id" int not null, "student_id" int not null, "position" smallint not null default 1, "value" smallint null, "work_kind_id" int not null, "comment" text null, "by_id" int not null, "at" timestamptz(3) not null, "replaces_id" int null, "replaced_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "mark_student_id_at_index" on "mark" ("student_id", "at");`);
    this.addSql(
      `create unique index mark_current on mark (lesson_id, student_id, position) where replaced_at is null;`,
    );

    this.addSql(
      `alter table "incoming_update" add constraint "incoming_update_messenger_check" check ("messenger" in ('web', 'telegram'));`,
    );

    this.addSql(`alter table "person" add constraint "person_sex_check" check ("sex" in ('female', 'male'));`);

    this.addSql(
      `alter table "notice" add constraint "notice_reader_id_foreign" foreign key ("reader_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "link_code" add constraint "link_code_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "assignment" add constraint "assignment_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_role_check" check ("role" in ('director', 'deputy', 'registrar', 'teacher'));`,
    );

    this.addSql(
      `alter table "school_class" add constraint "school_class_year_id_foreign" foreign key ("year_id") references "school_year" ("id");`,
    );
    this.addSql(
      `alter table "school_class" add constraint "school_class_class_teacher_id_foreign" foreign key ("class_teacher_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "school_class" add constraint "school_class_period_kind_check" check ("period_kind" in ('quarter', 'half-year'));`,
    );

    this.addSql(
      `alter table "period" add constraint "period_year_id_foreign" foreign key ("year_id") references "school_year" ("id");`,
    );
    this.addSql(`alter table "period" add constraint "period_kind_check" check ("kind" in ('quarter', 'half-year'));`);

    this.addSql(
      `alter table "days_off" add constraint "days_off_year_id_foreign" foreign key ("year_id") references "school_year" ("id");`,
    );

    this.addSql(
      `alter table "session" add constraint "session_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "stored_file" add constraint "stored_file_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "board_document" add constraint "board_document_signer_id_foreign" foreign key ("signer_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "board_document" add constraint "board_document_file_id_foreign" foreign key ("file_id") references "stored_file" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "board_document" add constraint "board_document_kind_check" check ("kind" in ('order', 'regulation', 'instruction', 'announcement'));`,
    );

    this.addSql(
      `alter table "acknowledgement" add constraint "acknowledgement_document_id_foreign" foreign key ("document_id") references "board_document" ("id");`,
    );
    this.addSql(
      `alter table "acknowledgement" add constraint "acknowledgement_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "acknowledgement" add constraint "acknowledgement_through_check" check ("through" in ('page', 'web', 'telegram'));`,
    );

    this.addSql(
      `alter table "student" add constraint "student_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete restrict;`,
    );

    this.addSql(
      `alter table "guardianship" add constraint "guardianship_parent_id_foreign" foreign key ("parent_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "guardianship" add constraint "guardianship_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "guardianship" add constraint "guardianship_kind_check" check ("kind" in ('mother', 'father', 'guardian'));`,
    );

    this.addSql(
      `alter table "enrolment" add constraint "enrolment_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "enrolment" add constraint "enrolment_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id");`,
    );
    this.addSql(
      `alter table "enrolment" add constraint "enrolment_arrival_check" check ("arrival" in ('enrolled', 'promoted', 'moved', 'returned'));`,
    );
    this.addSql(
      `alter table "enrolment" add constraint "enrolment_departure_check" check ("departure" in ('moved', 'left', 'promoted', 'finished'));`,
    );

    this.addSql(
      `alter table "chat" add constraint "chat_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "chat" add constraint "chat_child_id_foreign" foreign key ("child_id") references "student" ("id") on delete set null;`,
    );
    this.addSql(`alter table "chat" add constraint "chat_messenger_check" check ("messenger" in ('web', 'telegram'));`);
    this.addSql(
      `alter table "chat" add constraint "chat_end_reason_check" check ("end_reason" in ('logout', 'blocked', 'gone', 'relinked', 'revoked'));`,
    );

    this.addSql(
      `alter table "dialogue" add constraint "dialogue_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");`,
    );

    this.addSql(
      `alter table "delivery" add constraint "delivery_notice_id_foreign" foreign key ("notice_id") references "notice" ("id");`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_state_check" check ("state" in ('waiting', 'sent', 'refused'));`,
    );

    this.addSql(
      `alter table "chat_turn" add constraint "chat_turn_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");`,
    );
    this.addSql(`alter table "chat_turn" add constraint "chat_turn_by_check" check ("by" in ('person', 'bot'));`);

    this.addSql(
      `alter table "subgroup" add constraint "subgroup_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id");`,
    );
    this.addSql(
      `alter table "subgroup" add constraint "subgroup_subject_id_foreign" foreign key ("subject_id") references "subject" ("id");`,
    );

    this.addSql(
      `alter table "subgroup_member" add constraint "subgroup_member_subgroup_id_foreign" foreign key ("subgroup_id") references "subgroup" ("id");`,
    );
    this.addSql(
      `alter table "subgroup_member" add constraint "subgroup_member_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );

    this.addSql(
      `alter table "course" add constraint "course_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id");`,
    );
    this.addSql(
      `alter table "course" add constraint "course_subgroup_id_foreign" foreign key ("subgroup_id") references "subgroup" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "course" add constraint "course_subject_id_foreign" foreign key ("subject_id") references "subject" ("id");`,
    );
    this.addSql(
      `alter table "course" add constraint "course_teacher_id_foreign" foreign key ("teacher_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "timetable_entry" add constraint "timetable_entry_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );

    this.addSql(
      `alter table "lesson" add constraint "lesson_course_id_foreign" foreign key ("course_id") references "course" ("id");`,
    );
    this.addSql(
      `alter table "lesson" add constraint "lesson_entry_id_foreign" foreign key ("entry_id") references "timetable_entry" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "lesson" add constraint "lesson_filled_by_id_foreign" foreign key ("filled_by_id") references "person" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "substitution" add constraint "substitution_lesson_id_foreign" foreign key ("lesson_id") references "lesson" ("id");`,
    );
    this.addSql(
      `alter table "substitution" add constraint "substitution_teacher_id_foreign" foreign key ("teacher_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "absence" add constraint "absence_lesson_id_foreign" foreign key ("lesson_id") references "lesson" ("id");`,
    );
    this.addSql(
      `alter table "absence" add constraint "absence_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "absence" add constraint "absence_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "absence" add constraint "absence_replaces_id_foreign" foreign key ("replaces_id") references "absence" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "absence" add constraint "absence_kind_check" check ("kind" in ('unknown', 'ill', 'valid', 'unexcused', 'late'));`,
    );

    this.addSql(
      `alter table "topic" add constraint "topic_section_id_foreign" foreign key ("section_id") references "section" ("id");`,
    );
    this.addSql(
      `alter table "topic" add constraint "topic_author_id_foreign" foreign key ("author_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "topic" add constraint "topic_last_reply_by_id_foreign" foreign key ("last_reply_by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "reply" add constraint "reply_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );
    this.addSql(
      `alter table "reply" add constraint "reply_author_id_foreign" foreign key ("author_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "reply" add constraint "reply_quotes_id_foreign" foreign key ("quotes_id") references "reply" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "topic_reading" add constraint "topic_reading_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "topic_reading" add constraint "topic_reading_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );

    this.addSql(
      `alter table "mark" add constraint "mark_lesson_id_foreign" foreign key ("lesson_id") references "lesson" ("id");`,
    );
    this.addSql(
      `alter table "mark" add constraint "mark_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "mark" add constraint "mark_work_kind_id_foreign" foreign key ("work_kind_id") references "work_kind" ("id");`,
    );
    this.addSql(
      `alter table "mark" add constraint "mark_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "mark" add constraint "mark_replaces_id_foreign" foreign key ("replaces_id") references "mark" ("id") on delete set null;`,
    );
  }
}
