import type { FastifyInstance, FastifyRequest } from 'fastify';
import { finalsOfStudent } from '#journal/finals/finals-of-student.ts';
import { seenStudent } from '#journal/student-facts.ts';
import { studentWeek, type WeekDay } from '#journal/student-week.ts';
import type { Act } from '#school/act.ts';
import { me } from '#school/me.ts';
import { Refusal } from '#school/refusal.ts';
import { dayOr } from '../days.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { idOf } from './address.ts';
import { diaryAttendance } from './diary-attendance.ts';
import { finalsTable } from './diary-finals.ts';
import { aroundDiary } from './diary-frame.ts';
import { diaryNeed } from './diary-need.ts';
import { diaryReportPages } from './diary-report.ts';
import { diarySubject } from './diary-subject.ts';
import { diaryTerm } from './diary-term.ts';
import { page } from './page.ts';

/** The diary of a student, for the family and for who controls (1.2c, 2.4): the week, the period, finals, attendance. */
export function diaryPages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, {
    path: '/diary',
    name: 'diary',
    show: async (act, request) => showWeek(act, request, await firstOwn(act)),
  });
  page(app, api, { path: '/diary/:id', name: 'diary', show: (act, request) => showWeek(act, request, idOf(request)) });
  page(app, api, { path: '/diary/:id/term', name: 'diary-term', show: diaryTerm });
  page(app, api, { path: '/diary/:id/subject/:subjectId', name: 'diary-subject', show: diarySubject });
  page(app, api, { path: '/diary/:id/need', name: 'diary-need', show: diaryNeed });
  page(app, api, { path: '/diary/:id/finals', name: 'diary-finals', show: showFinals });
  page(app, api, { path: '/diary/:id/attendance', name: 'diary-attendance', show: diaryAttendance });

  diaryReportPages(app, api);

  // Addresses of before, in letters and messengers.
  app.get('/marks', async (request, reply) => reply.redirect(`/diary/${await actOf(api, request, firstOwn)}`));
  app.get('/marks/:id', async (request, reply) => {
    const { id } = await actOf(api, request, act => seenStudent(act, idOf(request)));
    return reply.redirect(`/diary/${id}`);
  });
}

async function firstOwn(act: Act): Promise<number> {
  const own = act.by.studentId ?? (await me(act)).children[0]?.id;
  if (own === undefined) throw new Refusal('not-found', 'not-found');
  return own;
}

async function showWeek(act: Act, request: FastifyRequest, studentId: number): Promise<object> {
  const { week: asked } = request.query as { week?: unknown };
  const week = await studentWeek(act, studentId, dayOr(asked, act.today, 'week'));
  const address = (monday: string) => `/diary/${studentId}?week=${monday}`;
  // As on paper: Saturday has its place even where nobody learns on it; Sunday has none.
  const days = week.days.filter(({ lessons }, index) => index < 6 || lessons.length > 0).map(shownDay);
  return {
    ...week,
    ...(await aroundDiary(act, week.student, 'week')),
    days,
    pages: [days.slice(0, 3), days.slice(3)],
    sameMonth: week.monday.slice(0, 7) === week.sunday.slice(0, 7),
    today: act.today,
    isFree: days.every(({ lessons }) => lessons.length === 0),
    dayOff: week.days.some(({ isSchoolDay }) => isSchoolDay) ? null : (week.days[0]?.dayOff ?? null),
    earlier: address(week.previous),
    later: address(week.next),
    home: week.current ? null : `/diary/${studentId}`,
  };
}

function shownDay(day: WeekDay) {
  // A room without a number has a name: «спортзал».
  return { ...day, lessons: day.lessons.map(lesson => ({ ...lesson, numbered: /^\d/.test(lesson.room) })) };
}

async function showFinals(act: Act, request: FastifyRequest): Promise<object> {
  const finals = await finalsOfStudent(act, idOf(request));
  return { ...finalsTable(finals), ...(await aroundDiary(act, finals.student, 'finals')) };
}
