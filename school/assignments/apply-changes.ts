import { Assignment } from '#db/school/assignment.ts';
import { FunctionChange } from '#db/school/function-change.ts';
import { Person } from '#db/school/person.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import type { HouseAct } from '../act.ts';
import { addDays } from '../calendar.ts';
import { type NamedAct, recordChange } from '../history/record-change.ts';
import { holdFunctions } from './hold-functions.ts';
import { isRepealed } from './is-repealed.ts';
import { roleOf } from './terms.ts';

/**
 * Lets the planned lines of the log whose day has come take effect: the clock's deed, each minute. What an order said that another
 * has replaced by its day is withdrawn instead.
 */
export async function applyDueChanges(act: HouseAct): Promise<void> {
  // Held first: two processes tick, and the director may be at work.
  await holdFunctions(act);
  const due = await act.em.execute<{ id: number }[]>(
    `select id from function_change where done_at is null and withdrawn_at is null and day <= ? order by day, id`,
    [act.today],
  );
  if (due.length === 0) return;
  await act.em.execute(
    `update function_change c set withdrawn_at = :at
     where c.done_at is null and c.withdrawn_at is null and c.day <= :today and ${isRepealed('c.document_id', 'c.day')}`,
    { at: act.at, today: act.today },
  );
  const lines = await act.em.find(
    FunctionChange,
    { id: { $in: due.map(({ id }) => id) }, withdrawnAt: null },
    { orderBy: { day: 'asc', id: 'asc' } },
  );
  for (const line of lines) {
    // A class given anew a moment ago has withdrawn what was to follow.
    await act.em.refresh(line);
    if (!line.withdrawnAt) await applyChange({ ...act, by: { id: line.by.id } }, line);
  }
}

/** Lets one line take effect: the roles of the next request are read anew. */
export async function applyChange(act: NamedAct, line: FunctionChange): Promise<void> {
  if (line.function === 'class-teacher') await applyToClass(act, line);
  else await applyToAssignments(act, line);
  line.doneAt = act.at;
  await act.em.flush();
  recordChange(act, {
    deed: 'function',
    subject: `function:${line.id}`,
    course: null,
    before: null,
    after: {
      deed: line.deed,
      function: line.function,
      person: line.person.id,
      class: line.schoolClass?.id ?? null,
      day: line.day,
      until: line.until ?? null,
    },
  });
}

async function applyToAssignments(act: HouseAct, line: FunctionChange): Promise<void> {
  const { day, person, until = null } = line;
  const held = roleOf(line.function);
  if (line.deed === 'assign') {
    act.em.create(Assignment, { person, ...held, since: day, until, change: line });
    return;
  }
  await act.em.execute(
    `update assignment set until = :eve where person_id = :person and role = :role and substitute = :substitute
       and (until is null or until > :eve)`,
    { ...held, person: person.id, eve: addDays(day, -1) },
  );
}

async function applyToClass(act: HouseAct, line: FunctionChange): Promise<void> {
  const schoolClass = await act.em.findOneOrFail(SchoolClass, { id: line.schoolClass!.id });
  const former = schoolClass.classTeacher ?? null;
  if (line.deed === 'relieve') {
    if (former?.id === line.person.id) schoolClass.classTeacher = null;
    return;
  }
  schoolClass.classTeacher = act.em.getReference(Person, line.person.id);
  await withdrawReturns(act, line);
  if (line.until) giveBack(act, line, former);
}

/** A class given anew goes back to nobody: what an earlier temporary assignment planned is off. */
async function withdrawReturns(act: HouseAct, line: FunctionChange): Promise<void> {
  await act.em.execute(
    `update function_change set withdrawn_at = :at, withdrawn_by_id = :by
     where school_class_id = :classId and end_of_id is not null and id <> :id and done_at is null and withdrawn_at is null`,
    { at: act.at, by: line.by.id, classId: line.schoolClass!.id, id: line.id },
  );
}

/** A class given for a time goes back afterwards to whose it was, or to nobody. */
function giveBack(act: HouseAct, line: FunctionChange, former: { id: number } | null): void {
  act.em.create(FunctionChange, {
    deed: former ? 'assign' : 'relieve',
    function: 'class-teacher',
    person: act.em.getReference(Person, former?.id ?? line.person.id),
    schoolClass: line.schoolClass!,
    day: addDays(line.until!, 1),
    until: null,
    document: line.document ?? null,
    orderNumber: line.orderNumber ?? null,
    orderDate: line.orderDate ?? null,
    by: line.by,
    at: act.at,
    endOf: line,
  });
}
