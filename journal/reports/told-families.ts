import type { Act } from '#school/act.ts';
import { type Day, dayOf } from '#school/calendar.ts';
import { informed } from '#school/ways/informed.ts';
import { type NoticeTrace, noticeTraces } from '../parent-notices/traces.ts';
import { nameOf } from './figures/class-progress.ts';
import type { ClassFinals } from './figures/due-finals.ts';

/** How a family was told of one subject, and when it came to know of it, or, where it has not so far, when it was told. */
export interface ToldFamily {
  /** Confirmed or signed by a parent; read on the site or in the chat; handed over on paper; else sent or printed and no more. */
  how: 'confirmed' | 'signed' | 'read' | 'handed' | 'sent' | 'printed';
  on: Day;
  /** Who told it and on which day; null where the program itself did, at a forecast or a final mark. */
  notice: { by: string; on: Day } | null;
}

/** Whether the family knows, as far as anybody can tell. */
export function knows({ how }: ToldFamily): boolean {
  return how !== 'sent' && how !== 'printed';
}

type OfClass = Pick<ClassFinals, 'classId' | 'periodId' | 'number' | 'from'>;

/**
 * Which families were told that a 2 comes out or stands for the period (3.2f): by student and subject, the surest sign, of such
 * the first. The one definition of it, for forms 4 and 5 and whoever counts. Two queries.
 */
export async function toldFamilies(act: Act, ofClass: OfClass): Promise<Map<string, ToldFamily>> {
  const { classId, periodId } = ofClass;
  const told = new Map<string, ToldFamily>();
  const put = (place: string, one: ToldFamily) => {
    const before = told.get(place);
    if (!before || comesBefore(one, before)) told.set(place, one);
  };
  for (const [place, one] of await toldByProgram(act, ofClass)) put(place, one);
  for (const trace of await noticeTraces(act, { classId, periodId })) {
    const one = toldBy(trace, act.timeZone);
    if (!one) continue;
    for (const { subject, failing } of trace.subjects) if (failing) put(placeOf(trace.studentId, subject), one);
  }
  return told;
}

/** Where the map above has a student and a subject. */
export function placeOf(studentId: number, subject: string): string {
  return `${studentId} ${subject}`;
}

export interface ToldCount {
  /** Students with a 2. */
  failing: number;
  /** Of them those whose families know of each. */
  told: number;
  /** The others by name. */
  untold: string[];
}

/** The families of a class that know of every 2 of their child. */
export function countTold(
  { subjects, students }: Pick<ClassFinals, 'subjects' | 'students'>,
  told: ReadonlyMap<string, ToldFamily>,
): ToldCount {
  const failing = students.flatMap(({ id, name, cells }) => {
    const twos = cells.flatMap(({ state, choice }, at) =>
      state === 'due' && typeof choice === 'number' && choice < 3 ? [nameOf(subjects[at]!)] : [],
    );
    const isKnown = (subject: string) => {
      const one = told.get(placeOf(id, subject));
      return one !== undefined && knows(one);
    };
    return twos.length > 0 ? [{ name, isTold: twos.every(isKnown) }] : [];
  });
  const untold = failing.filter(({ isTold }) => !isTold).map(({ name }) => name);
  return { failing: failing.length, told: failing.length - untold.length, untold };
}

/** By «Кто уведомлён»: a notice that nobody has read is none. */
async function toldByProgram(act: Act, { classId, periodId, number, from }: OfClass): Promise<[string, ToldFamily][]> {
  const notices = await informed(act, { classId, since: from, until: act.today, kinds: ['failing'] });
  return notices.flatMap(({ studentId, kind, facts, readAt, handedAt }): [string, ToldFamily][] => {
    const on = readAt ?? handedAt;
    const isOfPeriod =
      kind === 'forecast'
        ? facts.periodId === periodId
        : kind === 'final' && facts.stage === 'period' && facts.number === number;
    if (!isOfPeriod || !on) return [];
    const one: ToldFamily = { how: readAt ? 'read' : 'handed', on: dayOf(on, act.timeZone), notice: null };
    return [[placeOf(studentId, String(facts.subject)), one]];
  });
}

/** By a notice of the class teacher; nothing where it was taken back. Of a paper only the signed part proves that it was read. */
function toldBy({ state, at, by, returned, parents }: NoticeTrace, timeZone: string): ToldFamily | undefined {
  if (state === 'taken-back') return undefined;
  const notice = { by, on: dayOf(at, timeZone) };
  if (returned) return { how: 'signed', on: returned.on, notice };
  const first = (field: 'confirmedAt' | 'readAt') =>
    parents.flatMap(one => one[field] ?? []).toSorted((a, b) => +a - +b)[0];
  const [confirmed, read] = [first('confirmedAt'), first('readAt')];
  if (confirmed) return { how: 'confirmed', on: dayOf(confirmed, timeZone), notice };
  if (read) return { how: 'read', on: dayOf(read, timeZone), notice };
  return { how: state === 'printed' ? 'printed' : 'sent', on: notice.on, notice };
}

const sureness: Record<ToldFamily['how'], number> = {
  confirmed: 2,
  signed: 2,
  read: 1,
  handed: 1,
  sent: 0,
  printed: 0,
};

function comesBefore(one: ToldFamily, other: ToldFamily): boolean {
  const surer = sureness[one.how] - sureness[other.how];
  return surer > 0 || (surer === 0 && one.on < other.on);
}
