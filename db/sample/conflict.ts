import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * In the last lesson Волков has taken over and marked, the teacher of the course had entered another mark from home while
 * the net was down: it waits for Волков to decide.
 */
export async function putConflict(em: EntityManager): Promise<void> {
  await em.execute(`
    insert into cell_conflict (lesson_id, student_id, by_id, typed, base, work_kind_id, at)
    select m.lesson_id, m.student_id, c.teacher_id, case m.value when 5 then '4' else '5' end, '', m.work_kind_id,
      m.at + interval '6 minutes'
    from mark m
    join lesson l on l.id = m.lesson_id
    join course c on c.id = l.course_id
    join school_class k on k.id = c.school_class_id and k.grade = 5 and k.letter = 'Б'
    join substitution u on u.lesson_id = l.id
    join person p on p.id = u.teacher_id and p.login = 'volkov'
    where m.replaced_at is null and m.value is not null
    order by l.day desc, m.id limit 1`);
}
