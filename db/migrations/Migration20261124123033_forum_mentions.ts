import { Migration } from '@mikro-orm/migrations';

export class Migration20261124123033_forum_mentions extends Migration {
  override name = 'Migration20261124123033_forum_mentions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "section_subscription" ("id" serial primary key, "person_id" int not null, "section_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "section_subscription_section_id_index" on "section_subscription" ("section_id");`);
    this.addSql(
      `alter table "section_subscription" add constraint "section_subscription_person_id_section_id_unique" unique ("person_id", "section_id");`,
    );

    this.addSql(
      `create table "mention" ("id" serial primary key, "reply_id" int not null, "person_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "mention_person_id_index" on "mention" ("person_id");`);
    this.addSql(
      `alter table "mention" add constraint "mention_reply_id_person_id_unique" unique ("reply_id", "person_id");`,
    );

    this.addSql(
      `create table "topic_subscription" ("id" serial primary key, "person_id" int not null, "topic_id" int not null, "way" text not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "topic_subscription_topic_id_index" on "topic_subscription" ("topic_id");`);
    this.addSql(
      `alter table "topic_subscription" add constraint "topic_subscription_person_id_topic_id_unique" unique ("person_id", "topic_id");`,
    );

    this.addSql(`alter table "moderation" drop constraint "moderation_topic_id_foreign";`);

    this.addSql(`alter table "section" add "archived_at" timestamptz(3) null;`);

    this.addSql(`alter table "telling_choice" drop constraint "telling_choice_matter_check";`);
    this.addSql(
      `alter table "telling_choice" add constraint "telling_choice_matter_check" check ("matter" in ('mark', 'absence', 'homework', 'forecast', 'final', 'substitution', 'letter', 'announcement', 'missing', 'absence-note', 'reply', 'mention', 'topic'));`,
    );

    this.addSql(`alter table "moderation" drop constraint "moderation_deed_check";`);
    this.addSql(`alter table "moderation" add "section_id" int null, add "change" jsonb null;`);
    this.addSql(
      `alter table "moderation" add constraint "moderation_section_id_foreign" foreign key ("section_id") references "section" ("id") on delete set null;`,
    );
    this.addSql(`alter table "moderation" alter column "topic_id" drop not null;`);
    this.addSql(
      `alter table "moderation" add constraint "moderation_topic_id_foreign" foreign key ("topic_id") references "topic" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "moderation" add constraint "moderation_deed_check" check ("deed" in ('pin', 'unpin', 'close', 'open', 'move', 'hide', 'restore', 'split', 'merge', 'close-poll', 'section-create', 'section-change', 'section-archive', 'section-reopen'));`,
    );

    this.addSql(
      `alter table "section_subscription" add constraint "section_subscription_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "section_subscription" add constraint "section_subscription_section_id_foreign" foreign key ("section_id") references "section" ("id");`,
    );

    this.addSql(
      `alter table "mention" add constraint "mention_reply_id_foreign" foreign key ("reply_id") references "reply" ("id");`,
    );
    this.addSql(
      `alter table "mention" add constraint "mention_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "topic_subscription" add constraint "topic_subscription_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "topic_subscription" add constraint "topic_subscription_topic_id_foreign" foreign key ("topic_id") references "topic" ("id");`,
    );
    this.addSql(
      `alter table "topic_subscription" add constraint "topic_subscription_way_check" check ("way" in ('follow', 'unfollow', 'mute'));`,
    );
  }
}
