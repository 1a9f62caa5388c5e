import data from '#templates/bot/vocabulary/meanings.json' with { type: 'json' };

export type Intent = keyof typeof data;

/** What a message speaks of: its concepts, and beginning with a colon what else it names (`:subject`, `:day`). */
export type Facts = ReadonlySet<string>;

/** A meaning, its strength, and the facts that together say it. */
interface Rule {
  intent: Intent;
  strength: number;
  facts: readonly string[];
}

export const rules: readonly Rule[] = (Object.entries(data) as [Intent, Record<string, string[]>][]).flatMap(
  ([intent, byStrength]) =>
    Object.entries(byStrength).flatMap(([strength, together]) =>
      together.map(facts => ({ intent, strength: Number(strength), facts: facts.split(' ') })),
    ),
);

/** How strongly the facts say each intent; those they don't say are left out. */
export function strengthsOf(facts: Facts): Map<Intent, number> {
  const strengths = new Map<Intent, number>();
  for (const rule of rules) {
    if (!rule.facts.every(fact => facts.has(fact))) continue;
    strengths.set(rule.intent, Math.max(rule.strength, strengths.get(rule.intent) ?? 0));
  }
  return strengths;
}
