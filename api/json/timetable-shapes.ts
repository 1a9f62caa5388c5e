import { DayText, Id, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const IdOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
export const Week = Type.Enum(['both', 'A', 'B'] as const, { description: 'Every week, or one of two' });
export const AorB = Type.Enum(['A', 'B'] as const);
const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday' });
const Slot = Type.Integer({ minimum: 0, maximum: 14 });

/** A place of the week of a course: names a lesson of the timetable. */
export const PlaceKeyBody = Type.Object({ courseId: Id, weekday: Weekday, slot: Slot, week: Type.Optional(Week) });
export const PlaceBody = Type.Object({
  ...PlaceKeyBody.properties,
  roomId: Type.Optional(IdOrNull),
  joint: Type.Optional(Type.Boolean({ description: 'Together with another class, one teacher, one room' })),
});
export const StepBody = Type.Union([Type.Object({ remove: PlaceKeyBody }), Type.Object({ place: PlaceBody })]);
export const StepsBody = Type.Object({ changes: Type.Array(StepBody, { minItems: 1, maxItems: 5000 }) });
export const ChangeBody = Type.Object({
  from: DayText,
  ...StepsBody.properties,
  note: Type.Optional(TextOrNull),
  allowClashes: Type.Optional(Type.Boolean()),
});

const Subgroup = Type.Unsafe<{ id: number; number: number } | null>({
  type: ['object', 'null'],
  additionalProperties: true,
});
const CourseShape = {
  courseId: Id,
  classId: Id,
  className: Text,
  subject: Text,
  subgroup: Subgroup,
  teacherId: Id,
  teacher: Text,
};
const PlacedShape = Type.Object({
  ...CourseShape,
  ...{ weekday: Weekday, slot: Slot, week: Week, roomId: IdOrNull, room: TextOrNull, joint: Type.Boolean() },
  ...{ since: DayText, until: TextOrNull },
});
export const ClashBody = Type.Object({
  kind: Type.Enum(['teacher', 'room', 'class', 'subgroup', 'bells', 'load'] as const),
  ...{ one: Type.Optional(PlacedShape), other: Type.Optional(Type.Union([PlacedShape, Type.Null()])) },
  ...{ weekday: Type.Optional(Weekday), slot: Type.Optional(Slot), week: Type.Optional(Week) },
  ...{ from: DayText, until: Type.Optional(TextOrNull) },
  ...{
    course: Type.Optional(Type.Object(CourseShape)),
    given: Type.Optional(Type.Number()),
    planned: Type.Optional(Type.Number()),
  },
});
const Kept = Type.Object({
  ...{ lessonId: Id, day: DayText, slot: Slot, className: Text, subject: Text, subgroup: IdOrNull },
  touches: Type.Array(Text),
});
export const OutcomeBody = Type.Object({
  changeId: IdOrNull,
  ...{ removed: Count, added: Count, kept: Type.Array(Kept), clashes: Type.Array(ClashBody) },
});
export const RelaidBody = Type.Object({ removed: Count, added: Count, kept: Type.Array(Kept) });
export const ClashesBody = Type.Object({ clashes: Type.Array(ClashBody) });

export const WeekBody = Type.Object({
  kind: Type.Enum(['class', 'teacher', 'room'] as const),
  ...{
    id: Id,
    name: Text,
    monday: DayText,
    sunday: DayText,
    previous: DayText,
    next: DayText,
    current: Type.Boolean(),
  },
  week: Type.Unsafe<'A' | 'B' | null>({ type: ['string', 'null'] }),
  days: Type.Array(
    Type.Object({
      ...{ day: DayText, isSchoolDay: Type.Boolean(), dayOff: TextOrNull },
      special: Type.Union([Type.Object({ name: Text, reason: TextOrNull }), Type.Null()]),
      lessons: Type.Array(
        Type.Object({
          ...{ lessonId: IdOrNull, courseId: Id, day: DayText, slot: Slot, startsAt: TextOrNull, endsAt: TextOrNull },
          ...{ subject: Text, classId: Id, className: Text, subgroup: IdOrNull, room: Text },
          ...{
            teacherId: Id,
            teacher: Text,
            substituteId: IdOrNull,
            substitute: TextOrNull,
            cancelled: Type.Boolean({ description: 'it is not held' }),
            offTimetable: Type.Boolean(),
          },
        }),
      ),
    }),
  ),
  slots: Type.Array(Count),
  mayKeep: Type.Boolean(),
});

const RoomShape = Type.Object({ id: Id, name: Text, seats: IdOrNull, closedOn: TextOrNull });
export const RoomsBody = Type.Array(RoomShape);
export const RoomEntry = Type.Object({
  name: Text,
  seats: Type.Optional(IdOrNull),
  closedOn: Type.Optional(
    Type.Unsafe<`${number}-${number}-${number}` | null>({ type: ['string', 'null'], description: 'ISO date' }),
  ),
});
export const FreeBody = Type.Object({
  ...{ day: DayText, slot: Slot, isSchoolDay: Type.Boolean(), startsAt: TextOrNull, endsAt: TextOrNull },
  rooms: Type.Array(RoomShape),
  teachers: Type.Array(Type.Object({ id: Id, name: Text, subjects: Type.Array(Text), lessonsThatDay: Count })),
});

const Bells = Type.Array(Type.Object({ slot: Slot, startsAt: Text, endsAt: Text }));
const Use = Type.Object({
  ...{
    id: Id,
    scheduleId: Id,
    schedule: Text,
    shift: IdOrNull,
    weekday: IdOrNull,
    since: DayText,
    until: TextOrNull,
    last: TextOrNull,
  },
  ...{ reason: TextOrNull, ahead: Type.Boolean() },
});
export const BellsBody = Type.Object({
  schedules: Type.Array(Type.Object({ id: Id, name: Text, bells: Bells, rung: Type.Boolean() })),
  ...{ usual: Type.Array(Use), special: Type.Array(Use), shifts: Type.Array(Count) },
  weeks: Type.Object({
    alternating: Type.Boolean(),
    turns: Type.Array(Type.Object({ monday: DayText, week: AorB, set: Type.Boolean() })),
  }),
});
export const ScheduleEntry = Type.Object({ id: Type.Optional(Id), name: Text, bells: Bells });
const Rule = { scheduleId: Id, shift: Type.Optional(IdOrNull) };
export const UsualEntry = Type.Object({ ...Rule, weekday: Type.Optional(IdOrNull), since: DayText });
export const SpecialEntry = Type.Object({
  ...Rule,
  from: DayText,
  to: Type.Optional(DayText),
  reason: Type.Optional(Text),
});
export const WeeksEntry = Type.Object({
  alternating: Type.Optional(Type.Boolean()),
  turn: Type.Optional(Type.Object({ day: DayText, week: AorB })),
});

export const DraftEntry = Type.Object({ since: DayText, note: Type.Optional(TextOrNull) });
const Moment = Type.String({ format: 'date-time' });
export const DraftsBody = Type.Array(
  Type.Object({ id: Id, since: DayText, note: TextOrNull, by: Text, at: Moment, steps: Count }),
);
export const PreviewBody = Type.Object({ ...OutcomeBody.properties, missing: Type.Array(PlaceKeyBody), hard: Count });
export const ChangesBody = Type.Array(
  Type.Object({
    ...{ id: Id, since: DayText, by: Text, at: Moment, source: Text, note: TextOrNull, added: Count, ended: Count },
    ...{ classes: Type.Array(Text), undone: Type.Boolean(), mayUndo: Type.Boolean() },
  }),
);
export const EntriesBody = Type.Object({
  from: DayText,
  entries: Type.Array(PlacedShape),
  courses: Type.Array(Type.Object({ ...CourseShape, hoursPerWeek: Count, shift: Count })),
});

export const ShiftsBody = Type.Object({ classes: Type.Array(Type.Object({ id: Id, name: Text, shift: Count })) });
export const ShiftsEntry = Type.Object({
  classes: Type.Array(Type.Object({ classId: Id, shift: Count }), { maxItems: 200 }),
});
