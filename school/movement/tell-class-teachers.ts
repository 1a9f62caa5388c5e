import type { MovementChange } from '#db/school/movement-change.ts';
import type { Act } from '../act.ts';

/** Tells the teacher of the class left and of the class entered; who enters it knows. Nothing of health is in it. */
export function tellClassTeachers(act: Act, line: MovementChange): void {
  const { familyName, givenName } = line.student.person;
  const facts = {
    ...{ deed: line.deed, name: `${familyName} ${givenName}`, day: line.day, takenBack: Boolean(line.takenBackAt) },
    ...{ from: line.fromClass?.name ?? null, to: line.toClass?.name ?? null, place: line.place ?? null },
    studentId: line.student.id,
  };
  for (const [place, way] of [
    [line.fromClass, 'from'],
    [line.toClass, 'to'],
  ] as const) {
    const teacher = place?.classTeacher;
    if (!teacher || teacher.id === act.by.id) continue;
    act.tell(teacher.id, { kind: 'movement', subject: `movement:${line.id}`, facts: { ...facts, way } });
  }
}
