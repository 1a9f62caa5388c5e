import { Migration } from '@mikro-orm/migrations';

export class Migration20261124091131_channels extends Migration {
  override name = 'Migration20261124091131_channels';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "email_confirmation" ("id" serial primary key, "person_id" int not null, "address" varchar(255) not null, "text_version" varchar(255) not null, "asked_at" timestamptz(3) not null, "code_hash" varchar(64) null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null);`,
    );
    this.addSql(`create index "email_confirmation_person_id_index" on "email_confirmation" ("person_id");`);
    this.addSql(
      `alter table "email_confirmation" add constraint "email_confirmation_code_hash_unique" unique ("code_hash");`,
    );

    this.addSql(
      `create table "consent" ("id" serial primary key, "person_id" int not null, "scope" text not null, "form" text not null, "text_version" varchar(255) not null, "signed_on" date not null, "given_at" timestamptz(3) not null, "recorded_by_id" int not null, "withdrawn_at" timestamptz(3) null, "withdrawn_by_id" int null);`,
    );
    this.addSql(`create index "consent_person_id_index" on "consent" ("person_id");`);
    this.addSql(`create unique index consent_living on consent (person_id, scope) where withdrawn_at is null;`);

    this.addSql(
      `create table "channel_switch" ("id" serial primary key, "channel" text not null, "mode" text not null, "by_id" int not null, "at" timestamptz(3) not null);`,
    );

    this.addSql(
      `create table "vapid_keys" ("id" serial primary key, "public_key" varchar(255) not null, "private_key" varchar(255) not null, "made_at" timestamptz(3) not null);`,
    );

    this.addSql(`alter table "incoming_update" drop constraint "incoming_update_messenger_check";`);
    this.addSql(
      `alter table "incoming_update" add constraint "incoming_update_messenger_check" check ("messenger" in ('web', 'telegram', 'email', 'push'));`,
    );

    this.addSql(
      `alter table "notice" add "site_only" boolean not null default false, add "read_at" timestamptz(3) null, add "handed_at" timestamptz(3) null, add "handed_by_id" int null;`,
    );
    this.addSql(
      `alter table "notice" add constraint "notice_handed_by_id_foreign" foreign key ("handed_by_id") references "person" ("id") on delete set null;`,
    );

    this.addSql(`alter table "acknowledgement" drop constraint "acknowledgement_through_check";`);
    this.addSql(
      `alter table "acknowledgement" add constraint "acknowledgement_through_check" check ("through" in ('page', 'web', 'telegram', 'email', 'push'));`,
    );

    this.addSql(`drop index "chat_live";`);
    this.addSql(`alter table "chat" drop constraint "chat_messenger_check";`);
    this.addSql(
      `alter table "chat" add "means" jsonb null, add "spare" boolean not null default false, add "consent_asked_at" timestamptz(3) null, add "loss_seen_at" timestamptz(3) null;`,
    );
    this.addSql(
      `create unique index chat_living on chat (messenger, address, (case when messenger = 'email' then person_id else 0 end)) where ended_at is null;`,
    );
    this.addSql(
      `alter table "chat" add constraint "chat_messenger_check" check ("messenger" in ('web', 'telegram', 'email', 'push'));`,
    );

    this.addSql(
      `alter table "email_confirmation" add constraint "email_confirmation_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "consent" add constraint "consent_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "consent" add constraint "consent_recorded_by_id_foreign" foreign key ("recorded_by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "consent" add constraint "consent_withdrawn_by_id_foreign" foreign key ("withdrawn_by_id") references "person" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "consent" add constraint "consent_scope_check" check ("scope" in ('telegram', 'email', 'push'));`,
    );
    this.addSql(`alter table "consent" add constraint "consent_form_check" check ("form" in ('electronic', 'paper'));`);

    this.addSql(
      `alter table "channel_switch" add constraint "channel_switch_by_id_foreign" foreign key ("by_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "channel_switch" add constraint "channel_switch_channel_check" check ("channel" in ('telegram', 'email', 'push'));`,
    );
    this.addSql(
      `alter table "channel_switch" add constraint "channel_switch_mode_check" check ("mode" in ('open', 'facts-only', 'off'));`,
    );
  }
}
