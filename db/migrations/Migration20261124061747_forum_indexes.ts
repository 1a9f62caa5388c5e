import { Migration } from '@mikro-orm/migrations';

export class Migration20261124061747_forum_indexes extends Migration {
  override name = 'Migration20261124061747_forum_indexes';

  override up(): void | Promise<void> {
    this.addSql(`create index "topic_last_reply_at_index" on "topic" ("last_reply_at");`);

    this.addSql(`create index "reply_author_id_at_index" on "reply" ("author_id", "at");`);
  }
}
