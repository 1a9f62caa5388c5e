import type { FastifyInstance } from 'fastify';
import { unreadDocuments } from '#board/documents.ts';
import { newInForum } from '#forum/topics.ts';
import { contestedCells } from '#journal/conflicts/contested-cells.ts';
import { lessonsOfDay } from '#journal/lessons-of-day.ts';
import { missingOfTeacher } from '#journal/missing.ts';
import { unconfirmedNotices } from '#journal/parent-notices/family-notices.ts';
import { studentHomework } from '#journal/student-homework.ts';
import { studentMarks } from '#journal/student-marks.ts';
import { openLessons } from '#journal/substitutions/teacher-absences.ts';
import type { Act } from '#school/act.ts';
import { addressOf, isStaff } from '#school/actor.ts';
import { me } from '#school/me.ts';
import { may } from '#school/permissions.ts';
import { nextSchoolDay } from '#school/school-days.ts';
import { trainingsToCome } from '#school/trainings/trainings.ts';
import type { ApiHouse } from '../doors.ts';
import { digest } from '../overview.ts';
import { page } from './page.ts';

/** The first page after signing in: what is new for this person today. */
export function todayPage(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/', name: 'today', show: today });
}

async function today(act: Act): Promise<object> {
  const who = await me(act);
  const students: object[] = [];
  const ids = [...who.children.map(({ id }) => id), ...(who.studentId === null ? [] : [who.studentId])];
  for (const studentId of ids) students.push(await studentToday(act, studentId));
  return {
    today: act.today,
    greeted: addressOf(act.by),
    staff: isStaff(act.by) ? await staffToday(act) : null,
    students,
    notices: act.by.childIds.length > 0 ? await unconfirmedNotices(act) : [],
  };
}

/** What a member of staff sees first: unread documents, own lessons, what is owed, new in the forum. */
async function staffToday(act: Act) {
  const { lessons } = await lessonsOfDay(act, act.today);
  const missing = await missingOfTeacher(act);
  const contested = act.by.roles.has('teacher') ? await contestedCells(act) : [];
  return {
    documents: await unreadDocuments(act),
    lessons: lessons.filter(({ part }) => part !== 'watched'),
    teaches: act.by.roles.has('teacher'),
    missing: missing.lessons.length,
    fewMarks: missing.courses.length,
    contested: contested.filter(({ decides }) => decides),
    topics: await newInForum(act),
    open: may(act.by, 'keepSubstitutions') ? await openLessons(act) : { today: 0, later: 0 },
    digest: may(act.by, 'readEveryJournal') ? await digest(act) : null,
    trainings: (await trainingsToCome(act))
      .filter(({ invited, state }) => invited && state !== 'cancelled')
      .slice(0, 3),
  };
}

/** What a family sees first: the marks of today and what is due on the next day of lessons. */
async function studentToday(act: Act, studentId: number) {
  const { student, days } = await studentMarks(act, studentId, { from: act.today, to: act.today });
  const next = await nextSchoolDay(act, act.today);
  const due = next ? await studentHomework(act, studentId, next) : null;
  const tasks = due?.tasks.filter(({ homework }) => homework !== null) ?? [];
  return { student, own: studentId === act.by.studentId, entries: days[0]?.entries ?? [], next: next ?? null, tasks };
}
