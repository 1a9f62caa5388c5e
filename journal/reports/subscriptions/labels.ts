import type { HouseAct } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { reports } from '../list.ts';

/** What a report is of, as one names it: a class, a journal, a teacher; nothing of it for the school. */
export interface ReportOf {
  className: string;
  subgroup: number | null;
  subject: string;
  name: string;
}

export const ofSchool: ReportOf = { className: '', subgroup: null, subject: '', name: '' };

/** The names behind the ids, whoever may see what is in them; one query for each kind there is. */
export async function labelsOf(
  act: HouseAct,
  asked: readonly { report: string; chosen: { of?: string } }[],
): Promise<ReportOf[]> {
  const kinds = asked.map(one => reports.find(({ name }) => name === one.report)?.of ?? 'school');
  const found = new Map<string, ReportOf>();
  for (const kind of ['class', 'course', 'teacher'] as const) {
    const ids = asked.flatMap(({ chosen }, at) => (kinds[at] === kind ? (chosen.of ?? []) : []));
    if (ids.length === 0) continue;
    const rows = await act.em.execute<(ReportOf & { id: number })[]>(queries[kind], { ids: `{${ids.join(',')}}` });
    for (const { id, ...label } of rows) found.set(`${kind} ${id}`, label);
  }
  return asked.map(({ chosen }, at) => found.get(`${kinds[at]} ${chosen.of}`) ?? ofSchool);
}

const queries = {
  class: `select id, grade || letter as "className", null::int as subgroup, '' as subject, '' as name
    from school_class where id = any(:ids)`,
  course: `select c.id, k.grade || k.letter as "className", g.number as subgroup, j.name as subject, '' as name
    from course c join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
      left join subgroup g on g.id = c.subgroup_id where c.id = any(:ids)`,
  teacher: `select t.id, '' as "className", null::int as subgroup, '' as subject, ${shortNameOf('t')} as name
    from person t where t.id = any(:ids)`,
};
