import type { FastifyRequest } from 'fastify';
import type { DraftView } from '#board/drafts.ts';
import { isKind } from '#board/kinds.ts';
import type { Upload } from '../uploads.ts';
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
    files: filesIn(body),
    ...typedDuties(request),
  };
}

/** The files chosen with the form. */
export function filesIn(body: Record<string, unknown>): Upload[] {
  return [body.file].flat().filter(one => typeof one === 'object' && one !== null) as Upload[];
}

/** The same fields as the form begins: empty, or as they stand in the draft. */
export function wordFields(saved?: DraftView) {
  return {
    title: saved?.title ?? '',
    text: saved?.text ?? '',
    acknowledgeBy: saved?.acknowledgeBy ?? '',
  };
}

/** The chosen words of a list. */
export function listOf(value: unknown): string[] {
  return [value].flat().filter(one => typeof one === 'string');
}

/** A kind of document, when the text names one. */
export function kindOf(value: unknown) {
  return typeof value === 'string' && isKind(value) ? value : undefined;
}
