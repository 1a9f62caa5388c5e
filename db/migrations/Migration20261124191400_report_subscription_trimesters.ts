import { Migration } from '@mikro-orm/migrations';

export class Migration20261124191400_report_subscription_trimesters extends Migration {
  override name = 'Migration20261124191400_report_subscription_trimesters';

  override up(): void | Promise<void> {
    this.addSql(`alter table "report_subscription" drop constraint "report_subscription_period_kind_check";`);
    this.addSql(
      `alter table "report_subscription" add constraint "report_subscription_period_kind_check" check ("period_kind" in ('quarter', 'trimester', 'half-year'));`,
    );
  }
}
