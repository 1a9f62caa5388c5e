import { LessonResource } from '#db/journal/lesson-resource.ts';
import type { Act } from '#school/act.ts';
import { type FileContent, readFile } from '#school/files.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { findLesson } from '../lesson-head.ts';
import { studentsOn } from '../lesson-sql.ts';

/**
 * The file of a lesson, for those who have the lesson or had it on its day, their families, its teacher, the class
 * teacher, deputy and director. Refuses: not-found, also what was taken away.
 */
export async function resourceFile(act: Act, lessonId: number, resourceId: number): Promise<FileContent> {
  const lesson = await findLesson(act, lessonId);
  see(act, 'readResource', { ...lesson, studentIds: await studentsOfLesson(act, lessonId) });
  const resource = await act.em.findOne(LessonResource, { id: resourceId, lesson: lessonId, removedAt: null });
  if (!resource?.file) throw new Refusal('not-found', 'not-found');
  return readFile(act, resource.file.id);
}

// Who came to the class after the lesson has its homework to do as well.
async function studentsOfLesson(act: Act, lessonId: number): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select here.student_id as id from lesson l join course c on c.id = l.course_id
       cross join lateral (${studentsOn('l.day')} union ${studentsOn(':today::date')}) here where l.id = :lessonId`,
    { lessonId, today: act.today },
  );
  return rows.map(({ id }) => id);
}
