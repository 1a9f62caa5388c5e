import type { Act } from '#school/act.ts';
import { isYearOf } from '#school/current-year.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';

/** One journal in a list. */
export interface JournalHead {
  courseId: number;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  subgroup: number | null;
  teacher: string;
  /** One's own, one with lessons one takes over, or one that is only read. */
  part: 'own' | 'substituting' | 'watched';
}

export interface Journals {
  own: JournalHead[];
  substituting: JournalHead[];
  /** Those one only reads, class by class; the class teacher's own class first. */
  classes: { classId: number; className: string; led: boolean; journals: JournalHead[] }[];
}

/**
 * The journals of this year that the person may open: the teacher's own and those with lessons taken over, the class
 * teacher's class, for deputy and director the whole school. One query. Refuses: not-found.
 */
export async function journals(act: Act): Promise<Journals> {
  see(act, 'readJournals');
  const { by } = act;
  const all = await act.em.execute<JournalHead[]>(journalsQuery, {
    me: by.id,
    today: act.today,
    teaches: by.roles.has('teacher'),
    all: may(by, 'readEveryJournal'),
    classes: `{${by.ownClassIds.join(',')}}`,
  });
  const byClass = Map.groupBy(
    all.filter(({ classId }) => by.ownClassIds.includes(classId) || may(by, 'readEveryJournal')),
    ({ classId }) => classId,
  );
  const classes = [...byClass].map(([classId, inClass]) => ({
    ...{ classId, className: inClass[0]!.className, journals: inClass },
    led: by.ownClassIds.includes(classId),
  }));
  return {
    own: all.filter(({ part }) => part === 'own'),
    substituting: all.filter(({ part }) => part === 'substituting'),
    classes: classes.toSorted((a, b) => Number(b.led) - Number(a.led)),
  };
}

// The charter's `readJournal`, and `readLesson` of a substitute, as SQL; a test over the sample school holds them equal.
const journalsQuery = `
  select * from (
    select c.id as "courseId", j.name as subject, k.id as "classId", k.grade || k.letter as "className", k.grade,
      g.number as subgroup, ${shortNameOf('t')} as teacher, k.letter,
      case when :teaches and c.teacher_id = :me then 'own'
        when :teaches and exists (select 1 from lesson l join substitution u on u.lesson_id = l.id
          where l.course_id = c.id and u.teacher_id = :me) then 'substituting'
        when :all or k.id = any(:classes) then 'watched' end as part
    from course c
    join school_class k on k.id = c.school_class_id
    join school_year y on y.id = k.year_id and ${isYearOf(':today')}
    join subject j on j.id = c.subject_id
    join person t on t.id = c.teacher_id
    left join subgroup g on g.id = c.subgroup_id) seen
  where part is not null
  order by grade, letter collate "ru-x-icu", subject collate "ru-x-icu", subgroup`;
