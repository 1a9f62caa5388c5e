import { Enrolment } from '#db/school/enrolment.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import { Refusal } from '../refusal.ts';
import { awaitRollover } from '../rollover/hold-years.ts';
import { dropComingPlace } from './coming-year.ts';

/** A student with every stay, in their order. */
export interface StudentStays {
  student: Student;
  stays: Enrolment[];
  /** The stay that has no end. */
  open: Enrolment | undefined;
  /** The last day on which something began or ended; none of a student who has never been in a class. */
  latest: Day | undefined;
}

/**
 * The student whose movement is to be changed, without a place in a year that is only prepared; who else would change it waits.
 * Refusal: not-found.
 */
export async function loadStudent(act: Act, studentId: number): Promise<StudentStays> {
  await awaitRollover(act);
  await act.em.execute('select 1 from student where id = ? for update', [studentId]);
  const student = await act.em.findOne(Student, { id: studentId }, { populate: ['person'] });
  if (!student) throw new Refusal('not-found', 'not-found');
  await dropComingPlace(act, studentId);
  const stays = await act.em.find(
    Enrolment,
    { student },
    { orderBy: { since: 'asc', id: 'asc' }, populate: ['schoolClass', 'schoolClass.year'] },
  );
  return { student, stays, open: stays.find(({ until }) => !until), latest: latestOf(stays) };
}

/** The last day on which one of the stays began or ended. */
export function latestOf(stays: readonly Enrolment[]): Day | undefined {
  return stays
    .flatMap(({ since, until }) => (until ? [since, until] : [since]))
    .toSorted()
    .at(-1);
}
