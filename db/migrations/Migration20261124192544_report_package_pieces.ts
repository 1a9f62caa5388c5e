import { Migration } from '@mikro-orm/migrations';

export class Migration20261124192544_report_package_pieces extends Migration {
  override name = 'Migration20261124192544_report_package_pieces';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "report_package_piece" ("id" serial primary key, "package_id" int not null, "number" int not null, "content" bytea not null);`,
    );
    this.addSql(
      `alter table "report_package_piece" add constraint "report_package_piece_package_id_number_unique" unique ("package_id", "number");`,
    );

    // What is made already stays to be fetched, as one piece.
    this.addSql(
      `insert into "report_package_piece" ("package_id", "number", "content") select "id", 0, "content" from "report_package" where "content" is not null;`,
    );
    this.addSql(`alter table "report_package" drop constraint "report_package_state_check";`);
    this.addSql(`alter table "report_package" drop column "content";`);
    this.addSql(
      `alter table "report_package" add constraint "report_package_state_check" check ("state" in ('waiting', 'done', 'refused', 'cancelled', 'failed'));`,
    );

    this.addSql(
      `alter table "report_package_piece" add constraint "report_package_piece_package_id_foreign" foreign key ("package_id") references "report_package" ("id") on delete cascade;`,
    );
  }
}
