import { Migration } from '@mikro-orm/migrations';

export class Migration20261124101557_notices_without_site_only extends Migration {
  override name = 'Migration20261124101557_notices_without_site_only';

  override up(): void | Promise<void> {
    this.addSql(`alter table "notice" drop column "site_only";`);
  }
}
