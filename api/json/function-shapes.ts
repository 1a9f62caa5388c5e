import { functionNames } from '#school/assignments/function-names.ts';
import { DayText, Id, Type } from './schemas.ts';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const DayOrNull = Type.Union([DayText, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });
const MomentOrNull = Type.Union([Moment, Type.Null()]);
const FunctionText = Type.String({ description: functionNames.join(', ') });
const Order = Type.Object({
  documentId: Type.Union([Id, Type.Null()], { description: 'null: the order is on paper' }),
  number: Type.String(),
  date: DayText,
});
const OrderOrNull = Type.Union([Order, Type.Null()]);

const Lines = Type.Array(
  Type.Object({
    id: Id,
    deed: Type.String({ description: 'assign or relieve' }),
    function: FunctionText,
    className: TextOrNull,
    personId: Id,
    name: Type.String(),
    day: DayText,
    until: DayOrNull,
    order: Order,
    by: Type.String(),
    at: Moment,
    doneAt: MomentOrNull,
    withdrawnAt: MomentOrNull,
    withdrawnBy: TextOrNull,
  }),
);

export const PageQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) });

export const FunctionsBody = Type.Object({
  holders: Type.Array(
    Type.Object({
      function: FunctionText,
      personId: Id,
      name: Type.String(),
      since: DayText,
      until: DayOrNull,
      order: OrderOrNull,
    }),
  ),
  classes: Type.Array(
    Type.Object({
      classId: Id,
      className: Type.String(),
      personId: Type.Union([Id, Type.Null()]),
      name: TextOrNull,
      since: DayOrNull,
      order: OrderOrNull,
    }),
  ),
  coming: Lines,
  log: Lines,
  page: Type.Integer(),
  pages: Type.Integer(),
  mayAssign: Type.Boolean(),
});

export const AssignmentBody = Type.Object({
  deed: Type.Unsafe<'assign' | 'relieve'>({ type: 'string', enum: ['assign', 'relieve'] }),
  function: FunctionText,
  personId: Type.Optional(Id),
  person: Type.Optional(Type.String({ description: 'instead of personId: the whole name, or the login' })),
  classId: Type.Optional(Id),
  day: Type.String({ description: 'ISO date: takes effect at its beginning, today at once' }),
  until: Type.Optional(Type.String({ description: 'ISO date: the last day' })),
  documentId: Type.Optional(Id),
  orderNumber: Type.Optional(Type.String({ description: 'of an order on paper' })),
  orderDate: Type.Optional(Type.String({ description: 'ISO date of the order on paper' })),
});
