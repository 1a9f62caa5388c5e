import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { noteReading } from '#school/classes/card-readings.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { CourseHead } from '../../course-head.ts';
import { coursesOf } from '../choices.ts';
import { type JournalPage, journalPage } from '../journal-page.ts';
import type { AskedClass, AskedYear } from '../report.ts';
import type { ReportRow } from '../rows.ts';
import { type ReportView, runReport } from '../run-report.ts';
import { termsOf, yearOf } from '../terms.ts';
import { type ClassDigest, classDigest } from './class-digest.ts';
import { studentRows } from './student-rows.ts';

/** The whole journal of a class of one moment, part by part as it is printed. */
export interface ReadClassJournal {
  /** What every part is printed with: school, signers, class, year, moment. */
  head: ReportView & { class: AskedClass };
  courses: (JournalPage & { course: CourseHead; term: object })[];
  students: ReportRow[];
  attendance: ReportView;
  /** Nothing where nobody is marked. */
  progress: ReportView | null;
  digest: ClassDigest;
}

/** How many parts are read: its courses, and the rest together. */
export async function partsOf(act: Act, classId: number): Promise<number> {
  const [counted] = await act.em.execute<{ count: number }[]>(
    'select count(*)::int as count from course where school_class_id = :classId',
    { classId },
  );
  // The file itself is one more.
  return counted!.count + 2;
}

/**
 * Everything that stands in the journal of a class for its year so far: every course's pages, students without health and without
 * ways to reach them, attendance, progress, the digest of the history. To be read in an act of one moment, so that pages and digest
 * are of the same. Some six queries for each course, whatever is in it. The reading is written down. Refuses: not-found.
 */
export async function readClassJournal(
  act: Act,
  id: number,
  told: (done: number) => Promise<void> = async () => {},
): Promise<ReadClassJournal | undefined> {
  const order = await orderOf(act, id);
  if (order.state !== 'waiting') return undefined;
  see(act, 'readClassReports', order.classId);
  const year = (await yearOf(act, order.firstDay))!;
  const of = { of: String(order.classId), year: year.firstDay };
  const attendance = (await runReport(act, 'consolidated-attendance', of)).view;
  const progress = (await runReport(act, 'consolidated-progress', of)).view;
  const head = attendance as ReadClassJournal['head'];
  const courses = await readCourses(act, { classId: order.classId, year, told });
  const digest = await classDigest(act, order.classId);
  const students = await studentRows(act, { classId: order.classId, year });
  await noteReading(act, { what: 'sheet', classId: order.classId });
  await told(courses.length + 1);
  return { head, courses, students, attendance, progress: head.class.grade === 1 ? null : progress, digest };
}

async function orderOf(act: Act, id: number): Promise<{ state: string; classId: number; firstDay: Day }> {
  const [order] = await act.em.execute<{ state: string; classId: number; firstDay: Day }[]>(
    `select j.state, j.school_class_id as "classId", y.first_day::text as "firstDay" from class_journal j
     join school_class k on k.id = j.school_class_id join school_year y on y.id = k.year_id where j.id = :id`,
    { id },
  );
  if (!order) throw new Refusal('not-found', 'not-found');
  return order;
}

interface Reading {
  classId: number;
  year: AskedYear;
  told: (done: number) => Promise<void>;
}

async function readCourses(act: Act, { classId, year, told }: Reading): Promise<ReadClassJournal['courses']> {
  const term = (await termsOf(act, year)).find(({ kind }) => kind === 'year')!;
  const courses = (await coursesOf(act, year)).filter(course => course.classId === classId);
  const read: ReadClassJournal['courses'] = [];
  for (const course of courses) {
    read.push({ ...(await journalPage(act, { course, term })), course, term });
    await told(read.length);
  }
  return read;
}
