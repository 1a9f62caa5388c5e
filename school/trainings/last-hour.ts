const hourMs = 3_600_000;

/** Whether the session begins within the hour, or has begun. */
export function isLastHour(at: Date, startsAt: Date): boolean {
  return startsAt.getTime() - at.getTime() <= hourMs;
}

/** The moment an hour from now: what begins until then is in its last hour. */
export function hourFrom(at: Date): Date {
  return new Date(at.getTime() + hourMs);
}
