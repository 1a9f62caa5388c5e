import { DayText, Id, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const CountOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
const Moment = Type.String({ format: 'date-time' });
const MomentOrNull = Type.Union([Moment, Type.Null()]);

const SubjectBody = Type.Object({
  subject: Text,
  teacher: Text,
  failing: Type.Boolean({ description: 'a 2 comes out or stands; else the result is borderline' }),
  mark: Type.Unsafe<number | string>({ type: ['integer', 'string'], description: 'a number, or not-attested' }),
  expected: Type.Boolean({ description: 'by the current marks; else the teacher has set it' }),
  mean: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'hundredths' }),
  marks: Count,
  threshold: CountOrNull,
  owed: Type.Object({ waiting: Count, overdue: Count }),
});
const WayBody = Type.Object({
  messenger: Type.String({ description: 'web, telegram, push, email' }),
  state: Type.String({ description: 'waiting, sent, refused' }),
  sentAt: MomentOrNull,
  error: Type.Union([Text, Type.Null()]),
});

export const TraceBody = Type.Object({
  id: Id,
  studentId: Id,
  way: Type.String({ description: 'sent, or paper' }),
  state: Type.String({
    description: 'waiting, arrived, refused, read, confirmed; of paper printed, signed; taken-back',
  }),
  at: Moment,
  by: Text,
  subjects: Type.Array(SubjectBody),
  takenBack: Type.Union([Type.Object({ at: Moment, by: Text }), Type.Null()]),
  returned: Type.Union([Type.Object({ on: DayText, at: Moment, by: Text }), Type.Null()]),
  parents: Type.Array(
    Type.Object({
      parentId: Id,
      parent: Text,
      dueAt: Moment,
      sentOutAt: MomentOrNull,
      readAt: MomentOrNull,
      confirmedAt: MomentOrNull,
      through: Type.Union([Type.String({ description: 'page, or a messenger' }), Type.Null()]),
      ways: Type.Array(WayBody),
    }),
  ),
  mayTakeBack: Type.Boolean(),
});

export const NoticesQuery = Type.Object({
  classId: Id,
  term: Type.Optional(Type.String({ description: 'quarter-1 … quarter-4, half-year-1, half-year-2' })),
});
export const ClassNoticesBody = Type.Object({
  classId: Id,
  className: Text,
  teacher: Text,
  asOf: DayText,
  term: Type.Object({ name: Text, firstDay: DayText, lastDay: DayText }),
  mayTell: Type.Boolean(),
  untold: Type.Integer({ description: 'failing whose families have been told in no way' }),
  untoldReached: Type.Integer({ description: 'of these whom a message reaches' }),
  students: Type.Array(
    Type.Object({
      studentId: Id,
      student: Text,
      failing: Type.Boolean(),
      onlyPaper: Type.Boolean({ description: 'nothing sent reaches any parent' }),
      isTold: Type.Boolean(),
      subjects: Type.Array(SubjectBody),
      parents: Type.Array(
        Type.Object({
          parentId: Id,
          parent: Text,
          ways: Type.Array(Text),
          lost: Type.Array(Text),
          reached: Type.Boolean(),
        }),
      ),
      traces: Type.Array(TraceBody),
    }),
  ),
});
export const TellingGiven = Type.Object({
  classId: Id,
  term: Type.Optional(Text),
  way: Type.Union([Type.Literal('sent'), Type.Literal('paper')]),
  students: Type.Optional(
    Type.Array(Id, { description: 'left out: all who fail and whose families have not been told' }),
  ),
  again: Type.Optional(
    Type.Array(Id, { description: 'the latest notices of those told before: without them nobody is told twice' }),
  ),
});
export const ToldBody = Type.Object({ ids: Type.Array(Id) });
export const ReturnGiven = Type.Object({ day: DayText });
export const StudentNoticesBody = Type.Object({ notices: Type.Array(TraceBody) });

export const FamilyNoticeBody = Type.Object({
  id: Id,
  studentId: Id,
  student: Text,
  className: Text,
  teacher: Text,
  subjects: Type.Array(SubjectBody),
  asOf: DayText,
  at: Moment,
  confirmedAt: MomentOrNull,
});
export const FamilyNoticesBody = Type.Object({ notices: Type.Array(FamilyNoticeBody) });
