import { Migration } from '@mikro-orm/migrations';

export class Migration20261124070525_history_chain extends Migration {
  override name = 'Migration20261124070525_history_chain';

  override up(): void | Promise<void> {
    this.addSql(`alter table "change" alter column "id" drop default;`);

    this.addSql(`alter table "change" alter column "by_id" drop not null;`);
    this.addSql(
      `create or replace function "change_append_only_fn"() returns trigger as $$ begin raise exception 'the history of the journal is only appended to'; end; $$ language plpgsql;`,
    );
    this.addSql(
      `create trigger "append_only" BEFORE UPDATE OR DELETE on "change" for each ROW execute function "change_append_only_fn"();`,
    );
    // By hand: what reads the tables for the generator does not see triggers of TRUNCATE.
    this.addSql(
      `create trigger "append_only_whole" before truncate on "change" for each statement execute function "change_append_only_fn"();`,
    );
  }
}
