import { type Choice, type Matter, matters } from '#db/school/telling-choice.ts';

export { type Choice, type Matter, matters, tellingChoices } from '#db/school/telling-choice.ts';

interface MatterRule {
  /** The kinds of notices it holds. */
  kinds: readonly string[];
  /** Chosen for each child; else once for the person. */
  ofChild: boolean;
  /** What holds where nothing was chosen. */
  usual: Choice;
}

/** What one may choose about. Kinds in none of them are always told at once. */
export const matterRules: Record<Matter, MatterRule> = {
  mark: { kinds: ['mark', 'marks-imported'], ofChild: true, usual: 'at-once' },
  absence: { kinds: ['absence'], ofChild: true, usual: 'at-once' },
  homework: { kinds: ['homework'], ofChild: true, usual: 'digest' },
  forecast: { kinds: ['forecast'], ofChild: true, usual: 'at-once' },
  final: { kinds: ['final'], ofChild: true, usual: 'at-once' },
  substitution: { kinds: ['substitution', 'substitution-off', 'timetable'], ofChild: true, usual: 'at-once' },
  letter: { kinds: ['letter'], ofChild: false, usual: 'at-once' },
  announcement: { kinds: ['announcement', 'document', 'documents-unread'], ofChild: false, usual: 'at-once' },
  missing: { kinds: ['missing-own', 'missing-class'], ofChild: false, usual: 'at-once' },
  'stood-in': { kinds: ['stood-in'], ofChild: false, usual: 'at-once' },
  'absence-note': { kinds: ['absence-note'], ofChild: false, usual: 'at-once' },
  reply: { kinds: ['reply', 'poll', 'suggestion'], ofChild: false, usual: 'at-once' },
  mention: { kinds: ['mention'], ofChild: false, usual: 'at-once' },
  topic: { kinds: ['topic'], ofChild: false, usual: 'at-once' },
};

/** Told at any hour: they answer what the person has just done, or somebody in their name. */
export const urgentKinds = ['chat-linked', 'password-set', 'consent-request', 'report-asked'];

/** Told over every open channel, spare ones too: whoever got hold of one must not be the only one to hear of it. */
export const guardingKinds = ['chat-linked', 'password-set'];

const matterOfKind = new Map(matters.flatMap(matter => matterRules[matter].kinds.map(kind => [kind, matter] as const)));

/** The matter a kind of notice belongs to; nothing for what nobody chooses. */
export function matterOf(kind: string): Matter | undefined {
  return matterOfKind.get(kind);
}
