import { Migration } from '@mikro-orm/migrations';

export class Migration20261124104546_forum_sections_for_roles extends Migration {
  override name = 'Migration20261124104546_forum_sections_for_roles';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "section" add "readers" text[] not null default '{staff}', add "writers" text[] not null default '{staff}';`,
    );
  }
}
