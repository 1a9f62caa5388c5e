import { Migration } from '@mikro-orm/migrations';

export class Migration20261124103410_board_draft extends Migration {
  override name = 'Migration20261124103410_board_draft';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "board_draft" ("id" serial primary key, "kind" text not null, "title" varchar(255) not null, "text" text not null, "audience" text[] not null, "acknowledge_by" date null, "deadline_period_id" int null, "deadline_day" date null, "file_id" int null, "author_id" int not null, "editor_id" int not null, "edited_at" timestamptz(3) not null, "publisher_id" int null, "publish_at" timestamptz(3) null, "held_at" timestamptz(3) null, "version" int not null default 1);`,
    );
    this.addSql(`create index "board_draft_publish_at_index" on "board_draft" ("publish_at");`);

    this.addSql(
      `alter table "board_draft" add constraint "board_draft_deadline_period_id_foreign" foreign key ("deadline_period_id") references "period" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "board_draft" add constraint "board_draft_file_id_foreign" foreign key ("file_id") references "stored_file" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "board_draft" add constraint "board_draft_author_id_foreign" foreign key ("author_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "board_draft" add constraint "board_draft_editor_id_foreign" foreign key ("editor_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "board_draft" add constraint "board_draft_publisher_id_foreign" foreign key ("publisher_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "board_draft" add constraint "board_draft_kind_check" check ("kind" in ('order', 'regulation', 'instruction', 'announcement'));`,
    );
  }
}
