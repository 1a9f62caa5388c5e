import { DayText, Id, Type } from './schemas.ts';

const Moment = Type.String({ format: 'date-time' });
const MomentOrNull = Type.Union([Moment, Type.Null()]);
const YesOrNull = Type.Union([Type.Boolean(), Type.Null()]);
const CountOrNull = Type.Union([Type.Integer(), Type.Null()]);
const Time = Type.String({ description: 'the school’s local time, «15:00»' });
const State = Type.String({ description: 'coming, running, past, cancelled' });
const Audience = Type.Array(Type.String({ description: 'staff, a role of the staff, person:<id>' }));
const Named = Type.Object({ id: Id, name: Type.String() });

const times = { startsAt: Moment, endsAt: Moment, day: DayText, starts: Time, ends: Time };

const TrainingLine = Type.Object({
  id: Id,
  title: Type.String(),
  place: Type.String(),
  ...times,
  state: State,
  organiser: Type.String(),
  invited: Type.Boolean({ description: 'the reader is' }),
  coming: Type.Union([Type.Boolean(), Type.Null()], { description: 'what the reader said; null: nothing yet' }),
  came: Type.Union([Type.Boolean(), Type.Null()], { description: 'whether the reader came; null until it is marked' }),
  unanswered: Type.Boolean(),
  count: Type.Integer({ description: 'how many come, or came once that is marked' }),
  toMark: Type.Boolean({ description: 'over, held by the reader, and nobody has marked who came' }),
});

export const TrainingsQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) });

export const TrainingsBody = Type.Object({
  coming: Type.Array(TrainingLine),
  past: Type.Array(TrainingLine),
  page: Type.Integer(),
  pages: Type.Integer(),
  mayHold: Type.Boolean(),
  mayReadFigures: Type.Boolean(),
});

export const TrainingBody = Type.Object({
  id: Id,
  title: Type.String(),
  text: Type.String(),
  place: Type.String(),
  ...times,
  state: State,
  organiser: Named,
  document: Type.Union([Type.Object({ id: Id, number: Type.Integer(), date: DayText }), Type.Null()], {
    description: 'the order that appoints it; null too when the reader may not read that',
  }),
  audience: Audience,
  capacity: CountOrNull,
  free: Type.Union([Type.Integer(), Type.Null()], { description: 'places left; null: room for everybody' }),
  coming: Type.Integer(),
  staying: Type.Integer(),
  invited: Type.Integer(),
  came: CountOrNull,
  announcedAt: Moment,
  changedAt: MomentOrNull,
  cancelled: Type.Union([Type.Object({ at: Moment, by: Type.String(), reason: Type.String() }), Type.Null()]),
  markedAt: MomentOrNull,
  version: Type.Integer(),
  mine: Type.Union([Type.Object({ coming: YesOrNull, came: YesOrNull }), Type.Null()], {
    description: 'null: the reader is not on the list',
  }),
  people: Type.Array(Type.Object({ id: Id, name: Type.String(), coming: YesOrNull, came: YesOrNull }), {
    description: 'who comes, or came; for who keeps it everybody on the list',
  }),
  mayAnswer: Type.Boolean(),
  mayKeep: Type.Boolean(),
  mayChange: Type.Boolean(),
  mayMark: Type.Boolean(),
});

const entry = {
  title: Type.String(),
  text: Type.Optional(Type.String()),
  place: Type.String(),
  day: Type.String({ description: 'ISO date' }),
  starts: Time,
  ends: Time,
  audience: Audience,
  capacity: Type.Optional(Type.Integer({ description: 'absent: room for everybody' })),
  organiserId: Type.Optional(Type.Integer({ description: 'who holds it; absent: who announces it' })),
};

export const NewTrainingBody = Type.Object(entry);
export const ChangedTrainingBody = Type.Object({
  ...entry,
  version: Type.Integer({ description: 'of the session as it was read' }),
});
export const TrainingAnswerBody = Type.Object({ coming: Type.Boolean() });
export const CancellationBody = Type.Object({ reason: Type.String() });
export const AttendanceOfTrainingBody = Type.Object({
  came: Type.Array(Id, { description: 'who came; the rest of the list did not', maxItems: 2000 }),
});

export const TrainingFiguresBody = Type.Object({
  firstDay: DayText,
  lastDay: DayText,
  held: Type.Integer({ description: 'sessions of the school year that are over' }),
  unmarked: Type.Integer({ description: 'of these, where nobody has marked who came' }),
  people: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      invited: Type.Integer({ description: 'marked lists the person stood on' }),
      came: Type.Integer(),
      missed: Type.Integer(),
      held: Type.Integer({ description: 'sessions the person held' }),
    }),
  ),
});
