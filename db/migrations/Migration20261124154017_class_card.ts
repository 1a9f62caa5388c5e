import { Migration } from '@mikro-orm/migrations';

export class Migration20261124154017_class_card extends Migration {
  override name = 'Migration20261124154017_class_card';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "data_correction" ("id" serial primary key, "person_id" int not null, "proposed" jsonb not null, "by_id" int not null, "at" timestamptz(3) not null, "state" text not null, "settled_by_id" int null, "settled_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "data_correction_person_id_index" on "data_correction" ("person_id");`);
    this.addSql(`create unique index data_correction_waiting on data_correction (person_id) where state = 'waiting';`);

    this.addSql(
      `create table "card_reading" ("id" serial primary key, "reader_id" int not null, "at" timestamptz(3) not null, "what" text not null, "school_class_id" int null, "person_id" int null);`,
    );
    this.addSql(`create index "card_reading_reader_id_index" on "card_reading" ("reader_id");`);
    this.addSql(`create index "card_reading_at_index" on "card_reading" ("at");`);
    this.addSql(`create index "card_reading_school_class_id_index" on "card_reading" ("school_class_id");`);
    this.addSql(`create index "card_reading_person_id_index" on "card_reading" ("person_id");`);

    this.addSql(
      `create table "medical_certificate" ("id" serial primary key, "student_id" int not null, "kind" text not null, "since" date not null, "until" date not null, "number" varchar(40) null, "entered_by_id" int not null, "entered_at" timestamptz(3) not null, "withdrawn_by_id" int null, "withdrawn_at" timestamptz(3) null, "reminded_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "medical_certificate_student_id_index" on "medical_certificate" ("student_id");`);
    this.addSql(`create index "medical_certificate_until_index" on "medical_certificate" ("until");`);

    this.addSql(
      `create table "card_change" ("id" serial primary key, "person_id" int not null, "student_id" int null, "field" text not null, "before" text null, "after" text null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );
    this.addSql(`create index "card_change_person_id_index" on "card_change" ("person_id");`);

    this.addSql(`alter table "person" add "address" varchar(300) null, add "workplace" varchar(200) null;`);

    this.addSql(`alter table "school" add "card_reading_days" smallint not null default 1095;`);

    this.addSql(
      `alter table "data_correction" add constraint "data_correction_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "data_correction" add constraint "data_correction_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "data_correction" add constraint "data_correction_settled_by_id_foreign" foreign key ("settled_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "data_correction" add constraint "data_correction_state_check" check ("state" in ('waiting', 'accepted', 'declined', 'replaced'));`,
    );

    this.addSql(
      `alter table "card_reading" add constraint "card_reading_reader_id_foreign" foreign key ("reader_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "card_reading" add constraint "card_reading_school_class_id_foreign" foreign key ("school_class_id") references "school_class" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "card_reading" add constraint "card_reading_person_id_foreign" foreign key ("person_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "card_reading" add constraint "card_reading_what_check" check ("what" in ('class', 'sheet', 'sheet-with-health', 'person'));`,
    );

    this.addSql(
      `alter table "medical_certificate" add constraint "medical_certificate_student_id_foreign" foreign key ("student_id") references "student" ("id");`,
    );
    this.addSql(
      `alter table "medical_certificate" add constraint "medical_certificate_entered_by_id_foreign" foreign key ("entered_by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "medical_certificate" add constraint "medical_certificate_withdrawn_by_id_foreign" foreign key ("withdrawn_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "medical_certificate" add constraint "medical_certificate_kind_check" check ("kind" in ('basic', 'preparatory', 'special-a', 'special-b', 'released'));`,
    );

    this.addSql(
      `alter table "card_change" add constraint "card_change_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "card_change" add constraint "card_change_student_id_foreign" foreign key ("student_id") references "student" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "card_change" add constraint "card_change_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "card_change" add constraint "card_change_field_check" check ("field" in ('phone', 'email', 'address', 'workplace', 'birthday', 'kinship', 'subgroup'));`,
    );
  }
}
