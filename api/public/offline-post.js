// One request with entries. Gives {answers}, or {trouble} when they must wait, or {refused: sentence} when the whole was not taken.

let token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';

export async function post(entries, person) {
  const answer = await put(entries);
  if (answer?.status !== 403) return read(answer);
  // The page may be older than the session: it may even be somebody else's by now.
  const fresh = await look();
  if (!fresh) return { trouble: 'unreachable' };
  if (fresh.person !== person) return { trouble: 'signed-out' };
  token = fresh.token;
  return read(await put(entries));
}

async function put(entries) {
  const body = entries.map(({ lessonId, studentId, typed, base, workKindId, key }) => ({
    ...{ lessonId, studentId, typed, base, key },
    ...(workKindId ? { workKindId } : {}),
  }));
  try {
    return await fetch('/api/journal/cells', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-csrf-token': token },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return null;
  }
}

async function read(response) {
  if (!response) return { trouble: 'unreachable' };
  if (response.status === 401 || response.status === 403) return { trouble: 'signed-out' };
  try {
    const body = await response.json();
    if (response.ok) return { answers: body.answers };
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
