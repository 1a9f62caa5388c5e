import { spanNames } from '#journal/filled/spans.ts';
import { DayText, Id, Type } from './schemas.ts';

const Count = Type.Integer();
const Share = Type.Union([Type.Integer({ description: 'tenths of a per cent' }), Type.Null()], {
  description: 'filled by midnight of the lesson’s day; null where no lesson was held',
});
const Moment = Type.String({ format: 'date-time' });
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Filled = { held: Count, onDay: Count, later: Count, owed: Count, share: Share };
const Span = { from: DayText, to: DayText };

export const OverviewQuery = Type.Object({
  span: Type.Optional(Type.Union(spanNames.map(name => Type.Literal(name)))),
});

export const OverviewBody = Type.Object({
  keeping: Type.Object({
    spans: Type.Union([
      Type.Object({
        today: Type.Object(Span),
        week: Type.Object(Span),
        period: Type.Object({ ...Span, kind: Type.String(), number: Count }),
        year: Type.Object(Span),
      }),
      Type.Null(),
    ]),
    today: Type.Object(Filled),
    week: Type.Object(Filled),
    period: Type.Object(Filled),
    overdue: Type.Array(
      Type.Object({
        courseId: Id,
        subject: Type.String(),
        className: Type.String(),
        teacherId: Id,
        teacher: Type.String(),
        deadline: Type.Union([DayText, Type.Null()]),
        due: Count,
        chosen: Count,
      }),
      { description: 'final marks whose day is over' },
    ),
  }),
  unread: Type.Object({ orders: Count, people: Count, overdue: Count }),
  consultations: Type.Object({ open: Count, overdue: Count }),
  span: Type.String(),
  people: Type.Array(Type.Object({ personId: Id, name: Type.String(), ...Filled, finals: Count, unread: Count })),
  weeks: Type.Array(Type.Object({ monday: DayText, held: Count, onDay: Count, share: Share })),
  period: Type.Union([
    Type.Object({
      total: Type.Object(Filled),
      weeks: Type.Array(Type.Object({ monday: DayText, ...Filled })),
      teachers: Type.Array(
        Type.Object({
          name: Type.String(),
          ...Filled,
          weeks: Type.Array(Type.Object({ monday: DayText, held: Count, onDay: Count, later: Count, owed: Count })),
        }),
      ),
    }),
    Type.Null(),
  ]),
  openConsultations: Type.Array(
    Type.Object({
      askedAt: Moment,
      dueAt: Moment,
      state: Type.String(),
      overdue: Type.Boolean(),
      takenBy: TextOrNull,
    }),
  ),
});

export const ActivityQuery = Type.Object({
  from: Type.Optional(Type.String({ description: 'ISO date; by default thirty days up to `to`' })),
  to: Type.Optional(Type.String({ description: 'ISO date; by default today' })),
});

export const ActivityBody = Type.Object({
  ...Span,
  people: Count,
  signIns: Count,
  days: Type.Array(
    Type.Object({ day: DayText, signIns: Count, people: Count, staff: Count, parents: Count, students: Count }),
  ),
  roles: Type.Array(
    Type.Object({
      role: Type.String(),
      accounts: Count,
      people: Count,
      personDays: Count,
      signIns: Count,
      told: Count,
      unread: Count,
    }),
  ),
  doors: Type.Array(Type.Object({ door: Type.String(), people: Count })),
  teachers: Type.Array(Type.Object({ personId: Id, name: Type.String(), ...Filled })),
});
