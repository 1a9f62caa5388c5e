import { Migration } from '@mikro-orm/migrations';

export class Migration20261124122152_forum_mirror extends Migration {
  override name = 'Migration20261124122152_forum_mirror';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "mirror_link" ("id" serial primary key, "section_id" int not null, "chat" varchar(255) not null, "title" varchar(255) not null, "by_id" int not null, "linked_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "end_reason" text null, "ended_by_id" int null, "trouble" text null, "next_attempt_at" timestamptz(3) not null, "attempts" smallint not null default 0);`,
    );
    this.addSql(`create unique index mirror_link_living_section on mirror_link (section_id) where ended_at is null;`);
    this.addSql(`create unique index mirror_link_living_chat on mirror_link (chat) where ended_at is null;`);

    this.addSql(
      `create table "mirror_hint" ("id" serial primary key, "link_id" int not null, "thread" varchar(255) not null, "person_hash" varchar(64) not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(
      `alter table "mirror_hint" add constraint "mirror_hint_link_id_thread_person_hash_unique" unique ("link_id", "thread", "person_hash");`,
    );

    this.addSql(
      `create table "mirror_code" ("id" serial primary key, "section_id" int not null, "by_id" int not null, "code_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "mirror_code_section_id_index" on "mirror_code" ("section_id");`);
    this.addSql(`alter table "mirror_code" add constraint "mirror_code_code_hash_unique" unique ("code_hash");`);

    this.addSql(
      `create table "mirror_thread" ("id" serial primary key, "link_id" int not null, "topic_id" int null, "thread" varchar(255) null, "title" varchar(255) null, "closed" boolean not null default false, "introduced" boolean not null default false, "touched" int not null default 0, "looked" int not null default 0, "ended_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "mirror_thread_topic_id_index" on "mirror_thread" ("topic_id");`);
    this.addSql(
      `create unique index mirror_thread_living on mirror_thread (link_id, topic_id) where ended_at is null;`,
    );
    this.addSql(`create index mirror_thread_due on mirror_thread (link_id) where touched > looked;`);
    this.addSql(
      `alter table "mirror_thread" add constraint "mirror_thread_link_id_thread_unique" unique ("link_id", "thread");`,
    );

    this.addSql(
      `create table "mirror_message" ("id" serial primary key, "link_id" int not null, "thread_id" int not null, "reply_id" int not null, "from_group" varchar(255) null, "album" varchar(255) null, "messages" text[] not null default '{}', "version" int not null, "done" smallint not null default 0, "whole" boolean not null, "gone" boolean not null default false, "sent_at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "mirror_message_thread_id_index" on "mirror_message" ("thread_id");`);
    this.addSql(`create index "mirror_message_reply_id_index" on "mirror_message" ("reply_id");`);
    this.addSql(
      `alter table "mirror_message" add constraint "mirror_message_link_id_reply_id_unique" unique ("link_id", "reply_id");`,
    );
    this.addSql(
      `alter table "mirror_message" add constraint "mirror_message_link_id_from_group_unique" unique ("link_id", "from_group");`,
    );

    this.addSql(
      `alter table "mirror_link" add constraint "mirror_link_section_id_foreign" foreign key ("section_id") references "section" ("id");`,
    );
    this.addSql(
      `alter table "mirror_link" add constraint "mirror_link_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "mirror_link" add constraint "mirror_link_ended_by_id_foreign" foreign key ("ended_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "mirror_link" add constraint "mirror_link_end_reason_check" check ("end_reason" in ('unlinked', 'removed', 'gone'));`,
    );
    this.addSql(
      `alter table "mirror_link" add constraint "mirror_link_trouble_check" check ("trouble" in ('no-right', 'no-topics'));`,
    );

    this.addSql(
      `alter table "mirror_hint" add constraint "mirror_hint_link_id_foreign" foreign key ("link_id") references "mirror_link" ("id");`,
    );

    this.addSql(
      `alter table "mirror_code" add constraint "mirror_code_section_id_foreign" foreign key ("section_id") references "section" ("id");`,
    );
    this.addSql(
      `alter table "mirror_code" add constraint "mirror_code_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "mirror_thread" add constraint "mirror_thread_link_id_foreign" foreign key ("link_id") references "mirror_link" ("id");`,
    );
    this.addSql(
      `alter table "mirror_thread" add constraint "mirror_thread_topic_id_foreign" foreign key ("topic_id") references "topic" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "mirror_message" add constraint "mirror_message_link_id_foreign" foreign key ("link_id") references "mirror_link" ("id");`,
    );
    this.addSql(
      `alter table "mirror_message" add constraint "mirror_message_thread_id_foreign" foreign key ("thread_id") references "mirror_thread" ("id");`,
    );
    this.addSql(
      `alter table "mirror_message" add constraint "mirror_message_reply_id_foreign" foreign key ("reply_id") references "reply" ("id");`,
    );
  }
}
