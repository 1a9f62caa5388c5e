import { Migration } from '@mikro-orm/migrations';

export class Migration20261124164606_stood_in extends Migration {
  override name = 'Migration20261124164606_stood_in';

  override up(): void | Promise<void> {
    this.addSql(`alter table "telling_choice" drop constraint "telling_choice_matter_check";`);
    this.addSql(
      `alter table "telling_choice" add constraint "telling_choice_matter_check" check ("matter" in ('mark', 'absence', 'homework', 'forecast', 'final', 'substitution', 'letter', 'announcement', 'missing', 'stood-in', 'absence-note', 'reply', 'mention', 'topic'));`,
    );
  }
}
