import { type Static, type TSchema, Type } from 'typebox';

/** Shapes that several routes share. */
export const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
export const IdParams = Type.Object({ id: Id });
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'ISO date' });
export const ErrorBody = Type.Object({
  error: Type.Object({ kind: Type.String(), message: Type.String(), number: Type.Optional(Type.String()) }),
});
export const Created = Type.Object({ id: Id });
export const Nothing = Type.Null();

/** Answers of a route: its own under 200 (or another code), the error shape under every refusal. */
export function answers<T extends TSchema, Code extends number = 200>(schema: T, code: Code = 200 as Code) {
  return { [code]: schema, '4xx': ErrorBody, '5xx': ErrorBody } as Record<Code, T> & { '4xx': typeof ErrorBody };
}

export type { Static, TSchema };
export { Type };
