import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changeTeacherAbsence, withdrawTeacherAbsence } from '#journal/substitutions/change-teacher-absence.ts';
import { enterTeacherAbsence } from '#journal/substitutions/enter-teacher-absence.ts';
import { type Decision, settleLessons } from '#journal/substitutions/settle-lessons.ts';
import { substitutionsOfDay } from '#journal/substitutions/substitutions-of-day.ts';
import { teacherAbsence } from '#journal/substitutions/teacher-absence.ts';
import type { TeacherAbsenceEntry } from '#journal/substitutions/teacher-absence-entry.ts';
import { absenceChoices, teacherAbsences } from '#journal/substitutions/teacher-absences.ts';
import { withdrawSubstitution } from '#journal/substitutions/withdraw-substitution.ts';
import type { Act } from '#school/act.ts';
import { may, permit } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { dayOr } from '../days.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** Who is away, who stands in, which lessons are open (3.2c, 5.2a). */
export function substitutionPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/substitutions', name: 'substitutions', show: showDay });
  const entry = { name: 'teacher-absence-new', show: showEntry };
  page(app, api, { path: '/substitutions/new', ...entry });
  form(app, api, {
    path: '/substitutions/new',
    ...entry,
    submit: async (act, request) => {
      const teacherId = wholeNumber(textOf(fieldsOf(request).teacherId)) ?? 0;
      return `/substitutions/${await enterTeacherAbsence(act, { ...entryOf(request), teacherId })}`;
    },
    flash: 'substitutions/entered',
  });
  absencePages(app, api);
}

function absencePages(app: FastifyInstance, api: ApiHouse): void {
  const path = '/substitutions/:id';
  const one = { name: 'teacher-absence', show: showAbsence };
  const back = (request: FastifyRequest) => `/substitutions/${idOf(request)}`;
  page(app, api, { path, ...one });
  form(app, api, {
    ...{ path, ...one, flash: 'substitutions/changed' },
    submit: async (act, request) => {
      await changeTeacherAbsence(act, idOf(request), entryOf(request));
      return back(request);
    },
  });
  form(app, api, {
    ...{ path: `${path}/withdrawal`, ...one, flash: 'substitutions/withdrawn' },
    submit: async (act, request) => {
      await withdrawTeacherAbsence(act, idOf(request));
      return '/substitutions';
    },
  });
  form(app, api, {
    ...{ path: `${path}/lessons/:lesson`, ...one, flash: 'substitutions/decided' },
    submit: async (act, request) => {
      await settleLessons(act, idOf(request), [decisionOf(request)]);
      return back(request);
    },
  });
  form(app, api, {
    ...{ path: `${path}/lessons/:lesson/withdrawal`, ...one, flash: 'substitutions/taken-back' },
    submit: async (act, request) => {
      await withdrawSubstitution(act, lessonOf(request));
      return back(request);
    },
  });
  const all = { name: 'teacher-absence-all', show: showAll };
  page(app, api, { path: `${path}/all`, ...all });
  form(app, api, {
    ...{ path: `${path}/all`, ...all, flash: 'substitutions/all-decided' },
    submit: async (act, request) => {
      await settleLessons(act, idOf(request), decisionsOf(request));
      return back(request);
    },
  });
}

async function showDay(act: Act, request: FastifyRequest): Promise<object> {
  const { day } = request.query as { day?: unknown };
  const view = await substitutionsOfDay(act, dayOr(day, act.today));
  return {
    ...view,
    today: act.today,
    open: view.lessons.filter(({ decided }) => decided === null).length,
    mayKeep: may(act.by, 'keepSubstitutions'),
    absences: may(act.by, 'readTeacherAbsences') ? await teacherAbsences(act) : null,
    month: { from: `${act.today.slice(0, 7)}-01`, to: act.today },
  };
}

async function showEntry(act: Act): Promise<object> {
  permit(act, 'keepSubstitutions');
  const draft = { teacherId: '', since: act.today, until: act.today, firstSlot: '', lastSlot: '' };
  return {
    ...(await absenceChoices(act)),
    draft: { ...draft, reason: '', orderNumber: '', orderDate: '' },
  };
}

async function showAbsence(act: Act, request: FastifyRequest): Promise<object> {
  const { lessons, ...absence } = await teacherAbsence(act, idOf(request));
  const { since, until, firstSlot, lastSlot, reason, orderNumber, orderDate } = absence;
  const days = [...Map.groupBy(lessons, ({ day }) => day)].map(([day, ofDay]) => ({
    day,
    // Three that fit best are seen at once.
    lessons: ofDay.map(lesson => ({
      ...lesson,
      best: lesson.candidates.slice(0, 3),
      rest: lesson.candidates.slice(3),
    })),
  }));
  return {
    ...absence,
    ...{ days, today: act.today, reasons: (await absenceChoices(act)).reasons },
    suggested: lessons.filter(({ suggested }) => suggested !== null).length,
    draft: { since, until, firstSlot, lastSlot, reason, orderNumber, orderDate },
  };
}

/** All open lessons with the best for each chosen: the preview, from which one press gives them all. */
async function showAll(act: Act, request: FastifyRequest): Promise<object> {
  const { lessons, ...absence } = await teacherAbsence(act, idOf(request));
  permit(act, 'keepSubstitutions');
  return { ...absence, lessons: lessons.filter(({ decided }) => decided === null), draft: {} };
}

function entryOf(request: FastifyRequest): TeacherAbsenceEntry {
  const { since, until, firstSlot, lastSlot, reason, orderNumber, orderDate } = fieldsOf(request);
  const first = dayOr(since, undefined, 'since') ?? invalid('day', 'since');
  return {
    since: first,
    until: dayOr(until, first, 'until'),
    firstSlot: slotOf(firstSlot, 'firstSlot'),
    lastSlot: slotOf(lastSlot, 'lastSlot'),
    ...{ reason: textOf(reason), orderNumber: textOf(orderNumber) },
    orderDate: dayOr(orderDate, undefined, 'orderDate') ?? null,
  };
}

function slotOf(typed: unknown, field: string): number | null {
  const text = textOf(typed).trim();
  if (text === '') return null;
  return /^\d{1,2}$/.test(text) ? Number(text) : invalid('malformed', field, { detail: '' });
}

function lessonOf(request: FastifyRequest): number {
  return idOf(request, 'lesson');
}

/** One button: «instead-12», «combined-7», «cancelled». */
function decisionOf(request: FastifyRequest): Decision {
  return decided(lessonOf(request), textOf(fieldsOf(request).decision));
}

/** «decision[12]» of each lesson; an empty one leaves it open. */
function decisionsOf(request: FastifyRequest): Decision[] {
  return Object.entries(fieldsOf(request)).flatMap(([name, value]) => {
    const [, lesson] = /^decision\[(\d{1,9})\]$/.exec(name) ?? [];
    return lesson && textOf(value) !== '' ? [decided(Number(lesson), textOf(value))] : [];
  });
}

function decided(lessonId: number, typed: string): Decision {
  const [, kind, teacher] = /^(instead|combined|cancelled)(?:-(\d{1,9}))?$/.exec(typed) ?? [];
  if (!kind) invalid('substitution/teacher', 'decision');
  return { lessonId, kind: kind as Decision['kind'], teacherId: teacher ? Number(teacher) : undefined };
}
