import { DayText, Id, Type } from './schemas.ts';

const Text = Type.String();
const Count = Type.Integer();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const DayOrNull = Type.Union([DayText, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });
const MomentOrNull = Type.Union([Moment, Type.Null()]);
const counts = { start: Count, arrived: Count, left: Count, end: Count };

export const MovementQuery = Type.Object({
  from: Type.Optional(
    Type.String({
      description: 'ISO date; of a year from its first day on, who is there on that day is there at the start',
    }),
  ),
  to: Type.Optional(Type.String({ description: 'ISO date' })),
  classId: Type.Optional(Id),
});

export const MovementBody = Type.Object({
  ...{ from: DayText, to: DayText, classId: Type.Union([Id, Type.Null()]) },
  classes: Type.Array(Type.Object({ classId: Id, className: Text, grade: Count, ...counts })),
  parallels: Type.Array(Type.Object({ grade: Count, ...counts })),
  levels: Type.Array(Type.Object({ first: Count, last: Count, ...counts })),
  school: Type.Object(counts, { description: 'Moves between classes count in neither.' }),
  events: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'enrolled, returned, moved, left, finished, repeating' }),
      ...{ studentId: Id, name: Text, day: DayText, from: TextOrNull, to: TextOrNull, place: TextOrNull },
      ...{ orderNumber: TextOrNull, orderDate: DayOrNull },
    }),
  ),
  choices: Type.Array(Type.Object({ id: Id, name: Text })),
  mayKeep: Type.Boolean(),
});

export const StudentMovementBody = Type.Object({
  ...{ id: Id, personId: Id, name: Text, classId: Type.Union([Id, Type.Null()]), className: TextOrNull },
  stays: Type.Array(
    Type.Object({
      ...{ className: Text, year: Text, since: DayText, arrival: Text, arrivalOrder: TextOrNull },
      ...{ arrivalOrderDate: DayOrNull, cameFrom: TextOrNull, until: DayOrNull, departure: TextOrNull },
      ...{ departureOrder: TextOrNull, departureOrderDate: DayOrNull, wentTo: TextOrNull },
    }),
  ),
  log: Type.Array(
    Type.Object({
      ...{ id: Id, deed: Text, day: DayText, from: TextOrNull, to: TextOrNull, place: TextOrNull },
      ...{ orderNumber: Text, orderDate: DayText, by: Text, at: Moment, takenBackAt: MomentOrNull },
      ...{ takenBackBy: TextOrNull, reason: TextOrNull, last: Type.Boolean() },
    }),
  ),
  mayKeep: Type.Boolean(),
});

const event = {
  day: Type.String({ description: 'ISO date' }),
  orderNumber: Type.String({ maxLength: 100 }),
  orderDate: Type.String({ description: 'ISO date' }),
  place: Type.Optional(
    Type.String({ maxLength: 1000, description: 'The school or the town: from where, or to where.' }),
  ),
};
const into = {
  classId: Id,
  subgroupIds: Type.Optional(Type.Array(Id, { maxItems: 50, description: 'Of subjects not named, the one proposed.' })),
};

export const DepartureBody = Type.Object(event);
export const EntryBody = Type.Object({ ...event, ...into });
export const NewStudentBody = Type.Object({
  ...{ ...event, ...into, familyName: Text, givenName: Text, patronymic: Type.Optional(Text) },
  sex: Type.String({ description: 'female or male' }),
  birthday: Type.String({ description: 'ISO date' }),
  parent: Type.Optional(
    Type.String({ maxLength: 500, description: 'The login of a parent whom the school has, or a whole name.' }),
  ),
  kinship: Type.Optional(Type.String({ description: 'mother, father, guardian' })),
});
export const LineBody = Type.Object({ id: Id });
export const ReasonBody = Type.Object({ reason: Type.String({ maxLength: 5000 }) });
