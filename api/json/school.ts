import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changeTeacher, takeBackTeacherChange } from '#journal/load/change-teacher.ts';
import { addCourse, changeCourse, dropCourse } from '#journal/load/keep-course.ts';
import { teachingLoad } from '#journal/load/load.ts';
import { undoSetting } from '#journal/school-year/undo-setting.ts';
import type { Act } from '#school/act.ts';
import { keepAbout, schoolAbout } from '#school/settings/about.ts';
import { addClasses, changeClass, classSettings, dropClass } from '#school/settings/classes.ts';
import { keepMarkRules, markRules } from '#school/settings/rules.ts';
import { setUp } from '#school/settings/set-up.ts';
import { settingHistory } from '#school/settings/setting-history.ts';
import { dropSubject, keepSubject, schoolSubjects } from '#school/settings/subjects.ts';
import { dropThresholds, keepThresholds } from '#school/settings/thresholds.ts';
import { dropWorkKind, keepWorkKind } from '#school/settings/work-kinds.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { answers, Created, IdParams, Nothing, type Static, type TSchema, Type } from './schemas.ts';
import * as shapes from './school-shapes.ts';

const GradeParams = Type.Object({ grade: Type.Integer({ minimum: 2, maximum: 11 }) });

/** The settings of the school for programs: its name, rules of marks, classes, subjects, teaching load (2.1, 5.2a, 7). */
export function schoolRoutes(app: FastifyInstance, api: ApiHouse): void {
  const ask = <T extends TSchema>(url: string, schema: T, question: (act: Act) => Promise<unknown>) =>
    app.get(url, { schema: { response: answers(schema) } }, request => actOf(api, request, question));
  ask('/school', shapes.AboutBody, schoolAbout);
  ask('/school/set-up', shapes.SetUpBody, setUp);
  ask('/school/rules', shapes.RulesBody, markRules);
  ask('/school/classes', shapes.ClassesBody, classSettings);
  ask('/school/subjects', shapes.SubjectsBody, schoolSubjects);
  ask('/school/history', shapes.HistoryBody, async act => ({
    lines: (await settingHistory(act)).map(line => ({ ...line, at: line.at.toISOString() })),
  }));
  app.post<{ Params: Static<typeof IdParams>; Querystring: Static<typeof shapes.SureQuery> }>(
    '/school/history/:id/undo',
    { schema: { params: IdParams, querystring: shapes.SureQuery, response: answers(Nothing, 204) } },
    async (request, reply) => {
      const { sure = false } = request.query;
      await actOf(api, request, act => undoSetting(act, { ...request.params, sure }));
      await api.house.readAgain();
      return reply.code(204).send();
    },
  );
  aboutRoutes(app, api);
  listRoutes(app, api);
  loadRoutes(app, api);
}

function aboutRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.put<{ Body: Static<typeof shapes.AboutEntryBody> }>(
    '/school',
    { schema: { body: shapes.AboutEntryBody, response: answers(shapes.AboutBody) } },
    async request => {
      const about = await actOf(api, request, async act => {
        await keepAbout(act, { town: '', directorName: '', ...request.body });
        await act.em.flush();
        return schoolAbout(act);
      });
      await api.house.readAgain();
      return about;
    },
  );
  const rules = { response: answers(shapes.RulesBody) };
  app.put<{ Body: Static<typeof shapes.RulesEntryBody> }>(
    '/school/rules',
    { schema: { body: shapes.RulesEntryBody, ...rules } },
    async request => {
      const kept = await actOf(api, request, async act => {
        await keepMarkRules(act, request.body);
        return markRules(act);
      });
      await api.house.readAgain();
      return kept;
    },
  );
  app.put<{ Body: Static<typeof shapes.ThresholdsEntryBody> }>(
    '/school/thresholds',
    { schema: { body: shapes.ThresholdsEntryBody, ...rules } },
    request =>
      actOf(api, request, async act => {
        await keepThresholds(act, request.body);
        await act.em.flush();
        return markRules(act);
      }),
  );
  app.delete<{ Params: Static<typeof GradeParams> }>(
    '/school/thresholds/:grade',
    { schema: { params: GradeParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => dropThresholds(act, request.params.grade));
      return reply.code(204).send();
    },
  );
}

