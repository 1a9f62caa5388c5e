import { Id, type Static, Type } from './schemas.ts';

export const CellTyped = Type.Object({
  lessonId: Id,
  studentId: Id,
  typed: Type.String({
    maxLength: 40,
    description:
      'The whole of what is to stand in the cell: a mark, two with a slash, codes of absence, a point for an owed work; empty clears it.',
  }),
  workKindId: Type.Optional(Id),
  base: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'What the program believed to stand there; another content is a conflict.',
    }),
  ),
  key: Type.Optional(
    Type.String({ minLength: 8, maxLength: 80, description: 'Names the entry: sent again it is not entered again.' }),
  ),
});
export const CellsTyped = Type.Union([CellTyped, Type.Array(CellTyped, { minItems: 1, maxItems: 200 })]);
export type CellsGiven = Static<typeof CellsTyped>;

const Figures = Type.Object({
  periodId: Id,
  mean: Type.Union([Type.Integer({ description: 'hundredths' }), Type.Null()]),
  marks: Type.Integer(),
  few: Type.Boolean(),
  suggested: Type.Unsafe<number | string | null>({ type: ['integer', 'string', 'null'] }),
  borderline: Type.Boolean(),
});
const Answer = Type.Object({
  state: Type.String({
    description: 'saved, conflict (somebody has changed the cell: nothing was written) or refused',
  }),
  cell: Type.Optional(Type.String({ description: 'saved: what stands there now' })),
  figures: Type.Optional(Type.Array(Figures)),
  theirs: Type.Optional(
    Type.Object({
      text: Type.String(),
      by: Type.Union([Type.String(), Type.Null()]),
      at: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  kind: Type.Optional(Type.String()),
  sentence: Type.Optional(Type.String({ description: 'refused: why' })),
});
export const CellAnswers = Type.Object({ answers: Type.Array(Answer) });
