import type { HouseAct } from './act.ts';
import { forgetReadings } from './classes/card-readings.ts';
import { forgetImports } from './imports/imports.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Throws away what nobody will ask for: old sign-in failures, links for lost passwords, sessions long over, worked updates,
 * unanswered questions, old readings of cards.
 */
export async function sweep(act: HouseAct): Promise<void> {
  const ago = (days: number) => new Date(act.at.getTime() - days * day);
  await act.em.execute('delete from sign_in_failure where at < ?', [ago(1)]);
  await act.em.execute('delete from lost_password where expires_at < ?', [ago(1)]);
  await act.em.execute('delete from session where ended_at < ? or last_seen_at < ?', [ago(90), ago(90)]);
  await act.em.execute('delete from incoming_update where done_at < ?', [ago(14)]);
  await forgetImports(act);
  await forgetReadings(act);
  await act.em.execute('delete from dialogue where changed_at < ?', [ago(1)]);
}
