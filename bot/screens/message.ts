import { type Correspondent, correspondents, type FamilyCorrespondents } from '#forum/letters/correspondents.ts';
import { isStaff } from '#school/actor.ts';
import { Refusal } from '#school/refusal.ts';
import { idOf, idsOf, studentIdOf } from '../arguments.ts';
import { askWhom, writeTo } from '../dialogues/letter.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/**
 * To whom: the class teacher and the teachers of the child, with their office hours. `whom` is «class-teacher» or ids of subjects; when
 * it means one person, the text is asked for at once. Staff without children here are asked for a name.
 */
export async function message(scene: Scene, child?: string, whom?: string): Promise<Screen> {
  if (scene.students.length === 0) return isStaff(scene.act.by) ? askWhom(scene) : gone();
  const family = await familyOf(scene, child);
  const meant = whom === undefined ? [] : family.people.filter(one => isMeant(one, whom));
  if (meant.length === 1) return begin(scene, family, meant[0]!);
  const siblings = scene.students.filter(({ id }) => id !== family.studentId);
  const view = { ...family, people: meant.length > 0 ? meant : family.people, siblings, staff: isStaff(scene.act.by) };
  return print(scene.press, 'message', view, String(family.studentId));
}

/** The person of a button. Refusal: not-found. */
export async function messageTo(scene: Scene, child?: string, person?: string): Promise<Screen> {
  const family = await familyOf(scene, child);
  const chosen = family.people.find(({ id }) => id === idOf(person)) ?? gone();
  return begin(scene, family, chosen);
}

/** Staff who are parents here too: to a colleague or a family they teach. */
export async function messageStaff(scene: Scene): Promise<Screen> {
  return isStaff(scene.act.by) ? askWhom(scene) : gone();
}

async function familyOf(scene: Scene, child: string | undefined): Promise<FamilyCorrespondents> {
  const studentId = studentIdOf(scene, child);
  const families = await correspondents(scene.act);
  return families.find(family => family.studentId === studentId) ?? gone();
}

function isMeant({ capacity, subjectIds }: Correspondent, whom: string): boolean {
  if (whom === 'class-teacher') return capacity === 'class-teacher';
  const ids = idsOf(whom);
  return subjectIds.some(id => ids.includes(id));
}

function begin(scene: Scene, { studentId, givenName, className }: FamilyCorrespondents, to: Correspondent) {
  const { id: toId, shortName, officeHours } = to;
  return writeTo(scene, { toId, studentId, to: shortName, about: `${givenName}, ${className}`, officeHours });
}

function gone(): never {
  throw new Refusal('not-found', 'not-found');
}
