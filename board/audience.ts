import type { DocumentKind } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import { type Actor, addressWords, personWord, staffRoles } from '#school/actor.ts';
import { shortNameOf } from '#school/names.ts';
import { invalid } from '#school/refusal.ts';
import { staffOnDay } from '#school/staff.ts';

/** Whom a document is for: everyone on the staff, or those who hold a role. */
export const audienceWords = ['staff', ...staffRoles] as const;
/** So many people may be chosen one by one. */
const mostPeople = 200;

export type AudienceWord = (typeof audienceWords)[number];

/**
 * Families whom an announcement may be for; beside these, `class:<id>`: the families of a class. A chosen person is `person:<id>`.
 */
export const familyWords = ['parents', 'students'] as const;

/**
 * The chosen audience, each word once; «staff» takes in the rest of the staff. Families, and people of them, are for announcements
 * alone. Refusals at `audience`: nobody, an unknown word, class or person, too many people, families for another kind.
 */
export async function checkAudience(act: Act, kind: DocumentKind, chosen: readonly string[]): Promise<string[]> {
  const staff = audienceWords.filter(word => chosen.includes(word));
  const families = familyWords.filter(word => chosen.includes(word));
  const classes = chosen.filter(word => /^class:[1-9]\d{0,8}$/.test(word));
  const people = [...new Set(chosen.filter(isPersonWord))];
  const words = [...(staff[0] === 'staff' ? ['staff'] : staff), ...families, ...new Set(classes), ...people];
  const known = new Set<string>([...staff, ...families, ...classes, ...people]);
  if (chosen.length === 0 || chosen.some(word => !known.has(word))) invalid('document-audience', 'audience');
  if (families.length + classes.length > 0 && kind !== 'announcement') invalid('document-audience-staff', 'audience');
  if (classes.length > 0) await checkClasses(act, classes);
  if (people.length > 0) await checkPeople(act, kind, people);
  return words;
}

async function checkClasses(act: Act, words: readonly string[]): Promise<void> {
  const open = new Set((await classesToTell(act)).map(({ word }) => word));
  if (words.some(word => !open.has(word))) invalid('document-audience', 'audience');
}

async function checkPeople(act: Act, kind: DocumentKind, words: readonly string[]): Promise<void> {
  if (words.length > mostPeople) invalid('document-people-many', 'audience', { most: mostPeople });
  const rows = await act.em.execute<{ staff: boolean }[]>(
    `select s.person_id is not null as staff from person p left join (${staffOnDay}) s on s.person_id = p.id
     where p.id = any(?) and p.deactivated_at is null`,
    [act.today, `{${personIds(words).join(',')}}`],
  );
  if (rows.length < words.length) invalid('document-audience', 'audience');
  if (kind !== 'announcement' && rows.some(({ staff }) => !staff)) invalid('document-audience-staff', 'audience');
}

/** The people whom an audience names one by one. */
export function personIds(audience: readonly string[]): number[] {
  return audience.filter(isPersonWord).map(word => Number(word.slice('person:'.length)));
}

function isPersonWord(word: string): boolean {
  return /^person:[1-9]\d{0,8}$/.test(word);
}

/** The classes of this year, in order: whose families an announcement may be for. */
export function classesToTell(act: Act): Promise<{ word: string; name: string }[]> {
  return act.em.execute<{ word: string; name: string }[]>(
    `select 'class:' || k.id as word, k.grade || k.letter as name
     from school_class k join school_year y on y.id = k.year_id where ? between y.first_day and y.last_day
     order by k.grade, k.letter collate "ru-x-icu"`,
    [act.today],
  );
}

/** The names of the classes among the words of an audience. */
export async function classNames(act: Act, audience: readonly string[]): Promise<Record<string, string>> {
  const ids = audience.flatMap(word => (word.startsWith('class:') ? [Number(word.slice(6))] : []));
  if (ids.length === 0) return {};
  const rows = await act.em.execute<{ id: number; name: string }[]>(
    `select id, grade || letter as name from school_class where id = any(?)`,
    [`{${ids.join(',')}}`],
  );
  return Object.fromEntries(rows.map(({ id, name }) => [`class:${id}`, name]));
}

/** The names of people among the words of an audience. */
export async function personNames(act: Act, audience: readonly string[]): Promise<Record<string, string>> {
  const ids = personIds(audience);
  if (ids.length === 0) return {};
  const rows = await act.em.execute<{ id: number; name: string }[]>(
    `select p.id, ${shortNameOf('p')} as name from person p where p.id = any(?)`,
    [`{${ids.join(',')}}`],
  );
  return Object.fromEntries(rows.map(({ id, name }) => [personWord(id), name]));
}

/** The words by which this person is addressed, as a PostgreSQL array. */
export function wordsOf(by: Actor): string {
  return `{${addressWords(by).join(',')}}`;
}

/**
 * SQL of who is to know which document (one parameter: the day): `document_id`, `person_id`, `roles` of everybody on
 * that day's staff whom the audience names, the signer left out.
 */
export const addresseesOnDay = `
  select d.id as document_id, s.person_id, s.roles
  from board_document d join (${staffOnDay}) s
    on (s.roles || array['staff', 'person:' || s.person_id]) && d.audience and s.person_id <> d.signer_id`;

/** Everybody whom the audience names today, but the signer. */
export async function peopleOf(act: Act, audience: readonly string[], signerId: number): Promise<number[]> {
  const rows = await act.em.execute<{ person_id: number }[]>(
    `select s.person_id from (${staffOnDay}) s
     where (s.roles || array['staff', 'person:' || s.person_id]) && ?::text[] and s.person_id <> ? order by s.person_id`,
    [act.today, `{${audience.join(',')}}`, signerId],
  );
  return rows.map(row => row.person_id);
}
