import { staffOnDay } from '../staff.ts';

/**
 * SQL that is true while notice `n` may be told to its reader: it is about nobody, about themselves, or about a student whose
 * parent they are `:today` (2.4); of the forum, while they read the section in which the reply stands now (3.2h); a digest, while
 * any part of it may. Notices name a student only where they speak to the family.
 */
export function isStillTheirs(n: string): string {
  return `(case when ${n}.kind = 'digest'
    then exists (select 1 from notice part where part.digest_id = ${n}.id and ${isOwn('part')}) else ${isOwn(n)} end)`;
}

function isOwn(n: string): string {
  return `(${isAboutOwn(n)} and ${isOfOwnSection(n)})`;
}

function isAboutOwn(n: string): string {
  return `(${n}.student_id is null
    or exists (select 1 from student s where s.id = ${n}.student_id and s.person_id = ${n}.reader_id)
    or exists (select 1 from guardianship g where g.parent_id = ${n}.reader_id and g.student_id = ${n}.student_id
      and g.since <= :today and (g.until is null or g.until >= :today)))`;
}

/** What is told of the staff's talk names the reply it speaks of. */
function isOfOwnSection(n: string): string {
  const words = `(select array_prepend('staff', staff.roles::text[]) from (${staffOnDay.replace('?', ':today')}) staff
    where staff.person_id = ${n}.reader_id)`;
  return `(${n}.kind <> all('{reply,mention,topic,suggestion}') or ${n}.facts->>'replyId' is null
    or exists (select from reply r join topic t on t.id = r.topic_id join section s on s.id = t.section_id
      where r.id = (${n}.facts->>'replyId')::int and s.readers && ${words}))`;
}
