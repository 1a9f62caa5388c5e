import { DayText, Id, Type } from './schemas.ts';

const Count = Type.Integer();
const Text = Type.String();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const CountOrNull = Type.Union([Type.Integer(), Type.Null()]);
const Reason = Type.String({ description: 'ill, valid, unexcused' });
const Accepted = Type.Unsafe<boolean | null>({
  type: ['boolean', 'null'],
  description: 'null while it waits for the class teacher',
});

const Figures = Type.Object({
  lessons: Count,
  held: Count,
  missed: Count,
  ill: Count,
  valid: Count,
  unexcused: Count,
  unknown: Count,
  late: Count,
  days: Count,
  daysIll: Count,
  attendance: Type.Union([Type.Integer({ description: 'tenths of a percent' }), Type.Null()]),
});
const Absence = Type.Object({ lessonId: Id, slot: Count, subject: Text, kind: Text });
const Cell = Type.Object({
  day: Text,
  lessons: Count,
  missed: Count,
  late: Count,
  sign: Type.Union([Type.String({ description: 'full, part, late' }), Type.Null()]),
  kind: TextOrNull,
  absences: Type.Array(Absence),
});
const note = { id: Id, since: Text, until: Text, reason: Text, text: TextOrNull, accepted: Accepted };

export const MonthQuery = Type.Object({
  classId: Id,
  month: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$', description: '2026-11; this month by default' })),
});
export const MonthBody = Type.Object({
  classId: Id,
  className: Text,
  from: Text,
  to: Text,
  days: Type.Array(Text),
  students: Type.Array(
    Type.Object({ id: Id, name: Text, cells: Type.Array(Type.Union([Cell, Type.Null()])), figures: Figures }),
  ),
  figures: Figures,
  systematic: Type.Array(Type.Object({ id: Id, name: Text, unexcused: Count, tenths: Count })),
  notes: Type.Array(
    Type.Object({ ...note, studentId: Id, student: Text, by: Text, at: Type.String({ format: 'date-time' }) }),
  ),
  mayGiveReason: Type.Boolean(),
});

export const ReasonsGiven = Type.Object({
  classId: Id,
  studentIds: Type.Array(Id, { maxItems: 100 }),
  from: DayText,
  to: DayText,
  kind: Reason,
});
export const ReasonsBody = Type.Object({ changed: Type.Integer({ description: 'lessons that became different' }) });

export const NotesBody = Type.Object({
  student: Type.Object({ id: Id, name: Text, className: TextOrNull, grade: CountOrNull }),
  notes: Type.Array(Type.Object(note)),
  mayExplain: Type.Boolean(),
});
export const NoteGiven = Type.Object({
  since: DayText,
  until: DayText,
  reason: Type.String({ description: 'ill, valid, other (then with a text)' }),
  text: Type.Optional(Text),
});
export const SettlementGiven = Type.Object({ accepted: Type.Boolean() });
export const SettlementBody = Type.Object({ explained: Type.Integer({ description: 'lessons that got a reason' }) });

export const YearBody = Type.Object({
  days: Type.Array(
    Type.Object({
      day: Text,
      missed: Type.Integer({ description: 'lessons' }),
      full: Type.Boolean({ description: 'every lesson of the day' }),
    }),
    { description: 'days of the school year with lessons that have begun' },
  ),
});
