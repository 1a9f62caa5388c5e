import { Migration } from '@mikro-orm/migrations';

export class Migration20261124092123_forum_search extends Migration {
  override name = 'Migration20261124092123_forum_search';

  override up(): void | Promise<void> {
    this.addSql(
      `create index topic_words on topic using gin ((to_tsvector('russian', title) || to_tsvector('simple', title)));`,
    );

    this.addSql(
      `create index reply_words on reply using gin ((to_tsvector('russian', text) || to_tsvector('simple', text)));`,
    );
  }
}
