import { Migration } from '@mikro-orm/migrations';

export class Migration20261124091910_letters extends Migration {
  override name = 'Migration20261124091910_letters';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "reply_reading" ("id" serial primary key, "reply_id" int not null, "person_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "reply_reading_person_id_index" on "reply_reading" ("person_id");`);
    this.addSql(
      `alter table "reply_reading" add constraint "reply_reading_reply_id_person_id_unique" unique ("reply_id", "person_id");`,
    );

    this.addSql(
      `create table "participant" ("id" serial primary key, "topic_id" int not null, "person_id" int not null);`,
    );
    this.addSql(`create index "participant_person_id_index" on "participant" ("person_id");`);
    this.addSql(
      `alter table "participant" add constraint "participant_topic_id_person_id_unique" unique ("topic_id", "person_id");`,
    );

    this.addSql(
      `create table "consultation" ("id" serial primary key, "topic_id" int not null, "state" text not null, "due_at" timestamptz(3) not null, "taken_by_id" int null, "answered_at" timestamptz(3) null, "closed_at" timestamptz(3) null);`,
    );
    this.addSql(`alter table "consultation" add constraint "consultation_topic_id_unique" unique ("topic_id");`);
    this.addSql(`create index "consultation_state_due_at_index" on "consultation" ("state", "due_at");`);

    this.addSql(`alter table "topic" drop constraint "topic_section_id_foreign";`);

    this.addSql(`alter table "person" add "office_hours" varchar(255) null;`);

    this.addSql(`alter table "topic" add "kind" text not null default 'talk', add "student_id" int null;`);
    this.addSql(
      `alter table "topic" add constraint "topic_student_id_foreign" foreign key ("student_id") references "student" ("id") on delete set null;`,
    );
    this.addSql(`alter table "topic" alter column "section_id" drop not null;`);
    this.addSql(
      `alter table "topic" add constraint "topic_section_id_foreign" foreign key ("section_id") references "section" ("id") on delete set null;`,
    );
    this.addSql(`create index "topic_student_id_index" on "topic" ("student_id");`);
    this.addSql(
      `alter table "topic" add constraint "topic_kind_check" check ("kind" in ('talk', 'letter', 'consultation'));`,
    );

    this.addSql(`alter table "reply" add "site_only" boolean not null default false;`);

    this.addSql(
      `alter table "reply_reading" add constraint "reply_reading_reply_id_foreign" foreign key ("reply_id") references "reply" ("id");`,
    );
    this.addSql(
      `alter table "reply_reading" add constraint "reply_reading_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "participant" add constraint "participant_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );
    this.addSql(
      `alter table "participant" add constraint "participant_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "consultation" add constraint "consultation_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );
    this.addSql(
      `alter table "consultation" add constraint "consultation_taken_by_id_foreign" foreign key ("taken_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "consultation" add constraint "consultation_state_check" check ("state" in ('new', 'in-work', 'answered', 'closed'));`,
    );
  }
}
