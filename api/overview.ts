import { countUnread, type UnreadCount, type UnreadOrder, unreadOrders } from '#board/unread-orders.ts';
import { countOpen, type OpenConsultation, openConsultations } from '#forum/consultations/open-consultations.ts';
import { type Keeping, type KeepingCourse, keeping, keepingCourse } from '#journal/filled/keeping.ts';
import type { SpanName } from '#journal/filled/spans.ts';
import type { Act } from '#school/act.ts';

/** One of the staff in the table of the director's page. */
export interface OverviewPerson {
  personId: number;
  name: string;
  held: number;
  onDay: number;
  later: number;
  owed: number;
  share: number | null;
  finals: number;
  unread: number;
}

export interface Digest {
  keeping: Keeping;
  unread: UnreadCount;
  consultations: { open: number; overdue: number };
}

export interface Overview extends Digest {
  span: SpanName;
  people: OverviewPerson[];
  weeks: KeepingCourse['weeks'];
  /** Null before the first period. */
  period: KeepingCourse['period'] | null;
  openConsultations: OpenConsultation[];
}

/** How the journal is kept right now, in a few figures (6.2, 5.2b). Refusal: not-found. */
export async function digest(act: Act): Promise<Digest> {
  const kept = await keeping(act);
  return {
    keeping: kept,
    unread: countUnread(await unreadOrders(act)),
    consultations: countOpen(await openConsultations(act)),
  };
}

/** The same with everybody's part in it and the course over the year; as many queries however large the school. Refusal: not-found. */
export async function overview(act: Act, span: SpanName): Promise<Overview> {
  const kept = await keeping(act);
  const course = kept.spans ? await keepingCourse(act, kept.spans, span) : { teachers: [], weeks: [], period: null };
  const [orders, consultations] = [await unreadOrders(act), await openConsultations(act)];
  return {
    ...{ keeping: kept, unread: countUnread(orders), consultations: countOpen(consultations) },
    ...{ span, weeks: course.weeks, period: course.period, openConsultations: consultations },
    people: byPerson(course.teachers, { orders, finals: kept.overdue }),
  };
}

function byPerson(
  teachers: KeepingCourse['teachers'],
  { orders, finals }: { orders: readonly UnreadOrder[]; finals: Keeping['overdue'] },
): OverviewPerson[] {
  const people = new Map<number, OverviewPerson>();
  for (const teacher of teachers) people.set(teacher.personId, { ...teacher, finals: 0, unread: 0 });
  const person = (personId: number, name: string) => {
    const nothing = { held: 0, onDay: 0, later: 0, owed: 0, share: null, finals: 0, unread: 0 };
    const found = people.get(personId) ?? { personId, name, ...nothing };
    people.set(personId, found);
    return found;
  };
  for (const { teacherId, teacher, due, chosen } of finals) person(teacherId, teacher).finals += due - chosen;
  for (const { personId, name } of orders) person(personId, name).unread++;
  return [...people.values()];
}
