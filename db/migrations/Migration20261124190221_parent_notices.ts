import { Migration } from '@mikro-orm/migrations';

export class Migration20261124190221_parent_notices extends Migration {
  override name = 'Migration20261124190221_parent_notices';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "parent_notice" ("id" serial primary key, "student_id" int not null, "school_class_id" int not null, "period_id" int not null, "way" text not null, "subjects" jsonb not null, "by_id" int not null, "at" timestamptz(3) not null, "taken_back_at" timestamptz(3) null, "taken_back_by_id" int null, "returned_on" date null, "returned_by_id" int null, "returned_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "parent_notice_student_id_index" on "parent_notice" ("student_id");`);
    this.addSql(
      `create index "parent_notice_school_class_id_period_id_index" on "parent_notice" ("school_class_id", "period_id");`,
    );

    this.addSql(
      `create table "noticed_parent" ("id" serial primary key, "parent_notice_id" int not null, "parent_id" int not null, "confirmed_at" timestamptz(3) null, "through" text null);`,
    );
    this.addSql(`create index "noticed_parent_parent_id_index" on "noticed_parent" ("parent_id");`);
    this.addSql(
      `alter table "noticed_parent" add constraint "noticed_parent_parent_notice_id_parent_id_unique" unique ("parent_notice_id", "parent_id");`,
    );

    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id");`,
    );
    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_period_id_foreign" foreign key ("period_id") references "period" ("id");`,
    );
    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_taken_back_by_id_foreign" foreign key ("taken_back_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_returned_by_id_foreign" foreign key ("returned_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "parent_notice" add constraint "parent_notice_way_check" check ("way" in ('sent', 'paper'));`,
    );

    this.addSql(
      `alter table "noticed_parent" add constraint "noticed_parent_parent_notice_id_foreign" foreign key ("parent_notice_id") references "parent_notice" ("id");`,
    );
    this.addSql(
      `alter table "noticed_parent" add constraint "noticed_parent_parent_id_foreign" foreign key ("parent_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "noticed_parent" add constraint "noticed_parent_through_check" check ("through" in ('page', 'web', 'telegram', 'email', 'push'));`,
    );
  }
}
