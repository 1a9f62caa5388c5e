import { Migration } from '@mikro-orm/migrations';

export class Migration20261124102530_forum_moderation extends Migration {
  override name = 'Migration20261124102530_forum_moderation';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "reply_version" ("id" serial primary key, "reply_id" int not null, "text" text not null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "reply_version_reply_id_index" on "reply_version" ("reply_id");`);

    this.addSql(
      `create table "moderation" ("id" serial primary key, "deed" text not null, "topic_id" int not null, "reply_id" int null, "other_topic_id" int null, "from_section_id" int null, "to_section_id" int null, "reason" text null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "moderation_topic_id_index" on "moderation" ("topic_id");`);
    this.addSql(`create index "moderation_at_index" on "moderation" ("at");`);

    this.addSql(`drop index "topic_section_id_last_reply_at_index";`);
    this.addSql(
      `alter table "topic" add "pinned" boolean not null default false, add "closed_at" timestamptz(3) null, add "closed_reason" text null, add "merged_into_id" int null;`,
    );
    this.addSql(
      `alter table "topic" add constraint "topic_merged_into_id_foreign" foreign key ("merged_into_id") references "topic" ("id") on delete set null;`,
    );
    this.addSql(`create index "topic_merged_into_id_index" on "topic" ("merged_into_id");`);
    this.addSql(
      `create index "topic_section_id_pinned_last_reply_at_index" on "topic" ("section_id", "pinned", "last_reply_at");`,
    );
    this.addSql(`create index "topic_pinned_last_reply_at_index" on "topic" ("pinned", "last_reply_at");`);

    this.addSql(
      `alter table "reply" add "hidden_at" timestamptz(3) null, add "hidden_by_id" int null, add "hidden_reason" text null;`,
    );
    this.addSql(
      `alter table "reply" add constraint "reply_hidden_by_id_foreign" foreign key ("hidden_by_id") references "person" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "reply_version" add constraint "reply_version_reply_id_foreign" foreign key ("reply_id") references "reply" ("id");`,
    );
    this.addSql(
      `alter table "reply_version" add constraint "reply_version_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "moderation" add constraint "moderation_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_reply_id_foreign" foreign key ("reply_id") references "reply" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_other_topic_id_foreign" foreign key ("other_topic_id") references "topic" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_from_section_id_foreign" foreign key ("from_section_id") references "section" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_to_section_id_foreign" foreign key ("to_section_id") references "section" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_deed_check" check ("deed" in ('pin', 'unpin', 'close', 'open', 'move', 'hide', 'restore', 'split', 'merge'));`,
    );
  }
}
