import { Migration } from '@mikro-orm/migrations';

export class Migration20261124091807_tellings extends Migration {
  override name = 'Migration20261124091807_tellings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "telling_choice" ("id" serial primary key, "person_id" int not null, "student_id" int null, "matter" text not null, "choice" text not null);`,
    );
    this.addSql(
      `create unique index telling_choice_once on telling_choice (person_id, matter, coalesce(student_id, 0));`,
    );

    this.addSql(
      `create table "telling_hours" ("person_id" int not null, "quiet_from" varchar(255) not null default '21:00', "quiet_until" varchar(255) not null default '07:00', "digest_at" varchar(255) not null default '19:00', "spoiler" boolean not null default false, primary key ("person_id"));`,
    );

    this.addSql(
      `alter table "notice" add "student_id" int null, add "calm" boolean not null default false, add "stale_at" timestamptz(3) null, add "waits_for" text null, add "outcome" text null, add "digest_id" int null;`,
    );
    this.addSql(`update "notice" set "outcome" = 'at-once' where "sent_out_at" is not null;`);
    this.addSql(
      `update "notice" set "student_id" = ("facts"->>'studentId')::int where "facts"->>'studentId' is not null;`,
    );
    this.addSql(
      `alter table "notice" add constraint "notice_student_id_foreign" foreign key ("student_id") references "student" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "notice" add constraint "notice_digest_id_foreign" foreign key ("digest_id") references "notice" ("id") on delete set null;`,
    );
    this.addSql(`create index "notice_student_id_index" on "notice" ("student_id");`);
    this.addSql(`create index "notice_digest_id_index" on "notice" ("digest_id");`);
    this.addSql(
      `alter table "notice" add constraint "notice_waits_for_check" check ("waits_for" in ('digest', 'morning'));`,
    );
    this.addSql(
      `alter table "notice" add constraint "notice_outcome_check" check ("outcome" in ('at-once', 'digest', 'never', 'ended'));`,
    );

    this.addSql(
      `alter table "telling_choice" add constraint "telling_choice_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "telling_choice" add constraint "telling_choice_student_id_foreign" foreign key ("student_id") references "student" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "telling_choice" add constraint "telling_choice_matter_check" check ("matter" in ('mark', 'absence', 'homework', 'forecast', 'final', 'substitution', 'letter', 'announcement', 'missing', 'absence-note', 'reply'));`,
    );
    this.addSql(
      `alter table "telling_choice" add constraint "telling_choice_choice_check" check ("choice" in ('at-once', 'digest', 'never'));`,
    );

    this.addSql(
      `alter table "telling_hours" add constraint "telling_hours_person_id_foreign" foreign key ("person_id") references "person" ("id") on update cascade on delete cascade;`,
    );
  }
}
