import { periodKinds } from '#school/settings/classes.ts';
import { setUpSteps } from '#school/settings/set-up.ts';
import { DayText, Id, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const Flag = Type.Boolean();
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const IdOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
const Value = Type.Unsafe<string | number | boolean | null>({ type: ['string', 'integer', 'boolean', 'null'] });
const Kind = Type.Enum(periodKinds);
const Sure = Type.Optional(
  Type.Boolean({ description: 'Lessons or marks may change their place: the first refusal says how many' }),
);
const Span = { firstDay: DayText, lastDay: DayText };

export const AboutEntryBody = Type.Object({
  ...{ name: Text, fullName: Text, timeZone: Text },
  ...{ town: Type.Optional(Text), directorName: Type.Optional(Text) },
});
export const AboutBody = Type.Object({
  ...{ name: Text, fullName: Text, town: TextOrNull, directorName: TextOrNull, director: TextOrNull, timeZone: Text },
  mayKeep: Flag,
});
export const SetUpBody = Type.Object({
  lines: Type.Array(
    Type.Object({
      step: Type.Enum(setUpSteps),
      state: Type.Enum(['to-do', 'partly', 'done'] as const),
      ...{ there: Count, without: Count, mayOpen: Flag },
    }),
  ),
  done: Count,
});
export const RulesEntryBody = Type.Object({
  ...{ oneAllowed: Flag, owedCountsAsTwo: Flag, broughtMarksCount: Flag, owedDays: Count, editingDays: Count },
  ...{ fewestMarksInQuarter: Count, fewestMarksInHalfYear: Count, notAttestedWeight: Count, remindersAt: Text },
});
const Thresholds = { five: Count, four: Count, three: Count };
export const ThresholdsEntryBody = Type.Object({
  grade: IdOrNull,
  ...{ five: Count, four: Count, three: Count },
});
export const WorkKindEntryBody = Type.Object({ name: Text, weight: Count, control: Type.Optional(Flag) });
export const RulesBody = Type.Object({
  ...{ rules: RulesEntryBody, usual: RulesEntryBody },
  thresholds: Type.Array(Type.Object({ grade: IdOrNull, ...Thresholds, usual: Flag })),
  workKinds: Type.Array(Type.Object({ id: Id, name: Text, weight: Count, control: Flag, position: Count, used: Flag })),
  mayKeep: Flag,
});
const Year = Type.Object({ id: Id, ...Span });
export const YearBody = Type.Object({
  ...{ year: Year, years: Type.Array(Year) },
  kinds: Type.Array(
    Type.Object({
      ...{ kind: Kind, count: Count, classes: Count, outside: Count },
      periods: Type.Array(Type.Object({ id: Id, number: Count, ...Span, closed: Flag })),
    }),
  ),
  daysOff: Type.Array(Type.Object({ id: Id, name: Text, grade: IdOrNull, ...Span })),
  movedDays: Type.Array(Type.Object({ id: Id, day: DayText, weekday: Count })),
  ...{ daysPerWeek: Count, schoolDays: Count, next: Count, mayKeep: Flag },
});
export const NewYearBody = Type.Object({ start: Type.Integer({ description: 'It begins in September of this year' }) });
export const YearEntryBody = Type.Object({ ...Span, sure: Sure });
export const WeekBody = Type.Object({ daysPerWeek: Count });
export const PeriodsEntryBody = Type.Object({
  kind: Kind,
  spans: Type.Array(Type.Object(Span), { maxItems: 4 }),
  sure: Sure,
});
export const DaysOffEntryBody = Type.Object({ name: Text, ...Span, grade: Type.Optional(IdOrNull), sure: Sure });
export const MovedDayBody = Type.Object({ day: DayText, weekday: Count, sure: Sure });
export const SureQuery = Type.Object({ sure: Sure });
export const ClassesBody = Type.Object({
  year: Type.Object(Span),
  classes: Type.Array(
    Type.Object({
      ...{ id: Id, grade: Count, letter: Text, name: Text, classTeacher: TextOrNull, periodKind: Kind, shift: Count },
      ...{ students: Count, courses: Count, empty: Flag },
    }),
  ),
  ...{ mayKeep: Flag, mayBringIn: Flag },
});
export const ClassesEntryBody = Type.Object({
  ...{ grade: Count, letters: Text },
  ...{ periodKind: Type.Optional(Kind), shift: Type.Optional(Count) },
});
export const ClassEntryBody = Type.Object({ letter: Text, periodKind: Kind, shift: Count });
export const Ids = Type.Object({ ids: Type.Array(Id) });
export const SubjectsBody = Type.Object({
  subjects: Type.Array(Type.Object({ id: Id, name: Text, shortName: Text, courses: Count })),
  mayKeep: Flag,
});
export const SubjectEntryBody = Type.Object({
  name: Text,
  shortName: Type.Optional(Text),
  place: Type.Optional(IdOrNull),
});
export const LoadQuery = Type.Object({ class: Type.Optional(Id), teacher: Type.Optional(Id) });
const Named = Type.Object({ id: Id, name: Text });
export const LoadBody = Type.Object({
  year: Type.Object(Span),
  lines: Type.Array(
    Type.Object({
      ...{ id: Id, classId: Id, className: Text, subjectId: Id, subject: Text, subgroup: IdOrNull },
      ...{ teacherId: Id, teacher: Text, hours: Count, graded: Flag, first: Flag, placed: Type.Number(), empty: Flag },
      past: Type.Array(Type.Object({ teacher: Text, until: DayText })),
      coming: Type.Union([Type.Object({ id: Id, teacher: Text, day: DayText }), Type.Null()]),
    }),
  ),
  hours: Count,
  ...{ classes: Type.Array(Named), subjects: Type.Array(Named) },
  teachers: Type.Array(Type.Object({ id: Id, name: Text, hours: Count })),
  ...{ mayKeep: Flag, mayBringIn: Flag },
});
export const CourseEntryBody = Type.Object({
  ...{ classId: Id, subjectId: Id, subgroup: Type.Optional(IdOrNull), teacherId: Id, hours: Count },
  graded: Type.Optional(Flag),
});
export const CourseChangeBody = Type.Object({ hours: Count, graded: Flag });
export const TeacherEntryBody = Type.Object({ teacherId: Id, day: DayText });
export const HistoryBody = Type.Object({
  lines: Type.Array(
    Type.Object({
      ...{ id: Id, at: Type.String({ format: 'date-time' }), by: TextOrNull, page: Text, thing: Text, name: Text },
      deed: Type.Enum(['new', 'gone', 'changed'] as const),
      values: Type.Array(Type.Object({ key: Text, was: Value, becomes: Value })),
      mayUndo: Flag,
    }),
  ),
});
