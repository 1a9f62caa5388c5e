import usualSchool from '#db/founding/usual-school.json' with { type: 'json' };
import { Subject } from '#db/school/subject.ts';
import type { Act } from '../act.ts';
import { withoutYo } from '../names.ts';
import { may, permit, see } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import { recordSetting } from './record-setting.ts';

export interface SchoolSubject {
  id: number;
  name: string;
  shortName: string;
  /** Journals of it, in any year: then it stays. */
  courses: number;
}

/** The subjects of the school as they stand on papers. For the heads of the school and the registrar. Refusal: not-found. One query. */
export async function schoolSubjects(act: Act): Promise<{ subjects: SchoolSubject[]; mayKeep: boolean }> {
  see(act, 'readSchoolSettings');
  const subjects = await act.em.execute<SchoolSubject[]>(
    `select j.id, j.name, j.short_name as "shortName",
       (select count(*)::int from course c where c.subject_id = j.id) as courses
     from subject j order by j.position, j.name collate "ru-x-icu"`,
  );
  return { subjects, mayKeep: may(act.by, 'keepLoad') };
}

export interface SubjectEntry {
  id?: number;
  name: string;
  shortName: string;
  /** Its place among the others, from 1; the last without one. */
  place?: number | null;
}

/** Adds a subject, or changes one. Gives its id. Refusals: not-found, not-allowed, invalid (name, shortName, place). */
export async function keepSubject(act: Act, { id, name, shortName, place = null }: SubjectEntry): Promise<number> {
  const known = await ordered(act);
  const clean = tidyLine(name);
  if (clean === '' || clean.length > 100) invalid('settings/line', 'name', { most: 100 });
  const short = tidyLine(shortName) || clean.slice(0, 12);
  if (short.length > 20) invalid('settings/line', 'shortName', { most: 20 });
  if (place !== null && !(Number.isInteger(place) && place >= 1 && place <= 999))
    invalid('settings/number', 'place', { least: 1, most: 999 });
  const alike = (text: string) => withoutYo(text.toLowerCase());
  if (known.some(one => one.id !== id && alike(one.name) === alike(clean)))
    invalid('settings/taken', 'name', { name: clean });
  const index = known.findIndex(one => one.id === id);
  if (id !== undefined && index < 0) throw new Refusal('not-found', 'not-found');
  const found = known[index];
  const before = found ? { title: found.name, shortName: found.shortName, place: index + 1 } : null;
  const subject = found ?? act.em.create(Subject, { name: clean, shortName: short });
  Object.assign(subject, { name: clean, shortName: short });
  const others = known.filter(one => one !== subject);
  const at = Math.min(place ?? (found ? index + 1 : known.length + 1), others.length + 1);
  for (const [position, one] of others.toSpliced(at - 1, 0, subject).entries()) one.position = position + 1;
  await act.em.flush();
  const after = { title: clean, shortName: short, place: at };
  recordSetting(act, { page: 'subjects', thing: 'subject', name: before?.title ?? clean, before, after });
  return subject.id;
}

/** Takes away a subject that nobody learns and nobody has learned. Refusals: not-found, not-allowed, conflict. */
export async function dropSubject(act: Act, id: number): Promise<void> {
  const subject = (await ordered(act)).find(one => one.id === id);
  if (!subject) throw new Refusal('not-found', 'not-found');
  const [row] = await act.em.execute<{ used: boolean }[]>(
    `select exists (select from course where subject_id = :id) or exists (select from subgroup where subject_id = :id) as used`,
    { id },
  );
  const { name, shortName } = subject;
  if (row!.used) throw new Refusal('conflict', 'settings/subject-used', { facts: { name } });
  recordSetting(act, { page: 'subjects', thing: 'subject', name, before: { title: name, shortName }, after: null });
  act.em.remove(subject);
}

/** Adds those of the usual subjects that are not there yet; gives how many. Refusals: not-found, not-allowed. */
export async function addUsualSubjects(act: Act): Promise<number> {
  const known = await ordered(act);
  const there = new Set(known.map(({ name }) => withoutYo(name.toLowerCase())));
  const missing = usualSchool.subjects.filter(({ name }) => !there.has(withoutYo(name.toLowerCase())));
  for (const [index, { name, shortName }] of missing.entries()) {
    act.em.create(Subject, { name, shortName, position: known.length + index + 1 });
    recordSetting(act, {
      ...{ page: 'subjects', thing: 'subject', name },
      ...{ before: null, after: { title: name, shortName } },
    });
  }
  return missing.length;
}

/** In their order, held until the act ends. */
async function ordered(act: Act): Promise<Subject[]> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepLoad');
  await act.em.execute('select id from subject order by id for update');
  const subjects = await act.em.find(Subject, {});
  const places = await act.em.execute<{ id: number }[]>(
    'select id from subject order by position, name collate "ru-x-icu"',
  );
  return places.map(({ id }) => subjects.find(one => one.id === id)!);
}
