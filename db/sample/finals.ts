import type { EntityManager } from '@mikro-orm/postgresql';

/** Which order sets the last day for which final marks; without a day, two days before the period ends. */
const deadlines = [
  { title: 'Об окончании первой четверти', kind: 'quarter', number: 1, monthDay: null },
  { title: 'Об окончании второй четверти и первого полугодия', kind: 'quarter', number: 2, monthDay: '12-26' },
  { title: 'Об окончании второй четверти и первого полугодия', kind: 'half-year', number: 1, monthDay: '12-26' },
  { title: 'Об окончании третьей четверти', kind: 'quarter', number: 3, monthDay: null },
  { title: 'Об окончании учебного года', kind: 'quarter', number: 4, monthDay: '05-23' },
  { title: 'Об окончании учебного года', kind: 'half-year', number: 2, monthDay: '05-23' },
];

/** The duties of the orders that stand on the board: «выставить до …». */
export async function putDeadlines(em: EntityManager): Promise<void> {
  for (const { title, kind, number, monthDay } of deadlines) {
    await em.execute(
      `insert into document_duty (document_id, kind, period_id, day)
       select d.id, 'finals-deadline', p.id,
         least(p.last_day, coalesce((extract(year from p.last_day) || '-' || ?::text)::date, p.last_day - 2))
       from board_document d cross join period p where d.title = ? and p.kind = ? and p.number = ?`,
      [monthDay, title, kind, number],
    );
  }
}

/**
 * Final marks of the periods that are closed, or of those still open: what the weighted mean suggests, and now and then a mark
 * higher, as teachers do; «н/а» where there is nothing to judge by. Set on the eve of the period's last day.
 */
export async function putFinals(
  em: EntityManager,
  { of }: { of: 'closed' | 'open' } = { of: 'closed' },
): Promise<void> {
  await em.execute(`
    with judged as (
      select c.id as course_id, c.teacher_id, e.student_id, p.id as period_id, p.last_day,
        sum(m.value * w.weight)::numeric / nullif(sum(w.weight), 0) as mean
      from course c
      join school_class k on k.id = c.school_class_id
      join period p on p.kind = k.period_kind and p.year_id = k.year_id and p.closed_at is ${of === 'closed' ? 'not null' : 'null'}
      join enrolment e on e.school_class_id = k.id and e.since <= p.last_day and (e.until is null or e.until > p.last_day)
      left join lesson l on l.course_id = c.id and l.day between p.first_day and p.last_day
      left join mark m on m.lesson_id = l.id and m.student_id = e.student_id and m.replaced_at is null and m.value is not null
      left join work_kind w on w.id = m.work_kind_id
      where c.graded and (c.subgroup_id is null or exists (
        select from subgroup_member g where g.subgroup_id = c.subgroup_id and g.student_id = e.student_id
          and g.since <= p.last_day and (g.until is null or g.until > p.last_day)))
      group by c.id, e.student_id, p.id),
    suggested as (
      select *, case when mean >= 4.5 then 5 when mean >= 3.5 then 4 when mean >= 2.5 then 3 when mean is not null then 2 end as mark
      from judged)
    insert into period_mark (course_id, student_id, stage, period_id, value, word, suggested, by_id, at)
    select course_id, student_id, 'period', period_id,
      case when mark < 5 and mean - floor(mean) between 0.4 and 0.5 then mark + 1 else mark end,
      case when mark is null then 'not-attested' end, mark, teacher_id,
      (last_day - 1 + time '15:00') at time zone (select time_zone from school)
    from suggested order by period_id, course_id, student_id`);
}
