import { Migration } from '@mikro-orm/migrations';

export class Migration20261124122057_reply_files extends Migration {
  override name = 'Migration20261124122057_reply_files';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "reply_file" ("id" serial primary key, "reply_id" int not null, "file_id" int not null, "width" int null, "height" int null, "at" timestamptz(3) not null, "removed_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "reply_file_reply_id_index" on "reply_file" ("reply_id");`);

    this.addSql(
      `create table "reaction" ("id" serial primary key, "reply_id" int not null, "kind" text not null, "person_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "reaction_person_id_index" on "reaction" ("person_id");`);
    this.addSql(
      `alter table "reaction" add constraint "reaction_reply_id_kind_person_id_unique" unique ("reply_id", "kind", "person_id");`,
    );

    this.addSql(
      `alter table "reply_file" add constraint "reply_file_reply_id_foreign" foreign key ("reply_id") references "reply" ("id");`,
    );
    this.addSql(
      `alter table "reply_file" add constraint "reply_file_file_id_foreign" foreign key ("file_id") references "stored_file" ("id");`,
    );

    this.addSql(
      `alter table "reaction" add constraint "reaction_reply_id_foreign" foreign key ("reply_id") references "reply" ("id");`,
    );
    this.addSql(
      `alter table "reaction" add constraint "reaction_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "reaction" add constraint "reaction_kind_check" check ("kind" in ('support', 'thanks', 'smile', 'joy', 'doubt'));`,
    );
  }
}
