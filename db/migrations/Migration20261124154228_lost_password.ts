import { Migration } from '@mikro-orm/migrations';

export class Migration20261124154228_lost_password extends Migration {
  override name = 'Migration20261124154228_lost_password';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "lost_password" ("id" serial primary key, "person_id" int not null, "code_hash" varchar(64) not null, "sent_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "lost_password_person_id_index" on "lost_password" ("person_id");`);
    this.addSql(`alter table "lost_password" add constraint "lost_password_code_hash_unique" unique ("code_hash");`);

    this.addSql(
      `alter table "lost_password" add constraint "lost_password_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
  }
}
