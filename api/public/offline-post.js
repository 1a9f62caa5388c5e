// Requests that write into the journal, under the token of the session. They give {body}, or {trouble} when they must wait, or
// {refused: sentence} when they were not taken.

let token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** Entries into cells, in their order: gives {answers} as well. */
export async function post(entries, person) {
  const cells = entries.map(({ lessonId, courseId, periodId, studentId, typed, base, workKindId, key }) => ({
    ...{ studentId, typed, base, key },
    ...(lessonId ? { lessonId } : { courseId, periodId }),
    ...(workKindId ? { workKindId } : {}),
  }));
  const given = await ask('PUT', '/api/journal/cells', cells, person);
  return { ...given, answers: given.body?.answers };
}

/** The owner of a lesson decides between two entries. */
export function decide(id, settlement, person) {
  return ask('POST', `/api/journal/conflicts/${id}`, settlement, person, { mayBeForbidden: true });
}

async function ask(method, address, what, person, { mayBeForbidden = false } = {}) {
  const send = () => write(method, address, what);
  const answer = await send();
  if (answer?.status !== 403) return read(answer);
  // The page may be older than the session: it may even be somebody else's by now.
  const fresh = await look();
  if (!fresh) return { trouble: 'unreachable' };
  if (fresh.person !== person) return { trouble: 'signed-out' };
  if (fresh.token === token) return read(answer, { mayBeForbidden });
  token = fresh.token;
  return read(await send(), { mayBeForbidden });
}

async function write(method, address, what) {
  try {
    return await fetch(address, {
      method,
      headers: { 'content-type': 'application/json', 'x-csrf-token': token },
      body: JSON.stringify(what),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return null;
  }
}

async function read(response, { mayBeForbidden = false } = {}) {
  if (!response) return { trouble: 'unreachable' };
  if (response.status === 401 || (response.status === 403 && !mayBeForbidden)) return { trouble: 'signed-out' };
  try {
    const body = await response.json();
    if (response.ok) return { body };
    // A fault of ours passes or is mended; what waits is not lost meanwhile.
    return response.status < 500 && response.status !== 429
      ? { refused: body.error.message }
      : { trouble: 'unreachable' };
  } catch {
    return { trouble: 'unreachable' };
  }
}

/** Who is signed in now, and the token of that session. */
async function look() {
  try {
    const page = await fetch('/account');
    const read = new DOMParser().parseFromString(await page.text(), 'text/html');
    return {
      person: page.ok ? read.body.dataset.person : undefined,
      token: read.querySelector('meta[name="csrf-token"]')?.content ?? '',
    };
  } catch {
    return null;
  }
}
