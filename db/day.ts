/** A calendar day as an ISO date, «2026-11-24»; days compare as strings. Arithmetic lives in school/calendar.ts. */
export type Day = `${number}-${number}-${number}`;
