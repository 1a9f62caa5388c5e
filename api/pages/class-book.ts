import type { ClassCard } from '#school/classes/class-card.ts';
import { kinships } from '#school/classes/parents.ts';
import { medicalKinds } from '#school/medical/certificates.ts';
import type { MedicalView } from '#school/medical/medical-of-class.ts';
import { writeBook } from '#school/write-book.ts';
import type { Press } from '#templates/press.ts';

/** The list of a class as a spreadsheet, a line of each parent; medical groups only where they were asked for. */
export async function classBook(press: Press, card: ClassCard, { health }: { health: boolean }): Promise<Buffer> {
  const [heads = [], kin = [], kinds = []] = press.words('sheets/class-card', {});
  const [name = '', ...columns] = heads;
  const rows = card.students.flatMap(student => {
    const parents = student.parents.length > 0 ? student.parents : [null];
    return parents.map(parent => {
      return [
        ...[student.number, student.name, student.birthday, called(student.phone), student.email, student.address],
        student.subgroups.map(({ subject, number }) => `${subject} ${number}`).join(', '),
        ...[parent?.name ?? null, parent ? kin[kinships.indexOf(parent.kinship)]! : null],
        ...[called(parent?.phone), parent?.email ?? null, parent?.address ?? null, parent?.workplace ?? null],
        ...(health ? healthOf(student.medical, kinds) : []),
      ];
    });
  });
  return writeBook([{ name, columns: health ? columns : columns.slice(0, -3), rows }]);
}

function healthOf(medical: MedicalView | null, kinds: readonly string[]): (string | null)[] {
  const { group, releasedUntil } = medical ?? { group: null, releasedUntil: null };
  const held = group ? [kinds[medicalKinds.indexOf(group.kind)]!, group.until] : [null, null];
  return [...held, releasedUntil];
}

/** A plus at the beginning of a cell is taken for a formula: within the country one calls with an eight. */
function called(phone: string | null | undefined): string | null {
  return phone?.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '8 $1 $2-$3-$4') ?? null;
}
