import { Migration } from '@mikro-orm/migrations';

export class Migration20261124210212_class_journal_failed extends Migration {
  override name = 'Migration20261124210212_class_journal_failed';

  override up(): void | Promise<void> {
    this.addSql(`alter table "class_journal" drop constraint "class_journal_state_check";`);
    this.addSql(
      `alter table "class_journal" add constraint "class_journal_state_check" check ("state" in ('waiting', 'done', 'refused', 'failed'));`,
    );
  }
}
