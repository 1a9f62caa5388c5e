import { Migration } from '@mikro-orm/migrations';

export class Migration20261124102407_acknowledge_by extends Migration {
  override name = 'Migration20261124102407_acknowledge_by';

  override up(): void | Promise<void> {
    this.addSql(`alter table "board_document" add "acknowledge_by" date null;`);
  }
}
