import { Id, type Static, Type } from './schemas.ts';

export const CellTyped = Type.Object({
  lessonId: Type.Optional(Id),
  courseId: Type.Optional(Type.Integer({ description: 'with periodId instead of a lesson: the mark of a period' })),
  periodId: Type.Optional(Id),
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
export type CellGiven = Static<typeof CellTyped>;
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
    description:
      'saved, conflict (somebody has changed the cell: nothing was written), handed (the same, and the owner of the lesson decides) or refused',
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

const Said = {
  text: Type.String(),
  by: Type.Union([Type.String(), Type.Null()]),
  at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
};
export const ContestedQuery = Type.Object({ courseId: Type.Optional(Id) });
export const ContestedBody = Type.Object({
  cells: Type.Array(
    Type.Object({
      id: Id,
      lessonId: Id,
      day: Type.String(),
      slot: Type.Integer(),
      courseId: Id,
      subject: Type.String(),
      className: Type.String(),
      subgroup: Type.Union([Type.Integer(), Type.Null()]),
      studentId: Id,
      student: Type.String(),
      late: Type.Object(Said, { description: 'the entry that came when the cell had been changed' }),
      standing: Type.Object(Said),
      decides: Type.Boolean({ description: 'the lesson is yours; else the late entry is' }),
    }),
  ),
});
export const SettlementGiven = Type.Object({
  chosen: Type.Unsafe<'entry' | 'standing'>({ type: 'string', enum: ['entry', 'standing'] }),
  shown: Type.String({ maxLength: 40, description: 'what stood in the cell when it was decided' }),
});
export const SettlementBody = Type.Object({
  ...Answer.properties,
  state: Type.String({
    description: 'saved; left (what stood there stays); conflict: the cell says something else by now',
  }),
});

const Nullable = Type.Union([Type.Integer(), Type.Null()]);
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Head = {
  courseId: Id,
  subject: Type.String(),
  classId: Id,
  className: Type.String(),
  grade: Type.Integer(),
  subgroup: Nullable,
  teacher: Type.String(),
};
const Journal = Type.Object({ ...Head, part: Type.String({ description: 'own, substituting or watched' }) });
export const JournalsBody = Type.Object({
  own: Type.Array(Journal),
  substituting: Type.Array(Journal),
  classes: Type.Array(
    Type.Object({ classId: Id, className: Type.String(), led: Type.Boolean(), journals: Type.Array(Journal) }),
  ),
});

export const GridQuery = Type.Object({
  period: Type.Optional(
    Type.String({ pattern: '^([1-9]|year)$', description: 'a number, or year; else the current one' }),
  ),
});
export type GridAsked = Static<typeof GridQuery>;

const Lesson = Type.Object({
  id: Id,
  day: Type.String(),
  slot: Type.Integer(),
  periodId: Nullable,
  topic: TextOrNull,
  homework: TextOrNull,
  noHomework: Type.Boolean(),
  controlId: Type.Union([Type.Integer({ description: 'kind of the control work planned' }), Type.Null()]),
  begun: Type.Boolean(),
  locked: TextOrNull,
  substitute: TextOrNull,
  mayFill: Type.Boolean(),
  mayGiveReason: Type.Boolean(),
});
const Cell = Type.Object({
  text: Type.String(),
  absence: TextOrNull,
  marks: Type.Array(
    Type.Object({
      position: Type.Integer(),
      value: Nullable,
      owed: Type.Boolean(),
      dueOn: TextOrNull,
      workKindId: Id,
      comment: TextOrNull,
    }),
  ),
});
const Student = Type.Object({
  id: Id,
  name: Type.String(),
  theory: Type.Array(Id, {
    description: 'lessons of physical education in which the student is marked on theory (3.3)',
  }),
  stays: Type.Array(Type.Object({ since: Type.String(), until: TextOrNull })),
  cells: Type.Record(Type.String({ description: 'id of the lesson' }), Cell),
  figures: Type.Array(
    Type.Object({
      ...Figures.properties,
      choice: Type.Unsafe<number | string | null>({ type: ['integer', 'string', 'null'] }),
    }),
  ),
});
export const GridBody = Type.Object({
  ...Head,
  graded: Type.Boolean(),
  lowestMark: Type.Integer(),
  periods: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.String(),
      number: Type.Integer(),
      firstDay: Type.String(),
      lastDay: Type.String(),
      closed: Type.Boolean(),
      shown: Type.Boolean(),
    }),
  ),
  workKinds: Type.Array(Type.Object({ id: Id, name: Type.String(), weight: Type.Integer() })),
  lessons: Type.Array(Lesson),
  students: Type.Array(Student),
  maySet: Type.Boolean(),
});
