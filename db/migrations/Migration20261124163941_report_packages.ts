import { Migration } from '@mikro-orm/migrations';

export class Migration20261124163941_report_packages extends Migration {
  override name = 'Migration20261124163941_report_packages';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "report_package" ("id" serial primary key, "term" varchar(255) not null, "year_from" date not null, "by_id" int not null, "at" timestamptz(3) not null, "state" text not null, "done" int not null default 0, "total" int not null default 0, "content" bytea null, "bytes" int null, "finished_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "report_package_by_id_index" on "report_package" ("by_id");`);

    this.addSql(
      `alter table "report_package" add constraint "report_package_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "report_package" add constraint "report_package_state_check" check ("state" in ('waiting', 'done', 'refused'));`,
    );
  }
}
