import type { FastifyInstance } from 'fastify';
import { studentCourse } from '#journal/student-course.ts';
import { Refusal } from '#school/refusal.ts';
import { coursePicture } from '#templates/course-picture.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf } from './address.ts';

/** The picture of a subject's course as the chat shows it, for who may read the marks; drawn anew each time, kept nowhere. */
export function coursePicturePage(app: FastifyInstance, api: ApiHouse): void {
  app.get('/chat/course/:id/:subjectId', async (request, reply) => {
    const [studentId, subjectId] = [idOf(request), idOf(request, 'subjectId')];
    const course = await actOf(api, request, act => studentCourse(act, studentId, { subjectId }));
    const svg = coursePicture(api.press, course);
    if (!svg) throw new Refusal('not-found', 'not-found');
    const headers = { 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" };
    return reply.headers(headers).type('image/svg+xml; charset=utf-8').send(svg);
  });
}
