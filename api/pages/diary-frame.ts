import { unconfirmedNotices } from '#journal/parent-notices/family-notices.ts';
import type { StudentFactsView } from '#journal/student-facts.ts';
import type { Act } from '#school/act.ts';
import { me } from '#school/me.ts';
import { may } from '#school/permissions.ts';

type Tab = 'week' | 'term' | 'need' | 'finals' | 'attendance';

/** The tabs of a diary, and the same tab of the person's other children. */
export interface AroundDiary {
  student: StudentFactsView;
  own: boolean;
  tabs: { name: Tab; href: string; current: boolean }[];
  children: { givenName: string; className: string | null; href: string; current: boolean }[];
  mayExplain: boolean;
  maySubscribe: boolean;
  /** Of the class teacher to this parent, not confirmed yet. */
  notices: { id: number; at: Date }[];
}

/** What stands above every page of the diary. Grade 1 has no marks, so nothing that speaks of them (3.4). */
export async function aroundDiary(act: Act, student: StudentFactsView, tab: Tab): Promise<AroundDiary> {
  const { id } = student;
  const names: Tab[] = student.grade === 1 ? ['week', 'attendance'] : ['week', 'term', 'need', 'finals', 'attendance'];
  const { children } = await me(act);
  const isChild = children.some(child => child.id === id);
  return {
    student,
    own: id === act.by.studentId,
    tabs: names.map(name => ({ name, href: tabOf(id, name), current: name === tab })),
    children: isChild
      ? children.map(({ id: other, givenName, className }) => ({
          ...{ givenName, className, current: other === id },
          href: tabOf(other, tab),
        }))
      : [],
    notices: isChild ? await unconfirmedNotices(act, id) : [],
    mayExplain: may(act.by, 'explainAbsence', { studentId: id }),
    maySubscribe: may(act.by, 'subscribeTimetable', { studentId: id }),
  };
}

function tabOf(studentId: number, tab: Tab): string {
  return tab === 'week' ? `/diary/${studentId}` : `/diary/${studentId}/${tab}`;
}
