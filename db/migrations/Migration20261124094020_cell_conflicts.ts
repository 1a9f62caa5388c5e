import { Migration } from '@mikro-orm/migrations';

export class Migration20261124094020_cell_conflicts extends Migration {
  override name = 'Migration20261124094020_cell_conflicts';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "cell_conflict" ("id" serial primary key, "lesson_id" int not null, "student_id" int not null, "by_id" int not null, "typed" varchar(255) not null, "base" varchar(255) not null, "work_kind_id" int null, "at" timestamptz(3) not null, "settled_by_id" int null, "settled_at" timestamptz(3) null, "chosen" text null);`,
    );
    this.addSql(`create index "cell_conflict_lesson_id_index" on "cell_conflict" ("lesson_id");`);
    this.addSql(`create index cell_conflict_open on cell_conflict (lesson_id) where settled_at is null;`);

    this.addSql(
      `alter table "cell_conflict" add constraint "cell_conflict_lesson_id_foreign" foreign key ("lesson_id") references "lesson" ("id");`,
    );
    this.addSql(
      `alter table "cell_conflict" add constraint "cell_conflict_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "cell_conflict" add constraint "cell_conflict_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "cell_conflict" add constraint "cell_conflict_work_kind_id_foreign" foreign key ("work_kind_id") references "work_kind" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "cell_conflict" add constraint "cell_conflict_settled_by_id_foreign" foreign key ("settled_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "cell_conflict" add constraint "cell_conflict_chosen_check" check ("chosen" in ('entry', 'standing', 'renewed', 'withdrawn'));`,
    );
  }
}
