import { Migration } from '@mikro-orm/migrations';

export class Migration20261124063214_marks_seen_of_each_student extends Migration {
  override name = 'Migration20261124063214_marks_seen_of_each_student';

  override up(): void | Promise<void> {
    this.addSql(`alter table "chat" drop column "marks_seen_at";`);
    this.addSql(`alter table "chat" add "marks_seen" jsonb not null default '{}';`);
  }
}
