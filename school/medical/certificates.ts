import { MedicalCertificate, type MedicalKind, medicalKinds } from '#db/school/medical-certificate.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import { addYears, type Day, parseDay } from '../calendar.ts';
import { placeOfStudent } from '../classes/place-of-student.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';

export { type MedicalKind, medicalKinds } from '#db/school/medical-certificate.ts';

/** A certificate as it is typed; days are ISO. */
export interface CertificateEntry {
  kind: string;
  since: string;
  until: string;
  number?: string | null;
}

const longestNumber = 40;

/**
 * Enters a certificate of a medical group, or a release for a while (3.3); gives its id. By the class teacher and the registrar.
 * Refusals: not-found, not-allowed, invalid at kind, since, until (at most a year), number; conflict for one that stands already.
 */
export async function enterCertificate(act: Act, studentId: number, entry: CertificateEntry): Promise<number> {
  const { classId } = await placeOfStudent(act, studentId);
  permit(act, 'keepMedical', classId);
  const read = readEntry(entry);
  const { kind, since, until } = read;
  // Two presses at once come one after the other, and the second one finds the first.
  await act.em.execute('select id from student where id = ? for update', [studentId]);
  const known = await act.em.count(MedicalCertificate, { student: studentId, kind, since, until, withdrawnAt: null });
  if (known > 0) throw new Refusal('conflict', 'medical/known');
  const certificate = act.em.create(MedicalCertificate, {
    ...read,
    student: act.em.getReference(Student, studentId),
    enteredBy: act.em.getReference(Person, act.by.id),
    enteredAt: act.at,
  });
  await act.em.flush();
  return certificate.id;
}

function readEntry(typed: CertificateEntry): { kind: MedicalKind; since: Day; until: Day; number: string | null } {
  const kind = medicalKinds.find(one => one === typed.kind) ?? invalid('medical/kind', 'kind');
  const since = parseDay(typed.since) ?? invalid('medical/since', 'since');
  const until = parseDay(typed.until) ?? invalid('medical/until', 'until');
  if (until < since) invalid('medical/until-before', 'until');
  if (until > addYears(since, 1)) invalid('medical/long', 'until');
  const number = tidyLine(typed.number ?? '');
  if (number.length > longestNumber) invalid('medical/number', 'number', { most: longestNumber });
  return { kind, since, until, number: number === '' ? null : number };
}

/** Takes back a certificate that was entered wrongly; it stays readable as such. Withdrawn twice it is withdrawn once. Refusals: not-found, not-allowed. */
export async function withdrawCertificate(act: Act, id: number): Promise<{ studentId: number; classId: number }> {
  const certificate = await act.em.findOne(MedicalCertificate, id);
  if (!certificate) throw new Refusal('not-found', 'not-found');
  const { studentId, classId } = await placeOfStudent(act, certificate.student.id);
  permit(act, 'keepMedical', classId);
  if (certificate.withdrawnAt === null) {
    certificate.withdrawnAt = act.at;
    certificate.withdrawnBy = act.em.getReference(Person, act.by.id);
  }
  return { studentId, classId };
}
