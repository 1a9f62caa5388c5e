import { DayText, Id, type Static, Type } from './schemas.ts';

const Count = Type.Integer();
const Text = Type.String();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const CountOrNull = Type.Union([Type.Integer(), Type.Null()]);
const Owed = Type.Array(Type.String({ description: 'topic, homework, attendance' }));

const Head = {
  id: Id,
  day: Text,
  slot: Count,
  room: Text,
  startsAt: TextOrNull,
  endsAt: TextOrNull,
  courseId: Id,
  subject: Text,
  classId: Id,
  className: Text,
  grade: Count,
  subgroup: CountOrNull,
  graded: Type.Boolean(),
  teacherId: Id,
  teacher: Text,
  substituteId: Type.Union([Id, Type.Null()]),
  substitute: TextOrNull,
  combined: Type.Boolean({ description: 'the substitute gives it together with the parallel subgroup' }),
  cancelled: Type.Boolean({ description: 'it is not held' }),
  topic: TextOrNull,
  homework: TextOrNull,
  noHomework: Type.Boolean(),
  homeworkForId: Type.Union([Id, Type.Null()]),
  plannedTopicId: Type.Union([Id, Type.Null()]),
  controlId: Type.Union([Id, Type.Null()]),
  attendanceTaken: Type.Boolean(),
  offTimetable: Type.Boolean({ description: 'The timetable has it no more, but it was worked on and stays' }),
  begun: Type.Boolean(),
  ended: Type.Boolean(),
  owed: Owed,
  locked: Type.Union([Type.String({ description: 'cancelled, period or window' }), Type.Null()]),
  mayFill: Type.Boolean(),
};

export const DayQuery = Type.Object({
  day: Type.Optional(DayText),
  classId: Type.Optional(Id),
  teacherId: Type.Optional(Id),
  mine: Type.Optional(Type.Boolean()),
});
export const DayBody = Type.Object({
  day: Text,
  isSchoolDay: Type.Boolean(),
  previous: TextOrNull,
  next: TextOrNull,
  lessons: Type.Array(
    Type.Object({
      ...Head,
      part: Type.String({ description: 'own, given-away, substituting or watched' }),
      now: Type.Boolean(),
    }),
  ),
});

const StudentBody = Type.Object({
  id: Id,
  name: Text,
  absence: Type.Union([
    Type.String({ description: 'unknown, late; ill, valid, unexcused as the class teacher found' }),
    Type.Null(),
  ]),
  announced: Type.Optional(Type.Boolean({ description: 'the family has said that the student will not be there' })),
  theory: Type.Optional(Type.Boolean({ description: 'physical education: marked on theory that day (3.3)' })),
  marks: Type.Array(
    Type.Object({
      position: Count,
      value: Count,
      workKindId: Id,
      workKind: Text,
      comment: TextOrNull,
      was: CountOrNull,
    }),
  ),
});
export const ResourceBody = Type.Object({
  id: Id,
  lessonId: Id,
  title: Text,
  url: TextOrNull,
  host: TextOrNull,
  size: CountOrNull,
});
const PlannedTopic = Type.Object({ id: Id, number: Count, title: Text });
const PlannedTopicOrNull = Type.Union([PlannedTopic, Type.Null()]);
const WorkKind = Type.Object({ id: Id, name: Text });
export const LessonBody = Type.Object({
  ...Head,
  setsHomework: Type.Boolean(),
  previousHomework: Type.Union([
    Type.Object({ lessonId: Id, day: Text, homework: TextOrNull, noHomework: Type.Boolean() }),
    Type.Null(),
  ]),
  scale: Type.Array(Count),
  workKinds: Type.Array(Type.Object({ id: Id, name: Text, weight: Count })),
  students: Type.Array(StudentBody),
  notRussian: Type.Array(Type.String({ description: 'topic, homework: not a letter of Russian in it (3.2g)' })),
  plan: Type.Union([
    Type.Object({ current: PlannedTopicOrNull, proposed: PlannedTopicOrNull, choices: Type.Array(PlannedTopic) }),
    Type.Null(),
  ]),
  dueChoices: Type.Array(Type.Object({ lessonId: Id, day: Text, slot: Count })),
  resources: Type.Array(ResourceBody),
  control: Type.Union([WorkKind, Type.Null()]),
  controlWarnings: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'same-day, first-lesson, last-lesson, too-soon, too-many' }),
      subject: Type.Optional(Text),
      day: Type.Optional(Text),
      controls: Type.Optional(Count),
      hours: Type.Optional(Count),
    }),
  ),
});

// A list of types is taken as it comes; a union would have a null turned into a 0 on the way.
const IdOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
export const TextEntry = Type.Object({
  topic: Type.Optional(TextOrNull),
  homework: Type.Optional(TextOrNull),
  noHomework: Type.Optional(Type.Boolean()),
  homeworkForId: Type.Optional(IdOrNull),
  plannedTopicId: Type.Optional(IdOrNull),
});

const MarkValue = Type.Unsafe<number | string | null>({
  type: ['integer', 'string', 'null'],
  description: 'null takes the mark back',
});
const Mark = Type.Object({
  studentId: Id,
  value: MarkValue,
  workKindId: Type.Optional(Id),
  workKind: Type.Optional(Text),
  position: Type.Optional(Count),
  comment: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] })),
});
const Absence = Type.Object({
  studentId: Id,
  kind: Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'unknown, late, or null: was there' }),
});
export const MarkEntries = Type.Union([Mark, Type.Array(Mark, { maxItems: 200 })]);
export const AbsenceEntries = Type.Union([Absence, Type.Array(Absence, { maxItems: 200 })]);
/** The cells of the students spoken of, as they stand now. */
export const Cells = Type.Object({ students: Type.Array(StudentBody) });

export type DayAsked = Static<typeof DayQuery>;
export type TextGiven = Static<typeof TextEntry>;
export type MarksGiven = Static<typeof MarkEntries>;
export type AbsencesGiven = Static<typeof AbsenceEntries>;
