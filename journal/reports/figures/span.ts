import type { PeriodKind } from '#db/school/period.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { isLastOfYear } from '../../finals/final-columns.ts';
import type { FinalStage } from '../../finals/stages.ts';

/**
 * Of what time final marks are read: of periods (a quarter and the half-year that ends with it, one for each kind of class),
 * or of a year: its marks, its exams, or what stands after the attestation.
 */
export type FinalsSpan =
  | { stage: 'period'; periodIds: readonly number[] }
  | { stage: Exclude<FinalStage, 'period'>; yearId: number };

/** Which classes; without a list all of the span's year. */
export interface FinalsChoice {
  span: FinalsSpan;
  classIds?: readonly number[];
  /** Only these journals, and the classes that have them. */
  courseIds?: readonly number[];
}

/** A class with the days of the span, as far as they have come. */
export interface SpanClass {
  classId: number;
  className: string;
  grade: number;
  classTeacherId: number | null;
  classTeacher: string | null;
  yearId: number;
  periodId: number;
  periodKind: PeriodKind;
  /** Of the period; of the year's last one for the others. */
  number: number;
  from: Day;
  to: Day;
  /** The last day, or today while it is to come: who is here then is due. */
  asOf: Day;
  /** Whose students are there «на начало» (`MovementSpan.from`). */
  startsOn: Day;
  /** What «н/а» weighs in СОУ. */
  notAttestedWeight: number;
}

/** The classes of a choice, by grade and letter, whose span has begun; one query. */
export async function spanClasses(act: HouseAct, choice: FinalsChoice): Promise<SpanClass[]> {
  return act.em.execute<SpanClass[]>(
    `with asked as (${askedSql(choice)})
     select k.id as "classId", k.grade || k.letter as "className", k.grade, k.class_teacher_id as "classTeacherId",
       ${shortNameOf('t')} as "classTeacher", k.year_id as "yearId", a.period_id as "periodId",
       k.period_kind as "periodKind", a.number, a.first_day::text as "from", a.last_day::text as "to",
       a.as_of::text as "asOf",
       coalesce((select max(e.last_day) from period e where e.year_id = k.year_id and e.kind = k.period_kind
         and e.last_day < a.first_day), a.first_day)::text as "startsOn", s.not_attested_weight as "notAttestedWeight"
     from asked a
     join school_class k on k.id = a.class_id
     cross join school s
     left join person t on t.id = k.class_teacher_id
     order by k.grade, k.letter collate "ru-x-icu"`,
    spanParams(act, choice),
  );
}

/** SQL: `class_id`, `grade`, `year_id`, `period_id`, `number`, `first_day`, `last_day`, `as_of` of each class asked for. */
export function askedSql({ span }: FinalsChoice): string {
  const isOfPeriod = span.stage === 'period';
  const first = `(select min(e.first_day) from period e where e.year_id = p.year_id and e.kind = p.kind)`;
  return `
    select k.id as class_id, k.grade, k.year_id, p.id as period_id, p.number,
      ${isOfPeriod ? 'p.first_day' : first} as first_day, p.last_day, least(p.last_day, :today::date) as as_of
    from school_class k
    join period p on p.year_id = k.year_id and p.kind = k.period_kind and p.first_day <= :today::date
      and ${isOfPeriod ? 'p.id = any(:periods::int[])' : `p.year_id = :year and ${isLastOfYear}`}
    where (:classes::int[] is null or k.id = any(:classes::int[]))
      and (:courses::int[] is null or k.id in (select school_class_id from course where id = any(:courses::int[])))`;
}

export function spanParams(act: HouseAct, { span, classIds, courseIds }: FinalsChoice): Record<string, unknown> {
  const listed = (ids: readonly number[] | undefined) => (ids ? `{${ids.join(',')}}` : null);
  return {
    today: act.today,
    classes: listed(classIds),
    courses: listed(courseIds),
    periods: span.stage === 'period' ? listed(span.periodIds) : null,
    year: span.stage === 'period' ? null : span.yearId,
  };
}
