import pg from 'pg';
import type { Connection } from '#db/connection.ts';
import { cast } from '#db/sample/cast.ts';
import { benchDay } from './ground.ts';
import type { Call } from './load.ts';

/** What is measured, by the name it has in the table. */
export type Calls = Record<string, Call>;

/** What a teacher does in a day, over HTTP, signed in. */
export async function schoolCalls(address: string, connection: Connection): Promise<Calls> {
  const { lesson, course, schoolClass, students, days, child } = await thingsOf(connection);
  const teacher = await signIn(address, 'ivanova');
  const family = await signIn(address, 'petrova');
  const deputy = await signIn(address, 'morozov');
  const get = (path: string, headers = teacher): Call => ({ url: `${address}${path}`, headers });
  const write = (method: 'POST' | 'PUT', path: string, body: Call['body']): Call => ({
    ...get(path),
    method,
    ...(body ? { body } : {}),
  });
  const studentOf = (number: number) => students[number % students.length]!;
  // Every entry is a change: the same mark again would write nothing.
  const mark = (number: number) => 4 + (Math.floor(number / students.length) % 2);
  let entered = 0;
  return {
    'lesson page': get(`/lessons/${lesson}`),
    'saving a mark': write('POST', `/api/lessons/${lesson}/marks`, () => {
      const number = entered++;
      return { studentId: studentOf(number), value: mark(number) };
    }),
    'journal page, period': get(`/journal/${course}`),
    [`journal page, year: ${students.length} × ${days}`]: get(`/journal/${course}?period=year`),
    'saving a cell of the journal': {
      ...write('PUT', '/api/journal/cells', () => {
        const number = entered++;
        const key = `bench ${process.pid} ${number}`;
        return { lessonId: lesson, studentId: studentOf(number), typed: String(mark(number)), key };
      }),
      expect: '"state":"saved"',
    },
    'diary, week': get(`/diary/${child}`, family),
    'diary, period': get(`/diary/${child}/term`, family),
    board: get('/board'),
    'missing entries': get('/missing'),
    ...Object.fromEntries(
      Object.entries(reportAddresses(schoolClass)).map(([name, path]) => [`report, ${name}`, get(path, deputy)]),
    ),
    'bot, lessons of a teacher': write('POST', '/api/chat', () => ({ text: '/lessons' })),
    'bot, marks for a parent': { ...write('POST', '/api/chat', () => ({ text: '/marks' })), headers: family },
  };
}

/** The reports that have an aim, as JSON, as the page and as PDF. */
function reportAddresses(schoolClass: number): Record<string, string> {
  const ofClass = `consolidated-progress?of=${schoolClass}`;
  return {
    'consolidated sheet of a class': `/api/reports/${ofClass}`,
    'consolidated sheet of a class, page': `/reports/${ofClass}`,
    'a class in a year': `/api/reports/class-results?term=year&of=${schoolClass}`,
    'consolidated sheet of the school': '/api/reports/school-progress?term=year',
    'consolidated sheet of the school, page': '/reports/school-progress?term=year',
    'students of the school': '/api/reports/student-totals?term=year',
    'attendance of the school': '/api/reports/school-attendance?term=year',
    'PDF of 10 pages': `/api/reports/student-report?of=${schoolClass}&format=pdf`,
    'consolidated sheet of the school, PDF': '/api/reports/school-progress?term=year&format=pdf',
    'consolidated sheet of the school, XLSX': '/api/reports/school-progress?term=year&format=xlsx',
  };
}

interface Things {
  lesson: number;
  course: number;
  schoolClass: number;
  days: number;
  students: number[];
  child: number;
}

/** The teacher's largest journal with a lesson on the day, the parent's child. */
async function thingsOf(connection: Connection): Promise<Things> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<Things>(
      `select l.id as lesson, c.id as course, c.school_class_id as "schoolClass", (select count(*)::int from lesson x where x.course_id = c.id) as days,
         (select array_agg(e.student_id order by e.student_id) from enrolment e
           where e.school_class_id = c.school_class_id and e.since <= l.day and (e.until is null or e.until > l.day)
             and not exists (select 1 from absence a where a.lesson_id = l.id and a.student_id = e.student_id
               and a.replaced_at is null)) as students,
         (select g.student_id from guardianship g join person p on p.id = g.parent_id
           where p.login = 'petrova' order by g.student_id limit 1) as child
       from lesson l join course c on c.id = l.course_id join person t on t.id = c.teacher_id
       where t.login = 'ivanova' and l.day = $1 and c.graded and c.subgroup_id is null
       order by days desc, l.id limit 1`,
      [benchDay],
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}

/** What a browser would send of somebody of the cast who has signed in. */
export async function signIn(address: string, login: string): Promise<Record<string, string>> {
  const { password } = cast.find(member => member.login === login)!;
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`${login} could not sign in: ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ');
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie, 'x-csrf-token': csrfToken };
}
