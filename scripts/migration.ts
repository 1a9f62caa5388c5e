import { connectionFromUrl } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';

// Writes the next migration from what the entities have and the snapshot has not. Read it before you commit it.
const orm = openOrm(connectionFromUrl(process.env.DATABASE_URL ?? 'postgres:///zvonok?host=/tmp'));
const { fileName } = await orm.migrator.create(undefined, false, false, process.argv[2]);
console.log(fileName || 'The entities have changed nothing.');
await orm.close();
