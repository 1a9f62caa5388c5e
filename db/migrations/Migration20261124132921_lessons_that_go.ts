import { Migration } from '@mikro-orm/migrations';

export class Migration20261124132921_lessons_that_go extends Migration {
  override name = 'Migration20261124132921_lessons_that_go';

  override up(): void | Promise<void> {
    this.addSql(`create index "lesson_homework_for_id_index" on "lesson" ("homework_for_id");`);

    this.addSql(`create index "mark_lesson_id_index" on "mark" ("lesson_id");`);

    this.addSql(`create index "absence_lesson_id_index" on "absence" ("lesson_id");`);
  }
}
