import type { FastifyInstance } from 'fastify';
import { type CalendarLessons, lessonsForCalendar } from '#journal/timetable/lessons-for-calendar.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { paperTypes } from '#school/file-kinds.ts';
import { Refusal } from '#school/refusal.ts';
import { icalendar } from '#templates/icalendar.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { type WallOf, wallPaper } from '../timetable-wall.ts';
import { wholeNumber } from './address.ts';
import { textOf } from './fields.ts';

/** The timetable as files: sheets for a wall (XLSX, PDF), lessons for a calendar (5.2a). */
export function timetableFiles(app: FastifyInstance, api: ApiHouse): void {
  app.get('/timetable/wall/:file', async (request, reply) => {
    const [, of = '', format] = /^(.+)\.(xlsx|pdf)$/.exec((request.params as { file: string }).file) ?? [];
    if (format !== 'xlsx' && format !== 'pdf') throw new Refusal('not-found', 'not-found');
    const { document, file } = await actOf(api, request, act =>
      wallPaper(api.press, act, { of: wallOf(of), day: dayOf(act, request.query) }),
    );
    reply.header('content-disposition', `attachment; filename="${file}.${format}"`).type(paperTypes[format]);
    return reply.send(await api.paper.make(document, format));
  });
  app.get('/timetable/calendar/:file', async (request, reply) => {
    const [, of = ''] = /^(.+)\.ics$/.exec((request.params as { file: string }).file) ?? [];
    const which = wallOf(of);
    if (typeof which === 'string' || which.kind === 'room') throw new Refusal('not-found', 'not-found');
    const { kind, id } = which;
    const { lessons, at } = await actOf(api, request, async act => ({
      lessons: await lessonsForCalendar(act, { kind, id }, dayOf(act, request.query)),
      at: act.at,
    }));
    reply.header('content-disposition', `attachment; filename="timetable-${of}-${lessons.from}.ics"`);
    return reply.type('text/calendar; charset=utf-8').send(calendarOf(api, lessons, at));
  });
}

/** «class-12», «teacher-5», «room-3», «classes», «teachers» */
function wallOf(text: string): WallOf {
  if (text === 'classes' || text === 'teachers') return text;
  const [, kind, id] = /^(class|teacher|room)-(\d+)$/.exec(text) ?? [];
  if (kind !== 'class' && kind !== 'teacher' && kind !== 'room') throw new Refusal('not-found', 'not-found');
  return { kind, id: wholeNumber(id) ?? 0 };
}

function dayOf(act: Act, query: unknown): Day {
  return dayOr(textOf((query as Record<string, unknown>).day), act.today);
}

function calendarOf({ press, publicUrl }: ApiHouse, { kind, name, events }: CalendarLessons, changedAt: Date): string {
  const host = publicUrl ? new URL(publicUrl).host : 'zvonok';
  const gives = kind === 'teacher';
  return icalendar({
    name: press.sentence('calendar/of', { name }),
    events: events.map(({ uid, subject, className, subgroup, room, teacher, substituted, cancelled, ...event }) => ({
      ...{ ...event, changedAt, sequence: 0, uid: `${uid}@${host}` },
      summary: press.sentence('calendar/lesson', { gives, subject, className, subgroup, substituted, cancelled }),
      location: press.sentence('calendar/room', { room, numbered: /^\d/.test(room) }),
      about: press.sentence('calendar/about', { gives, teacher, substituted }),
    })),
  });
}
