import { Migration } from '@mikro-orm/migrations';

export class Migration20261124142731_accounts extends Migration {
  override name = 'Migration20261124142731_accounts';

  override up(): void | Promise<void> {
    this.addSql(`alter table "session" add "shared" boolean not null default false;`);
  }
}