/** Things that are added, changed and taken away alike. */
function listRoutes(app: FastifyInstance, api: ApiHouse): void {
  const list = <T extends TSchema>(
    url: string,
    body: T,
    keep: (act: Act, entry: Static<T> & { id?: number }) => Promise<number>,
    drop: (act: Act, id: number) => Promise<void>,
  ) => {
    app.post(url, { schema: { body, response: answers(Created, 201) } }, async (request, reply) => {
      const id = await actOf(api, request, act => keep(act, request.body as Static<T>));
      return reply.code(201).send({ id });
    });
    app.put(`${url}/:id`, { schema: { params: IdParams, body, response: answers(Created) } }, async request => {
      const { id } = request.params as { id: number };
      return { id: await actOf(api, request, act => keep(act, { ...(request.body as Static<T> & object), id })) };
    });
    dropRoute(app, api, url, drop);
  };
  list(
    '/school/work-kinds',
    shapes.WorkKindEntryBody,
    (act, entry) => keepWorkKind(act, { control: false, ...entry }),
    dropWorkKind,
  );
  list(
    '/school/subjects',
    shapes.SubjectEntryBody,
    (act, entry) => keepSubject(act, { shortName: '', ...entry }),
    dropSubject,
  );
  app.post<{ Body: Static<typeof shapes.ClassesEntryBody> }>(
    '/school/classes',
    { schema: { body: shapes.ClassesEntryBody, response: answers(shapes.Ids, 201) } },
    async (request, reply) => {
      const { grade, ...rest } = request.body;
      const periodKind = grade > 9 ? 'half-year' : 'quarter';
      const ids = await actOf(api, request, act => addClasses(act, { grade, periodKind, shift: 1, ...rest }));
      return reply.code(201).send({ ids });
    },
  );
  app.put<{ Params: Static<typeof IdParams>; Body: Static<typeof shapes.ClassEntryBody> }>(
    '/school/classes/:id',
    { schema: { params: IdParams, body: shapes.ClassEntryBody, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => changeClass(act, { ...request.params, ...request.body }));
      return reply.code(204).send();
    },
  );
  dropRoute(app, api, '/school/classes', dropClass);
}

function loadRoutes(app: FastifyInstance, api: ApiHouse): void {
  app.get<{ Querystring: Static<typeof shapes.LoadQuery> }>(
    '/school/load',
    { schema: { querystring: shapes.LoadQuery, response: answers(shapes.LoadBody) } },
    request =>
      actOf(api, request, act => teachingLoad(act, { classId: request.query.class, teacherId: request.query.teacher })),
  );
  app.post<{ Body: Static<typeof shapes.CourseEntryBody> }>(
    '/school/load',
    { schema: { body: shapes.CourseEntryBody, response: answers(Created, 201) } },
    async (request, reply) => {
      const id = await actOf(api, request, act => addCourse(act, { subgroup: null, graded: true, ...request.body }));
      return reply.code(201).send({ id });
    },
  );
  type Put<B extends TSchema> = FastifyRequest<{ Params: Static<typeof IdParams>; Body: Static<B> }>;
  const put = <B extends TSchema>(url: string, body: B, work: (act: Act, request: Put<B>) => Promise<void>) =>
    app.put<{ Params: Static<typeof IdParams>; Body: Static<B> }>(
      url,
      { schema: { params: IdParams, body, response: answers(Nothing, 204) } },
      async (request, reply) => {
        await actOf(api, request, act => work(act, request as unknown as Put<B>));
        return reply.code(204).send();
      },
    );
  put('/school/load/:id', shapes.CourseChangeBody, (act, { params, body }) =>
    changeCourse(act, { ...params, ...body }),
  );
  put('/school/load/:id/teacher', shapes.TeacherEntryBody, (act, { params, body }) =>
    changeTeacher(act, { courseId: params.id, ...body }),
  );
  dropRoute(app, api, '/school/load', dropCourse);
  dropRoute(app, api, '/school/load/changes', takeBackTeacherChange);
}

function dropRoute(
  app: FastifyInstance,
  api: ApiHouse,
  url: string,
  drop: (act: Act, id: number) => Promise<void>,
): void {
  app.delete<{ Params: Static<typeof IdParams> }>(
    `${url}/:id`,
    { schema: { params: IdParams, response: answers(Nothing, 204) } },
    async (request, reply) => {
      await actOf(api, request, act => drop(act, request.params.id));
      return reply.code(204).send();
    },
  );
}
