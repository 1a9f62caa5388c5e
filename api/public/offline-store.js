// Entries that have not reached the journal, kept in this browser (IndexedDB): they survive a closed tab and a restart.
// Where the browser has no such store, or is not the person's own, they live as long as the page.

const opening = 'shared' in document.body.dataset ? Promise.resolve(null) : open().catch(() => null);
const inMemory = [];
let lastOrder = 0;

/** Keeps an entry behind all others; gives it with its place in the order. */
export async function keep(entry) {
  const order = await write(entries => entries.add(entry));
  if (order !== undefined) return { ...entry, order };
  const kept = { ...entry, order: ++lastOrder };
  inMemory.push(kept);
  return kept;
}

/** Changes a kept entry; one that is no longer there stays away. */
export async function change(entry) {
  const place = inMemory.findIndex(({ order }) => order === entry.order);
  if (place >= 0) inMemory[place] = entry;
  else await write(entries => entries.put(entry));
}

export async function forget({ order }) {
  const place = inMemory.findIndex(one => one.order === order);
  if (place >= 0) inMemory.splice(place, 1);
  else await write(entries => entries.delete(order));
}

/** Every kept entry, whoever it belongs to, in the order in which they were made. */
export async function kept() {
  const database = await opening;
  if (!database) return [...inMemory];
  const stored = await asked(database.transaction('entries').objectStore('entries').getAll());
  return [...stored, ...inMemory];
}

async function write(work) {
  const database = await opening;
  if (!database) return undefined;
  const transaction = database.transaction('entries', 'readwrite', { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    transaction.addEventListener('complete', resolve);
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
  const result = await asked(work(transaction.objectStore('entries')));
  await done;
  return result;
}

function open() {
  const request = indexedDB.open('zvonok', 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('entries', { keyPath: 'order', autoIncrement: true });
  });
  return asked(request);
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
