import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import type { Owed } from '../lesson-head.ts';
import { isEnded, isHeld, lessonTables, owed, ownerIdThen, timeParams } from '../lesson-sql.ts';
import { isOnDay, type Span } from './filled-on-day.ts';

/** A lesson that was not filled on its day. */
export interface UnfilledLesson {
  lessonId: number;
  day: Day;
  slot: number;
  subject: string;
  className: string;
  subgroup: number | null;
  ownerId: number;
  owner: string;
  /** What it still owes; nothing where it was filled later, at `filledAt`. */
  owed: Owed[];
  filledAt: Date | null;
}

export interface UnfilledChoice extends Span {
  personId?: number | undefined;
}

const most = 300;

/** The lessons of a span that were not filled on their day, the latest first (5.2b, 6.2); at most 300. Refusal: not-found. */
export async function unfilledLessons(act: Act, { personId, ...span }: UnfilledChoice): Promise<UnfilledLesson[]> {
  see(act, 'readEveryJournal');
  const rows = await act.em.execute<(Omit<UnfilledLesson, 'filledAt'> & { filledAt: string | null })[]>(
    `select l.id as "lessonId", l.day::text as day, l.slot, j.name as subject, k.grade || k.letter as "className", g.number as subgroup,
       o.id as "ownerId", ${shortNameOf('o')} as owner, ${owed} as owed, l.complete_at as "filledAt"
     from ${lessonTables} join person o on o.id = ${ownerIdThen} left join subgroup g on g.id = c.subgroup_id
     where l.day between :from and :to and ${isEnded} and ${isHeld} and not ${isOnDay} and (:person::int is null or o.id = :person::int)
     order by l.day desc, l.slot desc, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", l.id limit ${most}`,
    { ...span, person: personId ?? null, ...timeParams(act), timeZone: act.timeZone },
  );
  return rows.map(({ filledAt, ...row }) => ({ ...row, filledAt: filledAt === null ? null : new Date(filledAt) }));
}
