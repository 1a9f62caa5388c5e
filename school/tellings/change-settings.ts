import type { Act } from '../act.ts';
import { invalid, Refusal } from '../refusal.ts';
import { type Hours, isQuiet } from './hours.ts';
import { type Choice, type Matter, tellingChoices } from './matters.ts';
import { mattersOf, tellingSettings } from './settings.ts';

/** What is to change; the rest stays as it is. */
export interface SettingsChange extends Partial<Hours> {
  spoiler?: boolean | undefined;
  choices?: readonly { studentId: number | null; matter: string; choice: string }[];
}

/**
 * Changes how the person is told. What waits for an evening or a morning finds its place anew. Refusals: not-found for a
 * student who is not theirs; invalid under quietFrom, quietUntil, digestAt (no time; a digest inside quiet hours), choice.
 */
export async function changeSettings(act: Act, change: SettingsChange): Promise<void> {
  const { choices = [], ...rest } = change;
  const choosing = choices.map(one => readChoice(act, one));
  const hours = await readHours(act, rest);
  for (const { studentId, matter, choice } of choosing) {
    await act.em.execute(
      `insert into telling_choice (person_id, student_id, matter, choice) values (:id, :studentId, :matter, :choice)
       on conflict (person_id, matter, coalesce(student_id, 0)) do update set choice = excluded.choice`,
      { id: act.by.id, studentId, matter, choice },
    );
  }
  if (Object.keys(rest).length > 0) {
    await act.em.execute(
      `insert into telling_hours (person_id, quiet_from, quiet_until, digest_at, spoiler)
       values (:id, :quietFrom, :quietUntil, :digestAt, :spoiler)
       on conflict (person_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
         digest_at = excluded.digest_at, spoiler = excluded.spoiler`,
      { id: act.by.id, ...hours },
    );
  }
  await act.em.execute(
    `update notice set due_at = :at, waits_for = null
     where reader_id = :id and sent_out_at is null and waits_for is not null`,
    { id: act.by.id, at: act.at },
  );
}

function readChoice(
  act: Act,
  { studentId, matter, choice }: NonNullable<SettingsChange['choices']>[number],
): { studentId: number | null; matter: Matter; choice: Choice } {
  const isOwn = studentId === null || studentId === act.by.studentId || act.by.childIds.includes(studentId);
  const known = isOwn ? mattersOf(act, studentId).find(one => one === matter) : undefined;
  if (!known) throw new Refusal('not-found', 'not-found');
  const chosen = tellingChoices.find(one => one === choice);
  if (!chosen) return invalid('telling/choice', 'choice');
  return { studentId, matter: known, choice: chosen };
}

/** The hours as they will be. */
async function readHours(act: Act, change: Omit<SettingsChange, 'choices'>): Promise<Hours & { spoiler: boolean }> {
  const { quietFrom, quietUntil, digestAt, spoiler } = await tellingSettings(act);
  const hours = {
    quietFrom: timeFrom(change.quietFrom ?? quietFrom, 'quietFrom'),
    quietUntil: timeFrom(change.quietUntil ?? quietUntil, 'quietUntil'),
    digestAt: timeFrom(change.digestAt ?? digestAt, 'digestAt'),
    spoiler: change.spoiler ?? spoiler,
  };
  if (isQuiet(hours.digestAt, hours)) invalid('telling/digest-in-quiet', 'digestAt');
  return hours;
}

/** «7:00» and «07:00» as «07:00». Refusal: invalid. */
export function timeFrom(typed: string, field: string): string {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(typed.trim()) ?? [];
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return invalid('telling/time', field);
  return `${hour.padStart(2, '0')}:${minute}`;
}
