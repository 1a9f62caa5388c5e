import { medicalKinds } from '#school/medical/certificates.ts';
import { DayText, Id, Type } from './schemas.ts';

const Text = Type.String();
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const DayOrNull = Type.Union([DayText, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });
const MomentOrNull = Type.Union([Moment, Type.Null()]);
const IdOrNull = Type.Union([Id, Type.Null()]);
const Kinship = Type.String({ description: 'mother, father, guardian' });
const MedicalKind = Type.String({ description: medicalKinds.join(', ') });

export const ClassesBody = Type.Object({
  classes: Type.Array(
    Type.Object({
      id: Id,
      name: Text,
      grade: Type.Integer(),
      classTeacherId: IdOrNull,
      classTeacher: TextOrNull,
      students: Type.Integer(),
      mayReadCard: Type.Boolean(),
    }),
  ),
});

const person = {
  personId: Id,
  name: Text,
  sex: Text,
  phone: TextOrNull,
  email: TextOrNull,
  address: TextOrNull,
  workplace: TextOrNull,
  ways: Type.Array(Text, { description: 'open channels: telegram, push, email' }),
  reached: Type.Boolean({ description: 'news reaches the person, over a channel or on the site' }),
  isStaff: Type.Boolean(),
  mayKeep: Type.Boolean(),
};
const Parent = Type.Object({ ...person, kinship: Kinship, since: DayText, until: DayOrNull });
const certificate = { id: Id, kind: MedicalKind, since: DayText, until: DayText, number: TextOrNull };
const Medical = Type.Union([
  Type.Object({
    group: Type.Union([Type.Object({ ...certificate, over: Type.Boolean() }), Type.Null()]),
    releasedUntil: DayOrNull,
    ending: Type.Union([Type.Object(certificate), Type.Null()]),
  }),
  Type.Null(),
]);
const student = {
  ...person,
  studentId: Id,
  birthday: DayOrNull,
  parents: Type.Array(Parent),
  subgroups: Type.Array(Type.Object({ subject: Text, number: Type.Integer() })),
  medical: Medical,
};
const Corrections = Type.Array(
  Type.Object({
    id: Id,
    personId: Id,
    person: Text,
    studentId: Id,
    by: Text,
    at: Moment,
    changes: Type.Array(Type.Object({ field: Text, before: TextOrNull, after: TextOrNull })),
  }),
);
const classHead = { classId: Id, className: Text };

export const CardQuery = Type.Object({ health: Type.Optional(Type.Boolean({ description: 'false: without it' })) });
export const ClassCardBody = Type.Object({
  ...classHead,
  classTeacherId: IdOrNull,
  classTeacher: TextOrNull,
  students: Type.Array(Type.Object({ number: Type.Integer(), ...student })),
  ending: Type.Array(Type.Object({ studentId: Id, student: Text, kind: MedicalKind, until: DayText })),
  corrections: Corrections,
  mayKeepMedical: Type.Boolean(),
  mayKeepParents: Type.Boolean(),
  mayKeepSubgroups: Type.Boolean(),
});
export const StudentCardBody = Type.Object({
  ...classHead,
  ...student,
  certificates: Type.Array(
    Type.Object({
      ...certificate,
      enteredBy: Text,
      enteredAt: Moment,
      withdrawnAt: MomentOrNull,
      isOver: Type.Boolean(),
    }),
  ),
  corrections: Corrections,
  changes: Type.Array(
    Type.Object({
      id: Id,
      person: Text,
      field: Text,
      before: TextOrNull,
      after: TextOrNull,
      by: Text,
      at: Moment,
    }),
  ),
  mayKeepMedical: Type.Boolean(),
  mayKeepParents: Type.Boolean(),
});

