import type { EntityManager } from '@mikro-orm/postgresql';
import { putFinals } from './finals.ts';

/**
 * Every final mark of the year that has lessons behind it: of periods not closed yet, of the year, of the exams of grade 9, and
 * the final ones of grades 9 and 11. Done once: what stands already stays.
 */
export async function putWholeYear(em: EntityManager): Promise<void> {
  const [row] = await em.execute<{ done: boolean }[]>(
    `select exists (select from period_mark where stage = 'year') as done`,
  );
  if (row!.done) return;
  await em.transactional(async inside => {
    await putFinals(inside, { of: 'open' });
    for (const sql of [yearSql, examSql, finalSql]) await inside.execute(sql);
  });
  await em.execute('vacuum analyze period_mark');
}

const written = `insert into period_mark (course_id, student_id, stage, value, word, suggested, by_id, at)`;

// The mean of the periods, rounded mathematically.
const yearSql = `${written}
  select c.id, f.student_id, 'year', round(avg(f.value)), case when count(f.value) = 0 then 'not-attested' end,
    round(avg(f.value)), c.teacher_id, max(f.at)
  from period_mark f join course c on c.id = f.course_id
  where f.stage = 'period' and f.replaced_at is null
  group by c.id, f.student_id order by c.id, f.student_id`;

const examSql = `${written}
  select f.course_id, f.student_id, 'exam', least(5, f.value + (f.student_id + j.id) % 2), null, f.value, f.by_id, f.at
  from period_mark f join course c on c.id = f.course_id join subject j on j.id = c.subject_id
  join school_class k on k.id = c.school_class_id
  where f.stage = 'year' and f.value is not null and k.grade = 9
    and j.name in ('Русский язык', 'Алгебра', 'Обществознание', 'Информатика')
  order by f.course_id, f.student_id`;

const finalSql = `${written}
  select f.course_id, f.student_id, 'final', round((f.value + coalesce(x.value, f.value)) / 2.0), f.word, f.value, f.by_id, f.at
  from period_mark f join course c on c.id = f.course_id join subject j on j.id = c.subject_id
  join school_class k on k.id = c.school_class_id
  left join period_mark x on x.course_id = f.course_id and x.student_id = f.student_id and x.stage = 'exam'
  where f.stage = 'year' and k.grade in (9, 11)
    and j.name not in ('Геометрия', 'Вероятность и статистика')
  order by f.course_id, f.student_id`;
