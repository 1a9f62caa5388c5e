import { DayText, Id, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const CountOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
const Slot = Type.Optional(Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 14 }));
const Decided = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  description: 'instead, combined (together with the parallel subgroup) or cancelled; null while it is open',
});

/** When a teacher is away; what is left out of a change is emptied. */
export const AbsenceBody = Type.Object({
  since: DayText,
  until: DayText,
  firstSlot: Slot,
  lastSlot: Slot,
  reason: Type.Optional(TextOrNull),
  orderNumber: Type.Optional(TextOrNull),
  orderDate: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'ISO date' })),
});
export const NewAbsenceBody = Type.Object({ teacherId: Id, ...AbsenceBody.properties });
export const DecisionsBody = Type.Object({
  decisions: Type.Array(
    Type.Object({
      lessonId: Id,
      kind: Type.Enum(['instead', 'combined', 'cancelled'] as const),
      teacherId: Type.Optional(Id),
    }),
    { minItems: 1, maxItems: 500 },
  ),
});

const Lesson = {
  lessonId: Id,
  slot: Count,
  startsAt: TextOrNull,
  endsAt: TextOrNull,
  className: Text,
  subject: Text,
  subgroup: CountOrNull,
  room: Text,
  substitute: TextOrNull,
  decided: Decided,
};
export const DayBody = Type.Object({
  day: Text,
  isSchoolDay: Type.Boolean(),
  previous: TextOrNull,
  next: TextOrNull,
  lessons: Type.Array(
    Type.Object({
      ...Lesson,
      teacher: Text,
      part: Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'substituting or given-away' }),
    }),
  ),
});

const Head = {
  id: Id,
  teacherId: Id,
  teacher: Text,
  since: Text,
  until: Text,
  firstSlot: CountOrNull,
  lastSlot: CountOrNull,
  reason: TextOrNull,
  orderNumber: TextOrNull,
  orderDate: TextOrNull,
};
const Counted = Type.Array(Type.Object({ ...Head, lessons: Count, open: Count }));
export const AbsencesBody = Type.Object({ current: Counted, past: Counted, mayKeep: Type.Boolean() });
const Candidate = Type.Object({
  id: Id,
  name: Text,
  sameSubject: Type.Boolean(),
  teachesClass: Type.Boolean(),
  around: Type.String({ description: 'between, beside, that-day or not-that-day' }),
  substitutions: Type.Integer({ description: 'so far in that month' }),
});
export const OneAbsenceBody = Type.Object({
  ...Head,
  open: Count,
  mayKeep: Type.Boolean(),
  standsIn: Type.Array(
    Type.Object({ lessonId: Id, absenceId: Id, day: Text, slot: Count, className: Text, teacher: Text }),
  ),
  lessons: Type.Array(
    Type.Object({
      ...Lesson,
      day: Text,
      ended: Type.Boolean(),
      substituteId: CountOrNull,
      written: Type.Boolean({ description: 'the substitute has written into it, so it stays' }),
      candidates: Type.Array(Candidate, { description: 'who is free, the best first' }),
      partners: Type.Array(Type.Object({ teacherId: Id, teacher: Text, subgroup: CountOrNull, room: Text })),
      suggested: Type.Union([Candidate, Type.Null()], { description: 'when all open lessons are given at once' }),
    }),
  ),
});
export const ChoicesBody = Type.Object({
  teachers: Type.Array(Type.Object({ id: Id, name: Text })),
  reasons: Type.Array(Text),
});
export const ListBody = Type.Object({
  from: Text,
  to: Text,
  cancelled: Count,
  open: Count,
  withReasons: Type.Boolean(),
  lines: Type.Array(
    Type.Object({
      substituteId: Id,
      substitute: Text,
      day: Text,
      slot: Count,
      className: Text,
      subject: Text,
      subgroup: CountOrNull,
      instead: Text,
      kind: Text,
      hours: Count,
      orderNumber: TextOrNull,
      orderDate: TextOrNull,
      reason: TextOrNull,
    }),
  ),
});
