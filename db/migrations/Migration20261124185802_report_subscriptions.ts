import { Migration } from '@mikro-orm/migrations';

export class Migration20261124185802_report_subscriptions extends Migration {
  override name = 'Migration20261124185802_report_subscriptions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "report_subscription" ("id" serial primary key, "person_id" int not null, "report" varchar(255) not null, "chosen" jsonb not null, "format" text not null, "rhythm" text not null, "weekdays" varchar(255) not null default '', "period_kind" text not null, "send_at" varchar(255) not null, "ways" text[] not null, "created_at" timestamptz(3) not null, "since" timestamptz(3) not null, "paused_at" timestamptz(3) null, "ended_at" timestamptz(3) null, "end_reason" text null, "secret" varchar(255) null);`,
    );
    this.addSql(`create index "report_subscription_person_id_index" on "report_subscription" ("person_id");`);
    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_secret_unique" unique ("secret");`,
    );

    this.addSql(
      `create table "report_sending" ("id" serial primary key, "subscription_id" int not null, "day" date null, "state" text not null, "planned_at" timestamptz(3) not null, "queued_at" timestamptz(3) not null, "tries" smallint not null default 0, "done_at" timestamptz(3) null, "file" varchar(255) null, "content" bytea null, "bytes" int null);`,
    );
    this.addSql(`create index report_sending_waiting on report_sending (queued_at) where state = 'waiting';`);
    this.addSql(
      `alter table "report_sending" add constraint "report_sending_subscription_id_day_unique" unique ("subscription_id", "day");`,
    );

    this.addSql(`alter table "notice" add "ways" text[] null;`);

    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_format_check" check ("format" in ('xlsx', 'pdf'));`,
    );
    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_rhythm_check" check ("rhythm" in ('weekdays', 'school-days', 'period-end', 'after-period'));`,
    );
    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_period_kind_check" check ("period_kind" in ('quarter', 'half-year'));`,
    );
    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_end_reason_check" check ("end_reason" in ('own', 'not-theirs'));`,
    );

    this.addSql(
      `alter table "report_sending" add constraint "report_sending_subscription_id_foreign" foreign key ("subscription_id") references "report_subscription" ("id");`,
    );
    this.addSql(
      `alter table "report_sending" add constraint "report_sending_state_check" check ("state" in ('waiting', 'made', 'nothing', 'refused', 'failed', 'missed'));`,
    );
  }
}
