import { connectionFromUrl } from '#db/connection.ts';
import { migrate, openOrm } from '#db/orm.ts';

/** Fills the empty template: tables and the sample school. */
export async function prepareTemplate(url: string): Promise<void> {
  const orm = openOrm(connectionFromUrl(url));
  await migrate(orm);
  await orm.close();
}
