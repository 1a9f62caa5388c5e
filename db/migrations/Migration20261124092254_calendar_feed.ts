import { Migration } from '@mikro-orm/migrations';

export class Migration20261124092254_calendar_feed extends Migration {
  override name = 'Migration20261124092254_calendar_feed';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "calendar_feed" ("id" serial primary key, "person_id" int not null, "student_id" int null, "token_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "revoked_at" timestamptz(3) null, "last_read_at" timestamptz(3) null, "shown" jsonb not null default '{}');`,
    );
    this.addSql(`create index "calendar_feed_person_id_index" on "calendar_feed" ("person_id");`);
    this.addSql(`alter table "calendar_feed" add constraint "calendar_feed_token_hash_unique" unique ("token_hash");`);

    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_student_id_foreign" foreign key ("student_id") references "student" ("id") on delete cascade;`,
    );
  }
}