const typed = Type.Optional(Type.Union([Type.String({ maxLength: 400 }), Type.Null()]));
const contacts = { phone: typed, email: typed, address: typed, workplace: typed };
export const ContactsGiven = Type.Object(contacts, {
  description: 'a field that is left out is not touched; null empties',
});
export const FamilyGiven = Type.Object({
  people: Type.Array(Type.Object({ personId: Id, birthday: typed, ...contacts }), { minItems: 1, maxItems: 20 }),
});
export const ParentGiven = Type.Object({
  name: Type.String({ maxLength: 200, description: 'family name, given name, patronymic' }),
  kinship: Kinship,
  since: Type.Optional(DayText),
  ...contacts,
  known: Type.Optional(
    Type.Unsafe<number | 'new'>({
      anyOf: [{ type: 'integer' }, { type: 'string', enum: ['new'] }],
      description: 'somebody the school has with that name: the id of the person, or new for a namesake',
    }),
  ),
});
export const EndGiven = Type.Object({ until: Type.String({ description: 'ISO date: the last day as a parent here' }) });
export const ParentParams = Type.Object({ id: Id, personId: Id });
export const CertificateGiven = Type.Object({
  kind: MedicalKind,
  since: Type.String({ description: 'ISO date' }),
  until: Type.String({ description: 'ISO date: the last day, at most a year later' }),
  number: Type.Optional(TextOrNull),
});

export const SubgroupsQuery = Type.Object({ day: Type.Optional(DayText) });
export const SubgroupsBody = Type.Object({
  ...classHead,
  day: DayText,
  students: Type.Array(Type.Object({ id: Id, name: Text, number: Type.Integer() })),
  subjects: Type.Array(
    Type.Object({
      subjectId: Id,
      subject: Text,
      subgroups: Type.Array(
        Type.Object({ id: Id, number: Type.Integer(), teachers: TextOrNull, students: Type.Integer() }),
      ),
      placed: Type.Record(Text, Id, { description: 'by student: the subgroup' }),
      unplaced: Type.Integer(),
      history: Type.Array(
        Type.Object({
          studentId: Id,
          student: Text,
          number: Type.Integer(),
          since: DayText,
          until: Type.Union([DayText, Type.Null()], { description: 'first day no longer there' }),
        }),
      ),
    }),
  ),
  mayKeep: Type.Boolean(),
});
export const PlacingGiven = Type.Object({
  subjectId: Id,
  since: Type.String({ description: 'ISO date' }),
  places: Type.Optional(
    Type.Array(Type.Object({ studentId: Id, subgroupId: IdOrNull }), {
      maxItems: 100,
      description: 'null: in none; without it the class is divided evenly by its list',
    }),
  ),
});
export const PlacedBody = Type.Object({ moved: Type.Integer() });

export const ReadingsAsked = Type.Object({
  from: Type.Optional(Text),
  to: Type.Optional(Text),
  reader: Type.Optional(Type.String({ description: 'beginning of a family name' })),
  person: Type.Optional(Type.String({ description: 'beginning of a family name' })),
  classId: Type.Optional(Id),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
});
export const ReadingsBody = Type.Object({
  lines: Type.Array(
    Type.Object({
      id: Id,
      readerId: Id,
      reader: Text,
      at: Moment,
      what: Type.String({ description: 'class, sheet, sheet-with-health, person' }),
      className: TextOrNull,
      personId: IdOrNull,
      person: TextOrNull,
    }),
  ),
  total: Type.Integer(),
  page: Type.Integer(),
  pages: Type.Integer(),
  from: DayText,
  to: DayText,
  keptDays: Type.Integer(),
  mayKeep: Type.Boolean(),
});
export const KeptDaysGiven = Type.Object({ days: Type.Integer() });

const Proposed = Type.Union([
  Type.Object({
    phone: Type.Optional(TextOrNull),
    email: Type.Optional(TextOrNull),
    address: Type.Optional(TextOrNull),
    workplace: Type.Optional(TextOrNull),
  }),
  Type.Null(),
]);
export const FamilyDataBody = Type.Object({
  people: Type.Array(
    Type.Object({
      personId: Id,
      studentId: IdOrNull,
      name: Text,
      className: TextOrNull,
      birthday: DayOrNull,
      phone: TextOrNull,
      email: TextOrNull,
      address: TextOrNull,
      workplace: TextOrNull,
      waiting: Proposed,
      settled: Type.Union([Type.String({ description: 'accepted or declined' }), Type.Null()]),
    }),
  ),
});
export const SettledGiven = Type.Object({ accepted: Type.Boolean() });
