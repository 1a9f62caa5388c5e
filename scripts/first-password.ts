import { randomBytes } from 'node:crypto';
import { readConfig } from '#config.ts';
import type { Connection } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { openHouse } from '#school/house.ts';
import { resetPassword } from '#school/reset-password.ts';
import { readWords, runCommand } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';

// Lets somebody in again from the machine itself: after a restore from an export, which holds no passwords, or when the registrar has
// forgotten theirs. npm run first-password -- LOGIN
const usage = 'usage: npm run first-password -- LOGIN';

await runCommand('first-password', async () => {
  const config = readConfig(process.env);
  const { positionals } = readWords(usage, {});
  const [login, ...more] = positionals;
  if (!login || more.length > 0) throw cannotStart(`name one login. ${usage}`);
  await onItsDatabase(config, connection => letIn(connection, login));
});

async function letIn(connection: Connection, login: string): Promise<void> {
  const orm = openOrm(connection);
  try {
    const house = await openHouse(orm, { world: { now: () => new Date(), random: randomBytes } });
    const { person, registrar } = await house.asHouse(async act => {
      const [row] = await act.em.execute<{ person: number | null; registrar: number | null }[]>(
        `select (select id from person where login = :login and deactivated_at is null) as person,
           (select min(person_id) from assignment where role = 'registrar' and since <= :today and (until is null or until >= :today)) as registrar`,
        { login, today: act.today },
      );
      return row!;
    });
    if (!person) throw cannotStart(`nobody signs in as ${login}.`);
    if (!registrar)
      throw cannotStart('nobody keeps the journal: there is no registrar in whose name it could be done.');
    const slip = await house.as(registrar, act => resetPassword(act, person));
    console.log(`first-password: ${slip.login} signs in with ${slip.password} and is asked to choose another`);
  } finally {
    await orm.close();
  }
}
