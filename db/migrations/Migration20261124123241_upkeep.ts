import { Migration } from '@mikro-orm/migrations';

export class Migration20261124123241_upkeep extends Migration {
  override name = 'Migration20261124123241_upkeep';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "upkeep" ("id" serial primary key, "deed" text not null, "by_id" int null, "at" timestamptz(3) not null, "file" varchar(255) null, "bytes" bigint null, "reason" varchar(255) null);`,
    );
    this.addSql(`create index "upkeep_at_index" on "upkeep" ("at");`);

    this.addSql(
      `alter table "upkeep" add constraint "upkeep_by_id_foreign" foreign key ("by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "upkeep" add constraint "upkeep_deed_check" check ("deed" in ('backup-made', 'backup-failed', 'backup-taken', 'export-made', 'export-failed', 'export-taken', 'diagnosis-taken'));`,
    );
  }
}
