import type { FastifyRequest } from 'fastify';
import type { Chosen } from '#board/choices.ts';
import { document } from '#board/document.ts';
import type { DraftView } from '#board/drafts.ts';
import { isKind } from '#board/kinds.ts';
import type { Act } from '#school/act.ts';
import type { Upload } from '../uploads.ts';
import { wholeNumber } from './address.ts';
import { typedDuties } from './board-duties-form.ts';
import { fieldsOf, textOf } from './fields.ts';

/** What a document and its draft both carry, as it was typed. */
export function typedWords(request: FastifyRequest) {
  const body = fieldsOf(request);
  return {
    title: textOf(body.title),
    text: textOf(body.text),
    audience: listOf(body.audience),
    acknowledgeBy: textOf(body.acknowledgeBy).trim(),
    effectiveFrom: textOf(body.effectiveFrom).trim(),
    effectiveUntil: textOf(body.effectiveUntil).trim(),
    isPublic: body.isPublic === 'yes',
    pinned: body.pinned === 'yes',
    replaces: wholeNumber(body.replaces),
    files: filesIn(body),
    ...typedDuties(request),
  };
}

/** The files chosen with the form. */
export function filesIn(body: Record<string, unknown>): Upload[] {
  return [body.file].flat().filter(one => typeof one === 'object' && one !== null) as Upload[];
}

/** A text that a form begins with: the saved draft, or the document that the new one is to stand instead of. */
export type Beginning = Partial<Omit<DraftView, 'files'>>;

/** The document named in the address (`?replaces=`), as the beginning of the one that stands instead of it. */
export async function beginningInstead(act: Act, request: FastifyRequest): Promise<Beginning | undefined> {
  const id = wholeNumber((request.query as Record<string, unknown>).replaces);
  if (!id) return undefined;
  const { kind, title, text, audience, isPublic } = await document(act, id);
  return { kind, title, text, audience, isPublic, replacesId: id };
}

/** The fields of the form as it begins; what was typed stands over them when the form is shown again. */
export function wordFields(request: FastifyRequest, begun: Beginning = {}) {
  const body = fieldsOf(request);
  // A box that was cleared sends nothing at all.
  const checked = (name: 'isPublic' | 'pinned') => (isTyped(request) ? textOf(body[name]) : begun[name] ? 'yes' : '');
  return {
    title: begun.title ?? '',
    text: begun.text ?? '',
    acknowledgeBy: begun.acknowledgeBy ?? '',
    effectiveFrom: begun.effectiveFrom ?? '',
    effectiveUntil: begun.effectiveUntil ?? '',
    isPublic: checked('isPublic'),
    pinned: checked('pinned'),
    replaces: begun.replacesId ? String(begun.replacesId) : '',
  };
}

/** Whom it is for, as it was typed or as the form begins. */
export function chosenAudience(request: FastifyRequest, begun: Beginning = {}): string[] {
  return isTyped(request) ? listOf(fieldsOf(request).audience) : (begun.audience ?? ['staff']);
}

/** What the form must be able to show of the choices made so far; `?people=all` lists families by name without a script. */
export function choiceOf(request: FastifyRequest, begun: Beginning = {}): Chosen {
  const { replaces } = fieldsOf(request);
  return {
    audience: chosenAudience(request, begun),
    replaces: isTyped(request) ? wholeNumber(replaces) : (begun.replacesId ?? undefined),
    everybody: (request.query as Record<string, unknown>).people === 'all',
  };
}

function isTyped(request: FastifyRequest): boolean {
  const body = fieldsOf(request);
  return body._csrf !== undefined && body.kind !== undefined;
}

/** The chosen words of a list. */
export function listOf(value: unknown): string[] {
  return [value].flat().filter(one => typeof one === 'string');
}

/** A kind of document, when the text names one. */
export function kindOf(value: unknown) {
  return typeof value === 'string' && isKind(value) ? value : undefined;
}
