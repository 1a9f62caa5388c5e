import { Migration } from '@mikro-orm/migrations';

export class Migration20261124122355_documents extends Migration {
  override name = 'Migration20261124122355_documents';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "board_file" ("id" serial primary key, "document_id" int null, "draft_id" int null, "file_id" int not null, "position" smallint not null);`,
    );
    this.addSql(`create index "board_file_document_id_index" on "board_file" ("document_id");`);
    this.addSql(`create index "board_file_draft_id_index" on "board_file" ("draft_id");`);
    this.addSql(`create index "board_file_file_id_index" on "board_file" ("file_id");`);

    this.addSql(`alter table "board_document" drop constraint "board_document_file_id_foreign";`);

    this.addSql(`alter table "board_draft" drop constraint "board_draft_file_id_foreign";`);

    this.addSql(`alter table "board_document" drop constraint "board_document_kind_year_number_unique";`);
    this.addSql(
      `alter table "board_document" add "edition" smallint not null default 1, add "line" varchar(255) null, add "version" smallint not null default 1, add "reason" text null, add "is_public" boolean not null default false, add "effective_from" date null, add "effective_until" date null, add "superseded_on" date null, add "superseded_by_id" int null, add "pinned_at" timestamptz(3) null;`,
    );
    this.addSql(`update "board_document" set "line" = "kind" || '-' || "year" || '-' || "number";`);
    this.addSql(`alter table "board_document" alter column "line" set not null;`);
    this.addSql(
      `insert into "board_file" ("document_id", "file_id", "position") select "id", "file_id", 1 from "board_document" where "file_id" is not null order by "id";`,
    );
    this.addSql(`alter table "board_document" drop column "file_id";`);
    this.addSql(
      `alter table "board_document" add constraint "board_document_superseded_by_id_foreign" foreign key ("superseded_by_id") references "board_document" ("id") on delete set null;`,
    );
    this.addSql(`create index "board_document_superseded_by_id_index" on "board_document" ("superseded_by_id");`);
    this.addSql(
      `create index board_document_words on board_document using gin (((to_tsvector('russian', title) || to_tsvector('simple', title)) || (to_tsvector('russian', text) || to_tsvector('simple', text))));`,
    );
    this.addSql(
      `alter table "board_document" add constraint "board_document_kind_year_number_edition_unique" unique ("kind", "year", "number", "edition");`,
    );
    this.addSql(
      `alter table "board_document" add constraint "board_document_line_version_unique" unique ("line", "version");`,
    );

    this.addSql(
      `alter table "board_draft" add "effective_from" date null, add "effective_until" date null, add "is_public" boolean not null default false, add "pinned" boolean not null default false, add "replaces_id" int null;`,
    );
    this.addSql(
      `insert into "board_file" ("draft_id", "file_id", "position") select "id", "file_id", 1 from "board_draft" where "file_id" is not null order by "id";`,
    );
    this.addSql(`alter table "board_draft" drop column "file_id";`);
    this.addSql(
      `alter table "board_draft" add constraint "board_draft_replaces_id_foreign" foreign key ("replaces_id") references "board_document" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "board_file" add constraint "board_file_document_id_foreign" foreign key ("document_id") references "board_document" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "board_file" add constraint "board_file_draft_id_foreign" foreign key ("draft_id") references "board_draft" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "board_file" add constraint "board_file_file_id_foreign" foreign key ("file_id") references "stored_file" ("id");`,
    );
  }
}
