import { Lesson } from '#db/journal/lesson.ts';
import { LessonResource } from '#db/journal/lesson-resource.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { keepFile, type SentFile } from '#school/files.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { refuseLocked } from '../entry-rules.ts';
import { recordResource } from '../history/record-entries.ts';
import { findLesson, type LessonHead } from '../lesson-head.ts';
import { readLink, type TypedLink } from './read-link.ts';

const mostResources = 10;

/**
 * Hangs a link on a lesson (1.2g). Gives its id. Refusals: not-found, not-allowed (also where the lesson is closed),
 * invalid under `link` and `linkTitle`.
 */
export async function addLink(act: Act, lessonId: number, link: TypedLink): Promise<number> {
  const lesson = await openForResources(act, lessonId, 'link');
  return keep(act, lesson, readLink(link));
}

/** Hangs a file on a lesson. Gives its id. Refusals: those of a link, and of `keepFile` under `file`. */
export async function addFile(act: Act, lessonId: number, sent: SentFile): Promise<number> {
  const lesson = await openForResources(act, lessonId, 'file');
  const file = keepFile(act, sent, 'file');
  return keep(act, lesson, { title: file.name, file });
}

/** Takes a link or a file away: nobody is shown it any more, its row stays. Refusals: not-found, not-allowed. */
export async function removeResource(act: Act, lessonId: number, resourceId: number): Promise<void> {
  const lesson = await openLesson(act, lessonId);
  const resource = await act.em.findOne(LessonResource, { id: resourceId, lesson: lessonId, removedAt: null });
  if (!resource) throw new Refusal('not-found', 'not-found');
  resource.removedAt = act.at;
  recordResource(act, lesson, keptOf(resource), 'taken');
}

async function openLesson(act: Act, lessonId: number): Promise<LessonHead> {
  const lesson = await findLesson(act, lessonId, { toWrite: true });
  see(act, 'readLesson', lesson);
  permit(act, 'fillLesson', lesson);
  const locked = refuseLocked(lesson);
  if (locked) throw locked;
  return lesson;
}

async function openForResources(act: Act, lessonId: number, field: 'link' | 'file'): Promise<LessonHead> {
  const lesson = await openLesson(act, lessonId);
  const count = await act.em.count(LessonResource, { lesson: lessonId, removedAt: null });
  if (count >= mostResources) invalid('resource/too-many', field, { most: mostResources });
  return lesson;
}

async function keep(
  act: Act,
  lesson: LessonHead,
  what: { title: string; url?: string; file?: LessonResource['file'] },
): Promise<number> {
  const resource = act.em.create(LessonResource, {
    ...what,
    lesson: act.em.getReference(Lesson, lesson.id),
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
  });
  await act.em.flush();
  recordResource(act, lesson, keptOf(resource), 'put');
  return resource.id;
}

function keptOf({ id, title, url, file }: LessonResource) {
  return { id, title, url: url ?? null, fileId: file?.id ?? null };
}
