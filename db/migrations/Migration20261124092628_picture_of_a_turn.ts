import { Migration } from '@mikro-orm/migrations';

export class Migration20261124092628_picture_of_a_turn extends Migration {
  override name = 'Migration20261124092628_picture_of_a_turn';

  override up(): void | Promise<void> {
    this.addSql(`alter table "chat_turn" add "picture" jsonb null;`);
  }
}
