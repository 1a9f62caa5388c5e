import type { Enrolment } from '#db/school/enrolment.ts';
import { MovementChange } from '#db/school/movement-change.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { laterYearHasBegun } from '../current-year.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyText } from '../typed-text.ts';
import { followRollover } from './coming-year.ts';
import { loadStudent } from './load-student.ts';
import { recordMovement } from './record-movement.ts';
import { resumeSubgroups } from './subgroups-of-stay.ts';
import { tellClassTeachers } from './tell-class-teachers.ts';

/** Says whether anything is written of a student in a class's lessons from a day on; the journal knows, and hands it in. */
export type IsWritten = (act: Act, stay: { studentId: number; classId: number; since: string }) => Promise<boolean>;

const longestReason = 500;

/**
 * Takes back the last event of a student, entered by mistake: the stays and subgroups are as before it, the line stays in the
 * log with the reason. Refusals: not-allowed, not-found, invalid at reason; conflict when it is taken back already, is not the
 * student's last, its year is over, or the journal has entries that hang on it.
 */
export async function takeBack(
  act: Act,
  id: number,
  { reason, isWritten }: { reason: string; isWritten: IsWritten },
): Promise<void> {
  permit(act, 'keepMovement');
  const line = await lineOf(act, id);
  const text = tidyText(reason);
  if (text === '' || text.length > longestReason) invalid('movement/reason', 'reason', { most: longestReason });
  const studentId = line.student.id;
  const { stays } = await loadStudent(act, studentId);
  // Whoever held the student before may have taken it back already.
  await act.em.refresh(line);
  if (line.takenBackAt) throw new Refusal('conflict', 'movement/taken-back');
  await refuseUnlessLast(act, line);
  const entered =
    line.toClass && stays.find(({ schoolClass, since }) => schoolClass === line.toClass && since === line.day);
  if (line.toClass && entered) {
    const stay = { studentId, classId: line.toClass.id, since: line.day };
    if (await isWritten(act, stay))
      throw new Refusal('conflict', 'movement/written', { facts: { className: line.toClass.name } });
    await forget(act, entered, studentId);
  }
  const former =
    line.fromClass && stays.find(({ schoolClass, until }) => schoolClass === line.fromClass && until === line.day);
  if (line.fromClass && former) {
    const none = { until: null, departure: null, departureOrder: null, departureOrderDate: null, wentTo: null };
    Object.assign(former, none);
    await resumeSubgroups(act, studentId, { classId: line.fromClass.id, day: line.day });
  }
  Object.assign(line, { takenBackAt: act.at, takenBackBy: act.em.getReference(Person, act.by.id), reason: text });
  await followRollover(act, studentId);
  recordMovement(act, line);
  tellClassTeachers(act, line);
}

async function lineOf(act: Act, id: number): Promise<MovementChange> {
  const populate = ['student.person', 'fromClass', 'toClass'] as const;
  const line = await act.em.findOne(MovementChange, { id }, { populate });
  return line ?? refuseMissing();
}

function refuseMissing(): never {
  throw new Refusal('not-found', 'not-found');
}

async function refuseUnlessLast(act: Act, line: MovementChange): Promise<void> {
  const [later] = await act.em.execute<{ isLater: boolean; isOver: boolean }[]>(
    `select exists (select from movement_change m where m.student_id = :student and m.taken_back_at is null and m.id > :id)
         or exists (select from enrolment e where e.student_id = :student and (e.since > :day or e.until > :day)) as "isLater",
       exists (select from school_class k join school_year y on y.id = k.year_id
         where k.id = :place and ${laterYearHasBegun(':today')}) as "isOver"`,
    {
      ...{ student: line.student.id, id: line.id, day: line.day, today: act.today },
      place: (line.toClass ?? line.fromClass)?.id ?? null,
    },
  );
  if (later!.isOver)
    throw new Refusal('conflict', 'movement/year-over', {
      facts: { className: (line.toClass ?? line.fromClass)?.name },
    });
  if (later!.isLater) throw new Refusal('conflict', 'movement/not-last');
}

/** Of the stays goes what never was; that it was said stands in the log and in the history. */
async function forget(act: Act, stay: Enrolment, studentId: number): Promise<void> {
  await act.em.execute(
    `delete from subgroup_member m using subgroup g
     where g.id = m.subgroup_id and g.school_class_id = :classId and m.student_id = :studentId and m.since >= :since`,
    { classId: stay.schoolClass.id, studentId, since: stay.since },
  );
  act.em.remove(stay);
  await act.em.flush();
}
