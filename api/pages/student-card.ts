import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noticesOnCard } from '#journal/parent-notices/student-notices.ts';
import type { Act } from '#school/act.ts';
import { addYears } from '#school/calendar.ts';
import type { CardParent, CardPerson } from '#school/classes/card-people.ts';
import { keepContacts, type TypedPerson } from '#school/classes/keep-contacts.ts';
import { addParent, endParent, kinships, namesakes } from '#school/classes/parents.ts';
import { correctedFields } from '#school/classes/read-contacts.ts';
import { type StudentCard, studentCard } from '#school/classes/student-card.ts';
import { readName } from '#school/import-people/read-values.ts';
import { enterCertificate, medicalKinds, withdrawCertificate } from '#school/medical/certificates.ts';
import { may } from '#school/permissions.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { showClasses } from './classes.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** The card of a student: data of the family, parents, certificates, what was changed (3.3, 4.2a). */
export function studentCardPages(app: FastifyInstance, api: ApiHouse): void {
  const shown = { name: 'student-card', show };
  page(app, api, { path: '/students/:id/card', ...shown });
  form(app, api, {
    path: '/students/:id/card',
    ...shown,
    submit: async (act, request) => {
      await keepContacts(act, idOf(request), typedPeople(request));
      return cardOf(request);
    },
    flash: 'classes/kept',
  });
  form(app, api, {
    path: '/students/:id/parents',
    ...shown,
    submit: async (act, request) => {
      await addParent(act, idOf(request), typedParent(request));
      return `${cardOf(request)}#parents`;
    },
    flash: 'classes/parent-added',
  });
  form(app, api, {
    path: '/students/:id/parents/:personId/end',
    ...shown,
    submit: async (act, request) => {
      const until = textOf(fieldsOf(request).until).trim();
      await endParent(act, { studentId: idOf(request), personId: idOf(request, 'personId'), until });
      return `${cardOf(request)}#parents`;
    },
    flash: 'classes/parent-ended',
  });
  form(app, api, {
    path: '/students/:id/certificates',
    ...shown,
    submit: async (act, request) => {
      const { kind, since, until, number } = texts(request, ['kind', 'since', 'until', 'number']);
      await enterCertificate(act, idOf(request), { kind, since, until, number });
      return `${cardOf(request)}#health`;
    },
    flash: 'classes/certificate-entered',
  });
  form(app, api, {
    path: '/certificates/:id/withdrawal',
    name: 'classes',
    show: showClasses,
    submit: async (act, request) => {
      const { studentId } = await withdrawCertificate(act, idOf(request));
      return `/students/${studentId}/card#health`;
    },
    flash: 'classes/certificate-withdrawn',
  });
}

function cardOf(request: FastifyRequest): string {
  return `/students/${idOf(request)}/card`;
}

function texts<F extends string>(request: FastifyRequest, fields: readonly F[]): Record<F, string> {
  const sent = fieldsOf(request);
  return Object.fromEntries(fields.map(field => [field, textOf(sent[field]).trim()])) as Record<F, string>;
}

const parentFields = ['name', 'kinship', 'since', 'phone', 'email', 'known'] as const;

function typedParent(request: FastifyRequest) {
  const { known, since, ...rest } = texts(request, parentFields);
  return { ...rest, since: since || undefined, known: known === 'new' ? ('new' as const) : wholeNumber(known) };
}

const personFields = [...correctedFields, 'birthday'] as const;

/** Only what is other than the form began from: meanwhile somebody else may have corrected the rest. */
function typedPeople(request: FastifyRequest): TypedPerson[] {
  const sent = fieldsOf(request);
  const ids = Object.keys(sent).flatMap(name => wholeNumber(/^shown\[(\d+)\]$/.exec(name)?.[1]) ?? []);
  return ids.map(personId => {
    const began = parsed(textOf(sent[`shown[${personId}]`]));
    const entries = personFields.flatMap(field => {
      const text = sent[`${field}[${personId}]`];
      return typeof text === 'string' && text.trim() !== (began[field] ?? '') ? [[field, text]] : [];
    });
    return { personId, ...Object.fromEntries(entries) };
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {};
  } catch {
    // No form of ours: everything counts as typed.
    return {};
  }
}

/** Which of the forms of the page was sent. */
function sentForm({ method, url }: FastifyRequest): 'card' | 'parents' | 'end' | 'certificates' | null {
  if (method !== 'POST') return null;
  return (
    (['end', 'certificates', 'parents', 'card'] as const).find(name => url.split('?')[0]!.endsWith(`/${name}`)) ?? null
  );
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const card = await studentCard(act, idOf(request));
  const on = sentForm(request);
  const people = peopleOf(act, card);
  const name = on === 'parents' ? readName([textOf(fieldsOf(request).name)]) : undefined;
  const empty = Object.fromEntries([...parentFields, 'kind', 'until', 'number'].map(field => [field, '']));
  return {
    ...card,
    ...{ people, on, kinships, kinds: medicalKinds, today: act.today, longest: addYears(act.today, 1) },
    notices: await noticesOnCard(act, card),
    mayKeepSome: people.some(({ mayKeep }) => mayKeep),
    namesakes: name && may(act.by, 'tieKnownParent') ? await namesakes(act, name) : [],
    draft: Object.assign(empty, ...people.map(({ fields }) => fields)),
  };
}

/** The student and the parents of today, each with the fields of the form. */
function peopleOf(act: Act, card: StudentCard) {
  const living = card.parents.filter(({ until }) => until === null || until >= act.today);
  const line = (person: CardPerson | CardParent, birthday: string | null | undefined) => {
    const { personId, mayKeep, phone, email, address, workplace } = person;
    const values = { phone, email, address, workplace, ...(birthday === undefined ? {} : { birthday }) };
    const fields = Object.fromEntries(
      Object.entries(values).map(([field, value]) => [`${field}[${personId}]`, value ?? '']),
    );
    const kinship = 'kinship' in person ? person.kinship : null;
    return { person, isStudent: kinship === null, kinship, mayKeep, fields, shown: JSON.stringify(values) };
  };
  return [line(card, card.birthday), ...living.map(parent => line(parent, undefined))];
}
