import type { FastifyInstance, FastifyRequest } from 'fastify';
import { planControl } from '#journal/controls/plan-control.ts';
import { fillLessonSheet } from '#journal/fill-lesson-sheet.ts';
import { lesson } from '#journal/lesson.ts';
import { type DayOfLessons, lessonsOfDay, type Narrowing, narrowed } from '#journal/lessons-of-day.ts';
import { addFile, addLink, removeResource } from '#journal/resources/keep-resource.ts';
import { resourceFile } from '#journal/resources/resource-file.ts';
import type { Act } from '#school/act.ts';
import { addDays } from '#school/calendar.ts';
import { acceptedFiles } from '#school/files.ts';
import { dayOr } from '../days.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { filePage } from './files.ts';
import { extrasOf, lessonFormOf, typedOver } from './lesson-form.ts';
import { form, page } from './page.ts';

/** The day of a teacher (or a class, or the school), and the lesson they fill (3.2). */
export function lessonPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/lessons', name: 'lessons', show: showDay });
  page(app, api, { path: '/lessons/:id', name: 'lesson', show: showLesson });
  form(app, api, {
    path: '/lessons/:id',
    name: 'lesson',
    show: showLesson,
    submit: async (act, request) => {
      const id = idOf(request);
      await fillLessonSheet(act, id, lessonFormOf(request.body));
      await keepExtras(act, id, request);
      return `/lessons/${id}`;
    },
    flash: 'lessons/saved',
  });
  filePage(app, api, {
    path: '/lessons/:id/resources/:resourceId',
    find: (act, request) => resourceFile(act, idOf(request), idOf(request, 'resourceId')),
  });
}

/** What a lesson carries beside its texts and cells (1.2g). */
async function keepExtras(act: Act, id: number, request: FastifyRequest): Promise<void> {
  const { control, link, file, removed } = extrasOf(request.body);
  if (control !== undefined) await planControl(act, id, control);
  for (const one of removed) await removeResource(act, id, one);
  if (link) await addLink(act, id, link);
  if (file) await addFile(act, id, file);
}

async function showDay(act: Act, request: FastifyRequest): Promise<object> {
  const asked = request.query as Record<string, unknown>;
  const all = await lessonsOfDay(act, dayOr(asked.day, act.today));
  const narrowing = narrowingOf(asked, all);
  const { lessons } = narrowed(all, narrowing);
  return {
    ...all,
    groups: groupsOf(lessons, narrowing),
    narrowing: { mine: false, classId: null, teacherId: null, ...narrowing },
    missing: lessons.filter(one => one.mayFill && one.owed.length > 0).length,
    before: all.previous ?? addDays(all.day, -1),
    after: all.next ?? addDays(all.day, 1),
    keep: keepOf(narrowing),
    home: all.day === act.today ? null : `/lessons?day=${act.today}${keepOf(narrowing)}`,
  };
}

/** What stays in the address when one goes to another day. */
function keepOf({ mine, classId, teacherId }: Narrowing): string {
  if (mine) return '&show=mine';
  const chosen = `${classId ? `&class=${classId}` : ''}${teacherId ? `&teacher=${teacherId}` : ''}`;
  return chosen || '&show=all';
}

/** What was asked for; a teacher who asks for nothing gets their own lessons. */
function narrowingOf(asked: Record<string, unknown>, { choices }: DayOfLessons): Narrowing {
  const classId = wholeNumber(asked.class);
  const teacherId = wholeNumber(asked.teacher);
  if (classId ?? teacherId) return { ...(classId ? { classId } : {}), ...(teacherId ? { teacherId } : {}) };
  const isOwn = asked.show === 'mine' || (asked.show !== 'all' && !choices.wholeSchool && choices.hasMine);
  return isOwn ? { mine: true } : {};
}

/** Class by class where several are shown side by side, else in the order of the bell. */
function groupsOf(lessons: DayOfLessons['lessons'], { mine, classId, teacherId }: Narrowing): object[] {
  if (mine || classId || teacherId) return lessons.length > 0 ? [{ name: null, lessons }] : [];
  const groups = Map.groupBy(lessons, ({ classId }) => classId);
  return [...groups.values()]
    .toSorted(([a], [b]) => a!.grade - b!.grade || a!.className.localeCompare(b!.className, 'ru'))
    .map(own => ({ name: own[0]!.className, lessons: own }));
}

async function showLesson(act: Act, request: FastifyRequest): Promise<object> {
  const view = await lesson(act, idOf(request));
  return { ...view, today: act.today, acceptedFiles, ...typedOver(view, request.body) };
}
