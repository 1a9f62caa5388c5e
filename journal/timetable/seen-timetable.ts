import type { Act } from '#school/act.ts';
import { ownClasses } from '#school/own-classes.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { Whose } from './lessons-between.ts';

export type TimetableKind = 'class' | 'teacher' | 'room';

/** Whose timetable is looked at, by somebody who may. */
export interface SeenTimetable {
  kind: TimetableKind;
  id: number;
  /** «5Б», «Иванова Наталья Петровна», «301» */
  name: string;
  whose: Exclude<Whose, 'all'>;
  /** Of a class. */
  grade: number | null;
  shift: number | null;
}

/** A class for the staff and the families of its students, a teacher and a room for the staff. Refuses: not-found. */
export function seenTimetable(act: Act, { kind, id }: { kind: TimetableKind; id: number }): Promise<SeenTimetable> {
  if (kind === 'class') return seenClass(act, id);
  return kind === 'teacher' ? seenTeacher(act, id) : seenRoom(act, id);
}

async function seenClass(act: Act, id: number): Promise<SeenTimetable> {
  const [found] = await act.em.execute<{ name: string; grade: number; shift: number }[]>(
    'select grade || letter as name, grade, shift from school_class where id = :id',
    { id },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassTimetable', { classId: id, ownClassIds: await ownClasses(act) });
  return { kind: 'class', id, ...found, whose: { classId: id } };
}

async function seenTeacher(act: Act, id: number): Promise<SeenTimetable> {
  see(act, 'readTimetables');
  const [found] = await act.em.execute<{ name: string }[]>(
    `select concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name from person p where p.id = :id
       and (exists (select from course c where c.teacher_id = p.id)
         or exists (select from assignment a where a.person_id = p.id and a.role = 'teacher'))`,
    { id },
  );
  if (!found) throw new Refusal('not-found', 'not-found');
  return { kind: 'teacher', id, ...found, whose: { teacherId: id }, grade: null, shift: null };
}

async function seenRoom(act: Act, id: number): Promise<SeenTimetable> {
  see(act, 'readTimetables');
  const [room] = await act.em.execute<{ id: number; name: string }[]>('select id, name from room where id = :id', {
    id,
  });
  if (!room) throw new Refusal('not-found', 'not-found');
  return { kind: 'room', id, name: room.name, whose: { room }, grade: null, shift: null };
}
