import { prepared } from '#db/prepared.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { WorkKindView } from '../work-kinds.ts';

/** A quarter or half-year of the course's year. */
export interface CoursePeriod {
  id: number;
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
  closed: boolean;
}

/** What stands around a journal: its periods, the kinds of work, the control works planned by lesson. */
export interface Around {
  periods: CoursePeriod[];
  workKinds: WorkKindView[];
  controls: Record<number, number>;
}

/** Of one course; one query. */
export async function aroundCourse(act: HouseAct, courseId: number): Promise<Around> {
  const [around] = await prepared<Around>(
    act.em,
    `select
       (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'number', p.number, 'firstDay', p.first_day,
           'lastDay', p.last_day, 'closed', p.closed_at is not null) order by p.first_day), '[]')
         from period p where p.year_id = k.year_id and p.kind = k.period_kind) as periods,
       (select json_agg(json_build_object('id', w.id, 'name', w.name, 'weight', w.weight) order by w.position, w.id)
         from work_kind w) as "workKinds",
       (select coalesce(json_object_agg(l.id, l.control_id), '{}')
         from lesson l where l.course_id = c.id and l.control_id is not null) as controls
     from course c join school_class k on k.id = c.school_class_id
     where c.id = :courseId`,
    { courseId },
  );
  return around!;
}
