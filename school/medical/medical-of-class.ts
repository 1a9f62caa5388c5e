import type { MedicalKind } from '#db/school/medical-certificate.ts';
import type { Act } from '../act.ts';
import { addDays, type Day } from '../calendar.ts';

/** A certificate that counts: not taken back. */
export interface Certificate {
  id: number;
  kind: MedicalKind;
  since: Day;
  until: Day;
  number: string | null;
}

/** What a card says of a student's health. */
export interface MedicalView {
  /** The group of today; of none, the one that ended last. */
  group: (Certificate & { over: boolean }) | null;
  /** Until when the student is released from physical education, where that is so today. */
  releasedUntil: Day | null;
  /** A certificate that ends within two weeks and has no successor. */
  ending: Certificate | null;
}

/** So long before its end a certificate is spoken of. */
export const daysBefore = 14;

/** The health of students by their ids; whoever asks has asked the charter (`readMedical`) before. One query. */
export async function medicalOf(act: Act, studentIds: readonly number[]): Promise<Map<number, MedicalView>> {
  const rows = await act.em.execute<(Certificate & { studentId: number })[]>(
    `select m.id, m.student_id as "studentId", m.kind, m.since::text, m.until::text, m.number from medical_certificate m
     where m.student_id = any(:ids) and m.withdrawn_at is null order by m.student_id, m.since, m.id`,
    { ids: `{${studentIds.join(',')}}` },
  );
  const byStudent = Map.groupBy(rows, ({ studentId }) => studentId);
  return new Map([...byStudent].map(([id, held]) => [id, viewOf(held.map(certificateOf), act.today)]));
}

function certificateOf({ id, kind, since, until, number }: Certificate): Certificate {
  return { id, kind, since, until, number };
}

function viewOf(certificates: readonly Certificate[], today: Day): MedicalView {
  const begun = certificates.filter(({ since }) => since <= today);
  const groups = begun.filter(({ kind }) => kind !== 'released');
  const current = groups.findLast(({ until }) => until >= today);
  const former = groups.toSorted((a, b) => (a.until < b.until ? -1 : 1)).at(-1);
  const releases = begun.filter(({ kind, until }) => kind === 'released' && until >= today);
  const group = current ?? former;
  return {
    group: group ? { ...group, over: group.until < today } : null,
    releasedUntil:
      releases
        .map(({ until }) => until)
        .toSorted()
        .at(-1) ?? null,
    ending: certificates.find(one => isEnding(one, certificates, today)) ?? null,
  };
}

function isEnding(one: Certificate, all: readonly Certificate[], today: Day): boolean {
  const isSoon = one.since <= today && today <= one.until && one.until <= addDays(today, daysBefore);
  return isSoon && !all.some(other => isAlike(one, other) && other.until > one.until);
}

/** A release follows a release, a group another. */
function isAlike(one: Certificate, other: Certificate): boolean {
  return (one.kind === 'released') === (other.kind === 'released');
}
