import { type DutyEntry, dutyKinds } from '#board/duties/check-duties.ts';
import { functionNames } from '#school/assignments/function-names.ts';
import { DayText, Id, Type } from './schemas.ts';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const MomentOrNull = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

/** What an order may oblige to: of each kind its own fields. */
const DutyOfOrder = Type.Object({
  kind: Type.Unsafe<DutyEntry['kind']>({ type: 'string', enum: [...dutyKinds] }),
  periodId: Type.Optional(Id),
  day: Type.Optional(
    Type.String({ description: 'ISO date: the last day of a deadline, else the day it takes effect' }),
  ),
  personId: Type.Optional(Id),
  person: Type.Optional(Type.String({ description: 'instead of personId: the whole name, or the login' })),
  function: Type.Optional(
    Type.Unsafe<NonNullable<DutyEntry['function']>>({ type: 'string', enum: [...functionNames] }),
  ),
  classId: Type.Optional(Id),
  until: Type.Optional(Type.String({ description: 'ISO date: the last day of an assignment' })),
  title: Type.Optional(Type.String({ description: 'of a training session' })),
  place: Type.Optional(Type.String()),
  starts: Type.Optional(Type.String({ description: '15:00' })),
  ends: Type.Optional(Type.String({ description: '16:30' })),
});
export const DutiesOfOrder = Type.Array(DutyOfOrder, {
  maxItems: 100,
  description: 'of an order: what it obliges to and the program acts on',
});

export const DutiesBody = Type.Array(
  Type.Object({
    kind: Type.String({ description: dutyKinds.join(', ') }),
    day: DayText,
    periodKind: TextOrNull,
    number: Type.Union([Type.Integer(), Type.Null()]),
    person: TextOrNull,
    function: TextOrNull,
    className: TextOrNull,
    until: TextOrNull,
    training: Type.Union([
      Type.Object({ id: Id, title: Type.String(), place: Type.String(), startsAt: Moment, endsAt: Moment }),
      Type.Null(),
    ]),
    doneAt: MomentOrNull,
    withdrawnAt: MomentOrNull,
    lapsed: Type.Boolean({ description: 'another order stood instead before its day came' }),
  }),
);
