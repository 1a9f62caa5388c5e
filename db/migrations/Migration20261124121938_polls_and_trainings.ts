import { Migration } from '@mikro-orm/migrations';

export class Migration20261124121938_polls_and_trainings extends Migration {
  override name = 'Migration20261124121938_polls_and_trainings';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "poll" ("id" serial primary key, "topic_id" int not null, "author_id" int not null, "question" varchar(255) not null, "several" boolean not null, "secret" boolean not null, "at" timestamptz(3) not null, "ends_at" timestamptz(3) null, "closed_at" timestamptz(3) null, "closed_by_id" int null, "closed_reason" text null, "voters" int not null default 0);`,
    );
    this.addSql(`create index "poll_topic_id_index" on "poll" ("topic_id");`);
    this.addSql(`create index "poll_ends_at_index" on "poll" ("ends_at");`);

    this.addSql(
      `create table "poll_option" ("id" serial primary key, "poll_id" int not null, "number" smallint not null, "text" varchar(255) not null, "votes" int not null default 0);`,
    );
    this.addSql(
      `alter table "poll_option" add constraint "poll_option_poll_id_number_unique" unique ("poll_id", "number");`,
    );

    this.addSql(
      `create table "poll_ballot" ("id" serial primary key, "poll_id" int not null, "person_id" int not null);`,
    );
    this.addSql(`create index "poll_ballot_person_id_index" on "poll_ballot" ("person_id");`);
    this.addSql(
      `alter table "poll_ballot" add constraint "poll_ballot_poll_id_person_id_unique" unique ("poll_id", "person_id");`,
    );

    this.addSql(
      `create table "poll_choice" ("id" serial primary key, "ballot_id" int not null, "option_id" int not null);`,
    );
    this.addSql(`create index "poll_choice_option_id_index" on "poll_choice" ("option_id");`);
    this.addSql(
      `alter table "poll_choice" add constraint "poll_choice_ballot_id_option_id_unique" unique ("ballot_id", "option_id");`,
    );

    this.addSql(
      `create table "training" ("id" serial primary key, "title" varchar(255) not null, "text" text not null, "place" varchar(255) not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "audience" text[] not null, "capacity" smallint null, "organiser_id" int not null, "document_id" int null, "announced_at" timestamptz(3) not null, "changed_at" timestamptz(3) null, "cancelled_at" timestamptz(3) null, "cancelled_reason" text null, "cancelled_by_id" int null, "marked_at" timestamptz(3) null, "marked_by_id" int null, "hour_told_at" timestamptz(3) null, "version" int not null default 1);`,
    );
    this.addSql(`create index "training_starts_at_index" on "training" ("starts_at");`);
    this.addSql(`create index "training_document_id_index" on "training" ("document_id");`);

    this.addSql(
      `create table "training_answer" ("id" serial primary key, "training_id" int not null, "person_id" int not null, "coming" boolean not null, "at" timestamptz(3) not null, "through" text not null);`,
    );
    this.addSql(`create index "training_answer_person_id_index" on "training_answer" ("person_id");`);
    this.addSql(
      `alter table "training_answer" add constraint "training_answer_training_id_person_id_unique" unique ("training_id", "person_id");`,
    );

    this.addSql(
      `create table "training_attendance" ("id" serial primary key, "training_id" int not null, "person_id" int not null, "came" boolean not null);`,
    );
    this.addSql(`create index "training_attendance_person_id_index" on "training_attendance" ("person_id");`);
    this.addSql(
      `alter table "training_attendance" add constraint "training_attendance_training_id_person_id_unique" unique ("training_id", "person_id");`,
    );

    this.addSql(`alter table "moderation" drop constraint "moderation_deed_check";`);
    this.addSql(
      `alter table "moderation" add constraint "moderation_deed_check" check ("deed" in ('pin', 'unpin', 'close', 'open', 'move', 'hide', 'restore', 'split', 'merge', 'close-poll'));`,
    );

    this.addSql(
      `alter table "poll" add constraint "poll_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );
    this.addSql(
      `alter table "poll" add constraint "poll_author_id_foreign" foreign key ("author_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "poll" add constraint "poll_closed_by_id_foreign" foreign key ("closed_by_id") references "person" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "poll_option" add constraint "poll_option_poll_id_foreign" foreign key ("poll_id") references "poll" ("id");`,
    );

    this.addSql(
      `alter table "poll_ballot" add constraint "poll_ballot_poll_id_foreign" foreign key ("poll_id") references "poll" ("id");`,
    );
    this.addSql(
      `alter table "poll_ballot" add constraint "poll_ballot_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "poll_choice" add constraint "poll_choice_ballot_id_foreign" foreign key ("ballot_id") references "poll_ballot" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "poll_choice" add constraint "poll_choice_option_id_foreign" foreign key ("option_id") references "poll_option" ("id");`,
    );

    this.addSql(
      `alter table "training" add constraint "training_organiser_id_foreign" foreign key ("organiser_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "training" add constraint "training_document_id_foreign" foreign key ("document_id") references "board_document" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "training" add constraint "training_cancelled_by_id_foreign" foreign key ("cancelled_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "training" add constraint "training_marked_by_id_foreign" foreign key ("marked_by_id") references "person" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "training_answer" add constraint "training_answer_training_id_foreign" foreign key ("training_id") references "training" ("id");`,
    );
    this.addSql(
      `alter table "training_answer" add constraint "training_answer_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "training_answer" add constraint "training_answer_through_check" check ("through" in ('page', 'web', 'telegram', 'email', 'push'));`,
    );

    this.addSql(
      `alter table "training_attendance" add constraint "training_attendance_training_id_foreign" foreign key ("training_id") references "training" ("id");`,
    );
    this.addSql(
      `alter table "training_attendance" add constraint "training_attendance_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
  }
}
