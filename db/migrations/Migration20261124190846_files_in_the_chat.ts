import { Migration } from '@mikro-orm/migrations';

export class Migration20261124190846_files_in_the_chat extends Migration {
  override name = 'Migration20261124190846_files_in_the_chat';

  override up(): void | Promise<void> {
    this.addSql(`alter table "chat_turn" add "file" jsonb null;`);
  }
}
