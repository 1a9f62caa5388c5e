import { Migration } from '@mikro-orm/migrations';

export class Migration20261124134653_import_runs extends Migration {
  override name = 'Migration20261124134653_import_runs';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "import_run" ("id" serial primary key, "kind" text not null, "file_name" varchar(255) not null, "rows" jsonb null, "basis" varchar(64) not null, "by_id" int not null, "at" timestamptz(3) not null, "state" text not null, "done" int not null default 0, "total" int not null default 0, "reason" varchar(255) null, "finished_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "import_run_by_id_index" on "import_run" ("by_id");`);

    this.addSql(
      `alter table "import_run" add constraint "import_run_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "import_run" add constraint "import_run_kind_check" check ("kind" in ('people', 'load'));`,
    );
    this.addSql(
      `alter table "import_run" add constraint "import_run_state_check" check ("state" in ('shown', 'waiting', 'done', 'refused'));`,
    );
  }
}
