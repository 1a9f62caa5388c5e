import { connectionFromUrl } from '#db/connection.ts';
import { migrate, openOrm } from '#db/orm.ts';
import { fillSampleSchool } from '#db/sample/fill.ts';

/** A Tuesday after the fourth lesson: the moment at which the sample school of the tests is filled. */
export const sampleMoment = '2026-11-24T12:30:00+03:00';

/** Fills the empty template: tables and the sample school. */
export async function prepareTemplate(url: string): Promise<void> {
  const orm = openOrm(connectionFromUrl(url));
  await migrate(orm);
  await fillSampleSchool(orm, { today: '2026-11-24', at: new Date(sampleMoment) });
  await orm.close();
}
