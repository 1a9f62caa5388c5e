import { Migration } from '@mikro-orm/migrations';

export class Migration20261124105250_forum_suggestions extends Migration {
  override name = 'Migration20261124105250_forum_suggestions';

  override up(): void | Promise<void> {
    this.addSql(`alter table "section" add "suggestions" boolean not null default false;`);

    this.addSql(`alter table "topic" add "suggestion_state" text null, add "suggestion_reason" text null;`);
    this.addSql(
      `alter table "topic" add constraint "topic_suggestion_state_check" check ("suggestion_state" in ('new', 'planned', 'done', 'declined'));`,
    );
  }
}
