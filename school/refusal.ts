/** Kinds of an expected no; each door translates them once (HTTP status, colour, tone). */
export type RefusalKind =
  | 'invalid'
  | 'signed-out'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many';

/**
 * An expected no. `reason` names the sentence: templates/refusals/<reason>.hbs, printed with `facts`.
 * `field` names the form field it speaks of. Everything else that is thrown is our bug.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly reason: string;
  readonly facts: Record<string, unknown>;
  readonly field: string | undefined;
  /** What is refused one by one, when a whole form is refused at once. */
  readonly details: readonly Refusal[];

  constructor(kind: RefusalKind, reason: string, options: RefusalOptions = {}) {
    super(`${kind}: ${reason}`);
    this.name = 'Refusal';
    this.kind = kind;
    this.reason = reason;
    this.facts = options.facts ?? {};
    this.field = options.field;
    this.details = options.details ?? [];
  }
}

interface RefusalOptions {
  facts?: Record<string, unknown>;
  field?: string;
  details?: readonly Refusal[];
}

/** Ends the deed because the typed value of `field` will not do. */
export function invalid(reason: string, field: string, facts: Record<string, unknown> = {}): never {
  throw new Refusal('invalid', reason, { field, facts });
}
