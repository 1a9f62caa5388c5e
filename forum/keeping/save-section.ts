import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { invalid } from '#school/refusal.ts';
import { endMirrorOfNarrowed } from '../mirror/end.ts';
import { keepNewsOfSection } from '../moderation/news-of-reply.ts';
import { recordModeration } from '../moderation/record.ts';
import { readReason } from '../text.ts';
import { keepingSection, mayKeep } from './keeping-section.ts';
import { readSectionFields, type SectionFields } from './section-fields.ts';

/** Names of addresses under /forum: no section is called so. */
const taken = [
  'new',
  'search',
  'log',
  'topics',
  'replies',
  'sections',
  'subscriptions',
  'mirror',
  'polls',
  'section-order',
];

/**
 * Opens a section of the forum and gives its key (7, 3.2h). Refusals: not-found, not-allowed; invalid under key and as
 * `readSectionFields`.
 */
export async function createSection(act: Act, typed: SectionFields & { key: string }): Promise<string> {
  mayKeep(act);
  await act.em.execute('lock table section in share row exclusive mode');
  const fields = await readSectionFields(act, typed);
  const all = await act.em.find(Section, {});
  const key = typed.key.trim().toLowerCase() || freeKey(all);
  if (!/^[a-z][a-z\d-]{1,29}$/.test(key) || taken.includes(key)) invalid('section/key', 'key');
  if (all.some(one => one.key === key)) invalid('section/key-taken', 'key', { key });
  const position = Math.max(0, ...all.map(one => one.position)) + 1;
  const section = act.em.create(Section, { ...plain(fields), key, position });
  recordModeration(act, { deed: 'section-create', section, reason: null });
  return key;
}

/**
 * Changes a section: who may no longer read it hears nothing more of what is said there, in a mirrored group neither. Refusals: not-found, not-allowed;
 * invalid under reason and as `readSectionFields`.
 */
export async function changeSection(act: Act, key: string, typed: SectionFields & { reason: string }): Promise<void> {
  const section = await keepingSection(act, key);
  const fields = plain(await readSectionFields(act, typed, section));
  const names = ['name', 'description', 'readers', 'writers', 'suggestions'] as const;
  const changed = names.filter(name => `${section[name]}` !== `${fields[name]}`);
  if (changed.length === 0) return;
  const reason = readReason(typed.reason);
  const isNarrowed = section.readers.some(word => !fields.readers.includes(word)) && !fields.readers.includes('staff');
  const change = Object.fromEntries(changed.map(name => [name, [section[name], fields[name]] as [unknown, unknown]]));
  Object.assign(section, fields);
  recordModeration(act, { deed: 'section-change', section, reason, change });
  await act.em.flush();
  if (changed.includes('readers')) await keepNewsOfSection(act, section.id);
  if (isNarrowed) await endMirrorOfNarrowed(act, section.id);
}

function plain({ readers, writers, ...rest }: SectionFields) {
  return { ...rest, readers: [...readers], writers: [...writers] };
}

function freeKey(all: readonly Section[]): string {
  for (let number = all.length + 1; ; number++) {
    const key = `section-${number}`;
    if (!all.some(one => one.key === key)) return key;
  }
}
