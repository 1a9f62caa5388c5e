import { finalStages } from '#journal/finals/stages.ts';
import { Id, type Static, Type } from './schemas.ts';

const Count = Type.Integer();
const Text = Type.String();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const CountOrNull = Type.Union([Type.Integer(), Type.Null()]);
// A list of types is taken as it comes; a union would have a null turned into a 0 on the way.
const Choice = Type.Unsafe<number | string | null>({
  type: ['integer', 'string', 'null'],
  description: 'a number, or not-attested, pass, fail; null: nothing',
});
const Moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

const Column = {
  key: Type.String({ description: 'period-3, year, exam, final' }),
  stage: Type.String({ description: 'period, year, exam, final' }),
  periodKind: Type.String({ description: 'quarter or half-year' }),
  number: CountOrNull,
  joined: TextOrNull,
};
const Cell = {
  mean: Type.Union([Type.Integer({ description: 'hundredths' }), Type.Null()]),
  marks: Count,
  marksElsewhere: Count,
  few: Type.Boolean(),
  suggested: Choice,
  borderline: Type.Boolean(),
  choice: Choice,
  elsewhere: Type.Boolean(),
  differs: Type.Boolean(),
  was: Choice,
  by: TextOrNull,
  at: Moment,
};

export const CourseFinalsBody = Type.Object({
  courseId: Id,
  subject: Text,
  classId: Id,
  className: Text,
  grade: Count,
  subgroup: CountOrNull,
  teacher: Text,
  scale: Type.String({ description: 'marks; words: pass and fail only; none: grade 1 (3.4)' }),
  columns: Type.Array(
    Type.Object({
      ...Column,
      periodId: Type.Union([Id, Type.Null()]),
      lastDay: Text,
      locked: Type.Union([Type.String({ description: 'period or year' }), Type.Null()]),
      unlockedUntil: TextOrNull,
      deadline: TextOrNull,
      open: Type.Boolean(),
      due: Count,
      chosen: Count,
      late: Type.Boolean(),
    }),
  ),
  students: Type.Array(
    Type.Object({
      id: Id,
      name: Text,
      cells: Type.Array(Type.Union([Type.Object(Cell), Type.Null()]), {
        description: 'In the order of the columns; null where the student is not due.',
      }),
    }),
  ),
  maySet: Type.Boolean(),
});

export const StudentFinalsBody = Type.Object({
  student: Type.Object({ id: Id, name: Text, className: TextOrNull, grade: CountOrNull }),
  subjects: Type.Array(
    Type.Object({
      courseId: Id,
      subject: Text,
      teacher: Text,
      finals: Type.Array(Type.Object({ ...Column, ...Cell })),
    }),
  ),
});

const Final = Type.Object({
  studentId: Id,
  stage: Type.Unsafe<(typeof finalStages)[number]>({ type: 'string', enum: [...finalStages] }),
  periodId: Type.Optional(Type.Unsafe<number | null>({ type: ['integer', 'null'] })),
  value: Type.Unsafe<number | string | null>({
    type: ['integer', 'string', 'null'],
    description: 'null takes the mark back',
  }),
  shown: Type.Optional(Choice),
});
export const FinalEntries = Type.Union([Final, Type.Array(Final, { maxItems: 500 })]);

interface Given extends Omit<Static<typeof Final>, 'shown'> {
  shown?: number | 'pass' | 'fail' | 'not-attested' | null;
}
export type FinalsGiven = Given | Given[];
