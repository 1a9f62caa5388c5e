import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changeTeacher, takeBackTeacherChange } from '#journal/load/change-teacher.ts';
import { addCourse, changeCourse, dropCourse } from '#journal/load/keep-course.ts';
import { teachingLoad } from '#journal/load/load.ts';
import type { Act } from '#school/act.ts';
import { addClasses, changeClass, classSettings, dropClass } from '#school/settings/classes.ts';
import { addUsualSubjects, dropSubject, keepSubject, schoolSubjects } from '#school/settings/subjects.ts';
import type { ApiHouse } from '../doors.ts';
import { nameOfYear } from '../years.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

type Work = (act: Act, request: FastifyRequest) => Promise<unknown>;

/** Classes, subjects and the teaching load, by hand (5.2a, 7). */
export function schoolLoadPages(app: FastifyInstance, api: ApiHouse): void {
  classPages(app, api);
  subjectPages(app, api);
  loadPages(app, api);
}

function classPages(app: FastifyInstance, api: ApiHouse): void {
  const path = '/school/classes';
  const on = { name: 'school-classes', show: showClasses };
  page(app, api, { path, ...on });
  const post = (at: string, work: Work) => form(app, api, { path: `${path}${at}`, ...on, ...saved(path, work) });
  post('', (act, request) => {
    const { grade, letters, periodKind, shift } = fieldsOf(request);
    const settings = { periodKind: textOf(periodKind), shift: wholeNumber(shift) ?? 1 };
    return addClasses(act, { grade: wholeNumber(grade) ?? 0, letters: textOf(letters), ...settings });
  });
  post('/:id', (act, request) => {
    const { letter, periodKind, shift } = fieldsOf(request);
    const settings = { letter: textOf(letter), periodKind: textOf(periodKind), shift: wholeNumber(shift) ?? 0 };
    return changeClass(act, { id: idOf(request), ...settings });
  });
  post('/:id/drop', (act, request) => dropClass(act, idOf(request)));
}

async function showClasses(act: Act) {
  const grades = Array.from({ length: 11 }, (_, index) => index + 1);
  const settings = await classSettings(act);
  return { ...settings, yearName: nameOfYear(settings.year), grades, draft: { letters: '' } };
}

function subjectPages(app: FastifyInstance, api: ApiHouse): void {
  const path = '/school/subjects';
  const on = { name: 'school-subjects', show: showSubjects };
  page(app, api, { path, ...on });
  const post = (at: string, work: Work) => form(app, api, { path: `${path}${at}`, ...on, ...saved(path, work) });
  const entry = (request: FastifyRequest) => {
    const { name, shortName, place } = fieldsOf(request);
    return { name: textOf(name), shortName: textOf(shortName), place: textOf(place) === '' ? null : Number(place) };
  };
  post('', (act, request) => keepSubject(act, entry(request)));
  post('/usual', act => addUsualSubjects(act));
  post('/:id', (act, request) => keepSubject(act, { id: idOf(request), ...entry(request) }));
  post('/:id/drop', (act, request) => dropSubject(act, idOf(request)));
}

async function showSubjects(act: Act) {
  const { subjects, mayKeep } = await schoolSubjects(act);
  return { subjects: subjects.map((subject, index) => ({ ...subject, place: index + 1 })), mayKeep, draft: {} };
}

function loadPages(app: FastifyInstance, api: ApiHouse): void {
  const path = '/school/load';
  const on = { name: 'school-load', show: showLoad };
  page(app, api, { path, ...on });
  const post = (at: string, work: Work) =>
    form(app, api, {
      path: `${path}${at}`,
      ...on,
      flash: 'school/saved',
      submit: async (act, request) => {
        await work(act, request);
        const { by, of } = fieldsOf(request);
        return by === 'class' || by === 'teacher' ? `${path}?${by}=${wholeNumber(of) ?? ''}` : path;
      },
    });
  post('', (act, request) => {
    const { classId, subjectId, subgroup, teacherId, hours, graded } = fieldsOf(request);
    return addCourse(act, {
      ...{ classId: wholeNumber(classId) ?? 0, subjectId: wholeNumber(subjectId) ?? 0 },
      ...{ subgroup: wholeNumber(subgroup) ?? null, teacherId: wholeNumber(teacherId) ?? 0 },
      ...{ hours: hoursOf(hours), graded: graded === 'yes' },
    });
  });
  post('/:id', (act, request) => {
    const { hours, graded } = fieldsOf(request);
    return changeCourse(act, { id: idOf(request), hours: hoursOf(hours), graded: graded === 'yes' });
  });
  post('/:id/teacher', (act, request) => {
    const { teacherId, day } = fieldsOf(request);
    return changeTeacher(act, {
      ...{ courseId: idOf(request), teacherId: wholeNumber(teacherId) ?? 0, day: textOf(day) },
    });
  });
  post('/:id/drop', (act, request) => dropCourse(act, idOf(request)));
  post('/changes/:id/take-back', (act, request) => takeBackTeacherChange(act, idOf(request)));
}

async function showLoad(act: Act, request: FastifyRequest) {
  const asked = request.query as Record<string, unknown>;
  const { by, of } = fieldsOf(request);
  const teacherId = wholeNumber(asked.teacher) ?? (by === 'teacher' ? wholeNumber(of) : undefined);
  const classId = teacherId ? undefined : (wholeNumber(asked.class) ?? (by === 'class' ? wholeNumber(of) : undefined));
  const first = teacherId || classId ? undefined : (await teachingLoadClasses(act))[0]?.id;
  const chosen = teacherId ? { teacherId } : { classId: classId ?? first };
  const view = await teachingLoad(act, chosen);
  return {
    ...view,
    ...{ by: teacherId ? 'teacher' : 'class', of: teacherId ?? chosen.classId ?? null },
    name: teacherId
      ? view.teachers.find(({ id }) => id === teacherId)?.name
      : view.classes.find(({ id }) => id === chosen.classId)?.name,
    ...{ today: act.today, draft: {} },
  };
}

async function teachingLoadClasses(act: Act) {
  return (await classSettings(act)).classes;
}

function hoursOf(typed: unknown): number {
  const text = textOf(typed).trim();
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}

function saved(path: string, work: Work) {
  return {
    flash: 'school/saved',
    submit: async (act: Act, request: FastifyRequest) => {
      await work(act, request);
      return path;
    },
  };
}
