import { Migration } from '@mikro-orm/migrations';

export class Migration20261124190406_class_journals extends Migration {
  override name = 'Migration20261124190406_class_journals';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "class_journal" ("id" serial primary key, "school_class_id" int not null, "by_id" int not null, "at" timestamptz(3) not null, "state" text not null, "done" int not null default 0, "total" int not null default 0, "content" bytea null, "bytes" int null, "finished_at" timestamptz(3) null, "as_of" timestamptz(3) null, "hash" varchar(64) null, "records" int null, "last_record" int null, "months" jsonb null);`,
    );
    this.addSql(`create index "class_journal_school_class_id_index" on "class_journal" ("school_class_id");`);
    this.addSql(`create index "class_journal_by_id_index" on "class_journal" ("by_id");`);
    this.addSql(`create index "class_journal_hash_index" on "class_journal" ("hash");`);

    this.addSql(
      `alter table "class_journal" add constraint "class_journal_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on delete cascade;`,
    );
    this.addSql(
      `alter table "class_journal" add constraint "class_journal_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "class_journal" add constraint "class_journal_state_check" check ("state" in ('waiting', 'done', 'refused'));`,
    );
  }
}
