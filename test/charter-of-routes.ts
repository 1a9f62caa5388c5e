const families = ['petrova', 'smirnov', 'kozlova', 'masha', 'belova'];
const staff = ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova'];
export const everyone = [...staff, ...families];
const teachers = ['morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova'];
const heads = ['sokolova', 'morozov'];
/** Who leads a class, or controls them all. */
const classTeachers = ['ivanova', 'orlova', 'fedorova', ...heads];
const registrar = ['kuznetsov'];
/** Who read the card of 5Б, and who keep it. */
const cardReaders = ['ivanova', ...heads, ...registrar];
const cardKeepers = ['ivanova', ...registrar];
const parents = ['petrova', 'smirnov', 'kozlova', 'orlova'];
/** Who keep the timetable: the deputy and the registrar. */
const keepers = ['morozov', 'kuznetsov'];
/** Who sees how the school is set up. */
const settled = [...heads, ...registrar];
/** Orlova is a mother as well. */
export const withStudents = [...families, 'orlova'];

/** One try of a route: an address and a body that do it, and who of the cast may. */
export interface Try {
  address: string;
  body?: object;
  may: readonly string[];
  /** What they get who may, when it is not a success. */
  status?: number;
  /** Open to who has not signed in. */
  stranger?: boolean;
  /** The session ends by it. */
  endsSession?: boolean;
}

const to = (may: readonly string[], address: string, body?: object, more: Partial<Try> = {}): Try => ({
  ...{ may, address, ...(body ? { body } : {}) },
  ...more,
});
const open = (address: string, body?: object, more: Partial<Try> = {}): Try =>
  to(everyone, address, body, { stranger: true, ...more });

/** What the addresses are made of. */
export interface Known {
  /** 5Б, which Ivanova leads. */
  classId: number;
  /** Lessons of 5Б today: Ivanova's and Volkov's. */
  maths: number;
  pe: number;
  /** The journal of Ivanova's lesson. */
  course: number;
  mathsSubject: number;
  masha: number;
  egor: number;
  /** A parent outside the cast. */
  parent: number;
  /** Ivanova's, as it stands in topic 1. */
  reply: { id: number; version: number; text: string };
  /** A picture of the sample forum, and the reply it hangs on. */
  hung: { id: number; reply: number };
  /** Petrova's question to the registrar. */
  question: number;
  /** An announcement for parents. */
  forParents: number;
  /** Ivanova as a person. */
  ivanova: number;
  /** Ivanova's notices of 5Б: one sent to Smirnov, who has confirmed it, and one on paper. */
  notices: { sent: number; paper: number };
  /** Дима Смирнов as a student. */
  dima: number;
  /** Petrova's letter to Ivanova about Masha, with Ivanova's part of it. */
  letter: { id: number; part: number; version: number; text: string };
}

const order = { kind: 'order', date: '2026-11-24', title: 'О проверке', text: 'Проверить.', audience: ['staff'] };
const assignment = {
  ...{ deed: 'assign', function: 'deputy', person: 'volkov', day: '2026-12-01' },
  ...{ orderNumber: '12-к', orderDate: '2026-11-20' },
};
const announcement = { ...order, kind: 'announcement' };
const about = { name: 'Школа', fullName: 'Школа', timeZone: 'Europe/Moscow' };
const markRules = {
  ...{
    oneAllowed: false,
    owedCountsAsTwo: true,
    broughtMarksCount: true,
    owedDays: 14,
    editingDays: 7,
    fewestMarksInQuarter: 3,
  },
  ...{ fewestMarksInHalfYear: 5, notAttestedWeight: 7, remindersAt: '15:30' },
};
// Of no period: refused by what was asked, not by who asks.
const broughtMarks = { studentId: 1, periodId: 999, values: [5] };
const broughtBy = { student: '1', period: '999', values: '5' };
const quarterSpan = { firstDay: '2026-09-01', lastDay: '2026-10-25' };
const credentials = { login: 'petrova', password: 'kolokol-petrova' };
const subscription = { endpoint: 'https://push.example/1', keys: { p256dh: 'BA', auth: 'AA' } };
const newSection = { name: 'Спорт', description: '', readers: ['staff'], writers: ['staff'], suggestions: false };
const newTopic = { section: 'journal', title: 'Что с кнопкой печати', text: 'Где она теперь?' };
/** Who read movement: those who keep it, the heads, class teachers of theirs. */
const movementReaders = ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'fedorova'];
const movementOfFifth = ['sokolova', 'morozov', 'kuznetsov', 'ivanova'];
const orderOfMovement = { day: '2026-11-24', orderNumber: '50-у', orderDate: '2026-11-24' };
const nobody = { ...orderOfMovement, familyName: '', givenName: '', sex: 'male', birthday: '2015-01-01' };
// Documents of the sample school: the regulation; an order with a file; an instruction for teachers alone.
const [regulation, withFile, forTeachers] = [1, 2, 4];
const topic = 1;
// Polls of the sample school: a named one that goes on, Kuznetsov's secret one that is over.
const [namedPoll, pollThatIsOver] = [1, 2];
const newPoll = { question: 'Когда?', options: ['В среду', 'В четверг'], several: false, secret: false };
const regulationLine = 'regulation-2024-1';
const away = { since: '2026-11-24', until: '2026-11-24' };
const cancel = { lessonId: 1, kind: 'cancelled' };
const pastChange = { from: '2026-09-01', changes: [{ remove: { courseId: 1, weekday: 1, slot: 1 } }] };
// Sessions of the sample school: Kuznetsov's of two weeks ago for all of the staff, Morozov's to come for teachers.
const [pastTraining, comingTraining] = [1, 2];
const newTraining = {
  ...{ title: 'Журнал без сети', place: 'Кабинет 212', text: '', audience: ['teacher'] },
  ...{ day: '2026-12-01', starts: '15:00', ends: '16:00' },
};
// A suggestion about the journal.
const suggestion = 2;
// The list of what is missing, each Monday.
const onMondays = { format: 'xlsx', rhythm: 'weekdays', weekdays: [1], at: '07:30', ways: [] };
const formOnMondays = { format: 'xlsx', rhythm: 'weekdays', weekday: '1', at: '07:30' };
// Quarters: the first is closed, the second goes on.
const [firstQuarter, secondQuarter] = [1, 2];

/** Every route of the program: nothing may be missing here, nothing may be left over. */
export function charterOfRoutes({
  classId,
  maths,
  pe,
  course,
  mathsSubject,
  masha,
  egor,
  parent,
  reply,
  hung,
  ivanova,
  letter,
  forParents,
  question,
  notices,
  dima,
}: Known): Record<string, Try[]> {
  const mark = { studentId: masha, value: 5, workKind: 'ответ на уроке' };
  const final = { studentId: masha, stage: 'period', periodId: secondQuarter, value: 5 };
  const unlock = { period: `${firstQuarter}`, reason: 'Учитель болел', until: '2026-11-25' };
  const quarter = { kind: 'quarter', number: '1' };
  // A Sunday: nobody was missing.
  const reasons = { from: '2026-11-22', to: '2026-11-22', kind: 'ill' };
  const note = { since: '2026-11-24', until: '2026-11-24', reason: 'ill', text: '' };
  const edit = { version: reply.version, text: reply.text };
  const letterEdit = { version: letter.version, text: letter.text };
  const newLetter = { toId: ivanova, studentId: masha, text: 'Здравствуйте.' };
  const part = { text: 'Спасибо.' };
  const pen = ['petrova', 'ivanova'];
  const planned = { section: null, title: 'Углы', hours: 2, plannedOn: null };
  return {
    'GET /public/*': [open('/public/base.css')],
    'GET /public/all.css': [open('/public/all.css')],
    'GET /fonts/*': [open('/fonts/golos-text-cyrillic-wght-normal.woff2')],
    'GET /help/pictures/*': [open('/help/pictures/none.png', undefined, { status: 404 })],

    'GET /api/openapi.json': [open('/api/openapi.json')],
    'GET /api/health': [open('/api/health')],
    'GET /api/cast': [open('/api/cast')],
    'POST /api/session': [open('/api/session', credentials)],
    'POST /api/session/lost': [open('/api/session/lost', { login: 'petrova' }, { status: 404 })],
    'POST /api/session/lost/:code': [open('/api/session/lost/unknown', { password: 'тихий вечер' }, { status: 422 })],
    'DELETE /api/session': [open('/api/session', undefined, { endsSession: true })],
    // Telegram's own door: it opens to its secret alone.
    'POST /api/telegram': [to([], '/api/telegram', { update_id: 1 })],
    'GET /api/bells/shifts': [to(everyone, '/api/bells/shifts')],
    'PUT /api/bells/shifts': [to(keepers, '/api/bells/shifts', { classes: [{ classId, shift: 1 }] })],
    'GET /api/school': [to(settled, '/api/school')],
    'PUT /api/school': [to(['sokolova', ...registrar], '/api/school', { ...about, name: '' }, { status: 422 })],
    'GET /api/school/set-up': [to(settled, '/api/school/set-up')],
    'GET /api/school/history': [to(settled, '/api/school/history')],
    'POST /api/school/history/:id/undo': [to(settled, '/api/school/history/99999/undo', undefined, { status: 404 })],
    'GET /api/school/rules': [to(settled, '/api/school/rules')],
    'PUT /api/school/rules': [to(settled, '/api/school/rules', { ...markRules, owedDays: 0 }, { status: 422 })],
    'PUT /api/school/thresholds': [
      to(settled, '/api/school/thresholds', { grade: 7, five: 1, four: 1, three: 1 }, { status: 422 }),
    ],
    'DELETE /api/school/thresholds/:grade': [to(settled, '/api/school/thresholds/7')],
    'POST /api/school/work-kinds': [to(settled, '/api/school/work-kinds', { name: '', weight: 1 }, { status: 422 })],
    'PUT /api/school/work-kinds/:id': [
      to(settled, '/api/school/work-kinds/99999', { name: 'эссе', weight: 1 }, { status: 404 }),
    ],
    'DELETE /api/school/work-kinds/:id': [to(settled, '/api/school/work-kinds/99999', undefined, { status: 404 })],
    'GET /api/school/year': [to(settled, '/api/school/year')],
    'POST /api/school/years': [to(settled, '/api/school/years', { start: 2026 }, { status: 409 })],
    'PUT /api/school/years/:id': [to(settled, '/api/school/years/99999', quarterSpan, { status: 404 })],
    'PUT /api/school/years/:id/periods': [
      to(settled, '/api/school/years/99999/periods', { kind: 'quarter', spans: [] }, { status: 404 }),
    ],
    'POST /api/school/years/:id/days-off': [
      to(settled, '/api/school/years/99999/days-off', { name: 'Карантин', ...quarterSpan }, { status: 404 }),
    ],
    'DELETE /api/school/days-off/:id': [to(settled, '/api/school/days-off/99999', undefined, { status: 404 })],
    'POST /api/school/moved-days': [
      to(settled, '/api/school/moved-days', { day: '2026-11-24', weekday: 2 }, { status: 422 }),
    ],
    'DELETE /api/school/moved-days/:id': [to(settled, '/api/school/moved-days/99999', undefined, { status: 404 })],
    'PUT /api/school/week': [to(settled, '/api/school/week', { daysPerWeek: 5 })],
    'GET /api/school/classes': [to(settled, '/api/school/classes')],
    'POST /api/school/classes': [to(keepers, '/api/school/classes', { grade: 5, letters: 'Б' }, { status: 422 })],
    'PUT /api/school/classes/:id': [
      to(keepers, '/api/school/classes/99999', { letter: 'Ю', periodKind: 'quarter', shift: 1 }, { status: 404 }),
    ],
    'DELETE /api/school/classes/:id': [to(keepers, `/api/school/classes/${classId}`, undefined, { status: 409 })],
    'GET /api/school/subjects': [to(settled, '/api/school/subjects')],
    'POST /api/school/subjects': [to(keepers, '/api/school/subjects', { name: 'Музыка' }, { status: 422 })],
    'PUT /api/school/subjects/:id': [
      to(keepers, '/api/school/subjects/99999', { name: 'Астрономия' }, { status: 404 }),
    ],
    'DELETE /api/school/subjects/:id': [
      to(keepers, `/api/school/subjects/${mathsSubject}`, undefined, { status: 409 }),
    ],
    'GET /api/school/load': [to(settled, `/api/school/load?class=${classId}`)],
    'POST /api/school/load': [
      to(
        keepers,
        '/api/school/load',
        { classId, subjectId: mathsSubject, teacherId: ivanova, hours: 1 },
        { status: 409 },
      ),
    ],
    'PUT /api/school/load/:id': [to(keepers, '/api/school/load/99999', { hours: 1, graded: true }, { status: 404 })],
    'PUT /api/school/load/:id/teacher': [
      to(keepers, '/api/school/load/99999/teacher', { teacherId: ivanova, day: '2026-12-01' }, { status: 404 }),
    ],
    'DELETE /api/school/load/:id': [to(keepers, `/api/school/load/${course}`, undefined, { status: 409 })],
    'DELETE /api/school/load/changes/:id': [to(keepers, '/api/school/load/changes/99999', undefined, { status: 404 })],
    'GET /api/me': [to(everyone, '/api/me')],
    'GET /api/me/sessions': [to(everyone, '/api/me/sessions')],
    'DELETE /api/me/sessions': [to(everyone, '/api/me/sessions')],
    'DELETE /api/me/sessions/:id': [to(everyone, '/api/me/sessions/999999', undefined, { status: 404 })],
    'GET /api/me/ways': [to(everyone, '/api/me/ways')],
    'DELETE /api/me/ways/:id': [to(everyone, '/api/me/ways/999999', undefined, { status: 404 })],
    'DELETE /api/me/link-codes': [to(everyone, '/api/me/link-codes')],
    'PUT /api/me/password': [
      to(everyone, '/api/me/password', { current: 'не тот', next: 'тихий вечер' }, { status: 422 }),
    ],
    'GET /api/settings': [to(everyone, '/api/settings')],
    'PUT /api/settings': [to(everyone, '/api/settings', { spoiler: false })],
    'GET /api/chat': [to(everyone, '/api/chat')],
    'POST /api/chat': [to(everyone, '/api/chat', { text: '/start' })],
    'GET /api/students/:id/marks': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/api/students/${masha}/marks`),
      to(['kozlova', 'fedorova', ...heads], `/api/students/${egor}/marks`),
    ],
    'GET /api/parent-notices': [to(['ivanova', ...heads], `/api/parent-notices?classId=${classId}`)],
    'POST /api/parent-notices': [
      to(['ivanova'], '/api/parent-notices', { classId, way: 'paper', students: [] }, { status: 422 }),
    ],
    'POST /api/parent-notices/:id/taken-back': [
      to(['ivanova'], `/api/parent-notices/${notices.sent}/taken-back`, {}, { status: 409 }),
    ],
    'POST /api/parent-notices/:id/returned': [
      to(['ivanova'], `/api/parent-notices/${notices.paper}/returned`, { day: '2026-11-24' }),
    ],
    'GET /api/students/:id/parent-notices': [to(['ivanova', ...heads], `/api/students/${dima}/parent-notices`)],
    'GET /api/family-notices': [to(everyone, '/api/family-notices')],
    'GET /api/family-notices/:id': [to(['smirnov'], `/api/family-notices/${notices.sent}`)],
    'POST /api/family-notices/:id/confirmed': [to(['smirnov'], `/api/family-notices/${notices.sent}/confirmed`, {})],
    'GET /api/reports': [to(staff, '/api/reports')],
    'POST /api/report-packages': [to(heads, '/api/report-packages', { term: 'quarter-1' })],
    'GET /api/report-packages/:id': [to(heads, '/api/report-packages/1')],
    'DELETE /api/report-packages/:id': [to(heads, '/api/report-packages/99999', undefined, { status: 404 })],
    // Nothing makes it here: it is not there for anybody yet.
    'GET /api/report-packages/:id/file': [to([], '/api/report-packages/1/file')],
    'GET /api/class-journals': [to(classTeachers, '/api/class-journals')],
    'POST /api/class-journals': [to(['ivanova', ...heads], '/api/class-journals', { classId })],
    'GET /api/class-journals/verify': [to(classTeachers, `/api/class-journals/verify?hash=${'0'.repeat(64)}`)],
    'GET /api/class-journals/:id': [to(['ivanova', ...heads], '/api/class-journals/1')],
    'GET /api/class-journals/:id/file': [to([], '/api/class-journals/1/file')],
    'GET /api/report-subscriptions': [to(staff, '/api/report-subscriptions')],
    'POST /api/report-subscriptions': [
      to(heads, '/api/report-subscriptions', { report: 'school-progress', ...onMondays }),
      to(['ivanova', ...heads], '/api/report-subscriptions', {
        report: 'class-results',
        of: String(classId),
        ...onMondays,
      }),
    ],
    // Morozov's of the sample school.
    'PUT /api/report-subscriptions/:id': [to(['morozov'], '/api/report-subscriptions/1', onMondays)],
    'PUT /api/report-subscriptions/:id/paused': [
      to(['morozov'], '/api/report-subscriptions/1/paused', { paused: false }),
    ],
    'POST /api/report-subscriptions/:id/sendings': [to(['morozov'], '/api/report-subscriptions/1/sendings', {})],
    'DELETE /api/report-subscriptions/:id': [to([], '/api/report-subscriptions/1000000')],
    'GET /api/reports/:name': [
      to([...heads, ...registrar], '/api/reports/class-sizes'),
      to(['ivanova', ...heads], `/api/reports/class-results?of=${classId}`),
      to(['ivanova', ...heads], `/api/reports/subject-results?of=${course}&format=html`),
    ],
    'GET /api/students/:id/report': [to(['petrova', 'masha', 'ivanova', ...heads], `/api/students/${masha}/report`)],
    'GET /api/students/:id/finals': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/api/students/${masha}/finals`),
      to(['kozlova', 'fedorova', ...heads], `/api/students/${egor}/finals`),
    ],
    'GET /api/courses/:id/finals': [to(['ivanova', ...heads], `/api/courses/${course}/finals`)],
    'GET /api/courses/:id/finals/history': [to(['ivanova', ...heads], `/api/courses/${course}/finals/history`)],
    'PUT /api/courses/:id/finals': [to(['ivanova'], `/api/courses/${course}/finals`, final)],
    'GET /api/courses/:id/plan': [to(['ivanova', ...heads], `/api/courses/${course}/plan`)],
    'PUT /api/courses/:id/plan': [to(['ivanova'], `/api/courses/${course}/plan`, { topics: [planned] })],
    'GET /api/lessons': [to(everyone, '/api/lessons')],
    'GET /api/lessons/:id': [
      to(['ivanova', ...heads], `/api/lessons/${maths}`),
      // The class teacher looks into every lesson of the class.
      to(['volkov', 'ivanova', ...heads], `/api/lessons/${pe}`),
    ],
    'GET /api/lessons/:id/history': [to(['ivanova', ...heads], `/api/lessons/${maths}/history`)],
    'PUT /api/lessons/:id': [
      to(['ivanova'], `/api/lessons/${maths}`, { topic: 'Углы' }),
      to(['volkov'], `/api/lessons/${pe}`, { topic: 'Лыжи' }),
    ],
    'PUT /api/lessons/:id/control': [to(['ivanova'], `/api/lessons/${maths}/control`, { workKindId: null })],
    'POST /api/lessons/:id/links': [to(['ivanova'], `/api/lessons/${maths}/links`, { url: 'https://resh.edu.ru' })],
    // The link put above; the sample school has two of its own.
    'DELETE /api/lessons/:id/resources/:resourceId': [to(['ivanova'], `/api/lessons/${maths}/resources/3`)],
    'GET /api/students/:id/homework': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/api/students/${masha}/homework`),
      to(['kozlova', 'fedorova', ...heads], `/api/students/${egor}/homework`),
    ],
    'GET /api/attendance': [to(['ivanova', ...heads], `/api/attendance?classId=${classId}`)],
    'POST /api/attendance/reasons': [
      to(['ivanova'], '/api/attendance/reasons', { classId, studentIds: [masha], ...reasons }, { status: 422 }),
    ],
    'GET /api/students/:id/attendance': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/api/students/${masha}/attendance`),
    ],
    'GET /api/students/:id/absence-notes': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/api/students/${masha}/absence-notes`),
    ],
    // The first note, and the second below.
    'POST /api/students/:id/absence-notes': [to(['petrova'], `/api/students/${masha}/absence-notes`, note)],
    'POST /api/absence-notes/:id/settlement': [to(['ivanova'], '/api/absence-notes/1/settlement', { accepted: false })],
    'POST /api/lessons/:id/marks': [to(['ivanova'], `/api/lessons/${maths}/marks`, mark)],
    'POST /api/lessons/:id/absences': [to(['ivanova'], `/api/lessons/${maths}/absences`, [])],
    'GET /api/board': [to(staff, '/api/board')],
    'GET /api/overview': [to(heads, '/api/overview')],
    'GET /api/activity': [to(['sokolova', 'kuznetsov'], '/api/activity')],
    'GET /api/functions': [to([...heads, ...registrar], '/api/functions')],
    'POST /api/functions': [to(['sokolova'], '/api/functions', { ...assignment, function: 'registrar' })],
    'DELETE /api/functions/:id': [to(['sokolova'], '/api/functions/99999', undefined, { status: 404 })],
    'POST /api/board': [to(['sokolova'], '/api/board', order), to(heads, '/api/board', announcement)],
    'GET /api/board/archive': [to(staff, '/api/board/archive')],
    'GET /api/board/people': [to([...heads, ...registrar], '/api/board/people?kind=order&q=ива')],
    'GET /api/board/base': [to(staff, '/api/board/base')],
    'GET /api/board/base/:line': [to(staff, `/api/board/base/${regulationLine}`)],
    'GET /api/board/:id/changes': [to(staff, `/api/board/${regulation}/changes`)],
    'POST /api/board/:id/correction': [
      to(
        ['sokolova'],
        `/api/board/${regulation}/correction`,
        { title: 'О', text: 'О', reason: '', anew: false },
        { status: 422 },
      ),
    ],
    'PUT /api/board/:id/pin': [to(['sokolova'], `/api/board/${withFile}/pin`, { pinned: false })],
    'PUT /api/board/:id/public': [to(['sokolova'], `/api/board/${regulation}/public`, { isPublic: true })],
    'GET /api/base': [to(everyone, '/api/base')],
    'GET /api/base/:line': [to(everyone, `/api/base/${regulationLine}`), to([], '/api/base/instruction-2026-1')],
    'GET /api/board/drafts': [to([...heads, ...registrar], '/api/board/drafts')],
    'POST /api/board/drafts': [to(heads, '/api/board/drafts', order)],
    'GET /api/board/drafts/:id': [to(heads, '/api/board/drafts/1'), to(['sokolova'], '/api/board/drafts/3')],
    'PUT /api/board/drafts/:id': [to(heads, '/api/board/drafts/1', { ...order, version: 900 }, { status: 409 })],
    'DELETE /api/board/drafts/:id': [to([], '/api/board/drafts/900')],
    'POST /api/board/drafts/:id/publication': [
      to(['sokolova'], '/api/board/drafts/1/publication', { at: '2026-11-23T08:00' }, { status: 422 }),
    ],
    'GET /api/board/:id': [
      to(staff, `/api/board/${regulation}`),
      to(['sokolova', ...teachers], `/api/board/${forTeachers}`),
    ],
    'POST /api/board/:id/acknowledgement': [
      to(without(staff, 'sokolova'), `/api/board/${regulation}/acknowledgement`),
      to(teachers, `/api/board/${forTeachers}/acknowledgement`),
    ],
    'GET /api/board/:id/acknowledgements': [to(['sokolova'], `/api/board/${regulation}/acknowledgements`)],
    'GET /api/forum/search': [to(staff, '/api/forum/search?q=журнал')],
    'GET /api/forum/sections': [to(staff, '/api/forum/sections')],
    'GET /api/forum/mirrors': [to(registrar, '/api/forum/mirrors')],
    'POST /api/forum/mirrors/code': [to(registrar, '/api/forum/mirrors/code', { section: 'free' })],
    'DELETE /api/forum/mirrors/:id': [to(registrar, '/api/forum/mirrors/1', undefined, { status: 404 })],
    'GET /api/forum/kept-sections': [to(['sokolova', ...registrar], '/api/forum/kept-sections')],
    'POST /api/forum/sections': [
      to(['sokolova', ...registrar], '/api/forum/sections', { ...newSection, name: '' }, { status: 422 }),
    ],
    'PUT /api/forum/section-order': [
      to(['sokolova', ...registrar], '/api/forum/section-order', { keys: [] }, { status: 422 }),
    ],
    'PUT /api/forum/sections/:section': [
      to(
        ['sokolova', ...registrar],
        '/api/forum/sections/free',
        { ...newSection, name: '', reason: '' },
        { status: 422 },
      ),
    ],
    'PUT /api/forum/sections/:section/archive': [
      to(
        ['sokolova', ...registrar],
        '/api/forum/sections/free/archive',
        { archived: false, reason: '' },
        { status: 422 },
      ),
    ],
    'GET /api/forum/sections/:section/callable': [to(staff, '/api/forum/sections/journal/callable?q=иван')],
    'PUT /api/forum/sections/:section/subscription': [
      to(staff, '/api/forum/sections/journal/subscription', { followed: true }),
    ],
    'PUT /api/forum/sections/:section/reading': [to(staff, '/api/forum/sections/journal/reading')],
    'GET /api/forum/subscriptions': [to(staff, '/api/forum/subscriptions')],
    'PUT /api/forum/topics/:id/subscription': [to(staff, `/api/forum/topics/${topic}/subscription`, { way: 'follow' })],
    'GET /api/forum/topics': [to(staff, '/api/forum/topics')],
    'POST /api/forum/topics': [to(staff, '/api/forum/topics', newTopic)],
    'GET /api/forum/topics/:id': [to(staff, `/api/forum/topics/${topic}`)],
    'PUT /api/forum/topics/:id/reading': [to(staff, `/api/forum/topics/${topic}/reading`, { upTo: 1 })],
    'POST /api/forum/topics/:id/replies': [to(staff, `/api/forum/topics/${topic}/replies`, { text: 'Согласны.' })],
    'PUT /api/forum/replies/:id': [to(['ivanova'], `/api/forum/replies/${reply.id}`, edit)],
    'PUT /api/forum/replies/:id/reactions/:kind': [
      to(staff, `/api/forum/replies/${hung.reply}/reactions/support`, {}),
      to(
        staff.filter(login => login !== 'ivanova'),
        `/api/forum/replies/${reply.id}/reactions/thanks`,
        {},
      ),
    ],
    'DELETE /api/forum/replies/:id/reactions/:kind': [to(staff, `/api/forum/replies/${hung.reply}/reactions/support`)],
    'POST /api/preview': [to(everyone, '/api/preview', { text: '**жирно**' })],
    // Without options.
    'POST /api/forum/topics/:id/polls': [
      to(
        ['ivanova', ...heads, ...registrar],
        `/api/forum/topics/${topic}/polls`,
        { ...newPoll, options: [] },
        { status: 422 },
      ),
    ],
    'GET /api/forum/polls/:id': [to(staff, `/api/forum/polls/${namedPoll}`)],
    'PUT /api/forum/polls/:id/vote': [to(staff, `/api/forum/polls/${namedPoll}/vote`, { options: [1] })],
    'DELETE /api/forum/polls/:id/vote': [to(staff, `/api/forum/polls/${namedPoll}/vote`)],
    // Over already.
    'POST /api/forum/polls/:id/closing': [
      to(['sokolova', 'morozov', 'kuznetsov'], `/api/forum/polls/${pollThatIsOver}/closing`, {}, { status: 409 }),
    ],
    'GET /api/letters': [to(everyone, '/api/letters')],
    'GET /api/letters/correspondents': [to(everyone, '/api/letters/correspondents?q=иванов')],
    'POST /api/letters': [to(['petrova', 'masha'], '/api/letters', newLetter)],
    'GET /api/letters/:id': [to(pen, `/api/letters/${letter.id}`)],
    'PUT /api/letters/:id/reading': [to(pen, `/api/letters/${letter.id}/reading`, { upTo: 1 })],
    'POST /api/letters/:id/replies': [to(pen, `/api/letters/${letter.id}/replies`, part)],
    'PUT /api/letters/replies/:id': [to(['ivanova'], `/api/letters/replies/${letter.part}`, letterEdit)],
    'GET /api/trainings': [to(staff, '/api/trainings')],
    'POST /api/trainings': [to([...heads, ...registrar], '/api/trainings', newTraining)],
    'GET /api/trainings/figures': [to(heads, '/api/trainings/figures')],
    'GET /api/trainings/:id': [
      to(staff, `/api/trainings/${pastTraining}`),
      to(staff, `/api/trainings/${comingTraining}`),
    ],
    // From a version that never was.
    'PUT /api/trainings/:id': [
      to(heads, `/api/trainings/${comingTraining}`, { ...newTraining, version: 900 }, { status: 409 }),
    ],
    // Without a reason.
    'POST /api/trainings/:id/cancellation': [
      to(heads, `/api/trainings/${comingTraining}/cancellation`, { reason: '' }, { status: 422 }),
    ],
    'PUT /api/trainings/:id/answer': [
      to(without(staff, 'morozov'), `/api/trainings/${comingTraining}/answer`, { coming: true }),
    ],
    'PUT /api/trainings/:id/attendance': [
      to([...heads, ...registrar], `/api/trainings/${pastTraining}/attendance`, { came: [] }),
    ],
    'GET /api/announcements': [to(withStudents, '/api/announcements')],
    'GET /api/announcements/:id': [
      to(['petrova', 'smirnov', 'kozlova', 'orlova'], `/api/announcements/${forParents}`),
      to([], `/api/announcements/${forTeachers}`),
    ],
    'GET /api/consultations': [to(everyone, '/api/consultations')],
    'POST /api/consultations': [to(everyone, '/api/consultations', { text: 'Как сменить почту?' })],
    'GET /api/consultations/:id': [to(['petrova', 'kuznetsov'], `/api/consultations/${question}`)],
    'POST /api/consultations/:id/replies': [
      to(['petrova', 'kuznetsov'], `/api/consultations/${question}/replies`, { text: 'И ещё.' }),
    ],
    'PUT /api/consultations/:id/state': [
      to(['petrova', 'kuznetsov'], `/api/consultations/${question}/state`, { state: 'closed' }),
    ],

    'GET /api/classes': [to(staff, '/api/classes')],
    'GET /api/classes/:id': [to(cardReaders, `/api/classes/${classId}`)],
    'GET /api/students/:id/card': [to(cardReaders, `/api/students/${masha}/card`)],
    // Nobody's person; nothing typed; what is not there.
    'PUT /api/students/:id/contacts': [
      to(cardKeepers, `/api/students/${masha}/contacts`, { people: [{ personId: 99_999 }] }, { status: 404 }),
    ],
    'POST /api/students/:id/parents': [
      to(cardKeepers, `/api/students/${masha}/parents`, { name: '', kinship: '' }, { status: 422 }),
    ],
    'PUT /api/students/:id/parents/:personId/end': [
      to(cardKeepers, `/api/students/${masha}/parents/99999/end`, { until: '' }, { status: 404 }),
    ],
    'POST /api/students/:id/certificates': [
      to(cardKeepers, `/api/students/${masha}/certificates`, { kind: '', since: '', until: '' }, { status: 422 }),
    ],
    'DELETE /api/certificates/:id': [to(cardKeepers, '/api/certificates/99999', undefined, { status: 404 })],
    'GET /api/classes/:id/subgroups': [to(cardReaders, `/api/classes/${classId}/subgroups`)],
    'PUT /api/classes/:id/subgroups': [
      to(
        ['ivanova', 'morozov', ...registrar],
        `/api/classes/${classId}/subgroups`,
        { subjectId: 99_999, since: '2026-12-01' },
        { status: 404 },
      ),
    ],
    'GET /api/card-readings': [to(['sokolova', ...registrar], '/api/card-readings')],
    'PUT /api/card-readings/days': [to(registrar, '/api/card-readings/days', { days: 1 }, { status: 422 })],
    'GET /api/family-data': [to(parents, '/api/family-data')],
    'POST /api/family-data/:id/corrections': [
      to(parents, '/api/family-data/99999/corrections', { phone: '' }, { status: 404 }),
    ],
    'POST /api/corrections/:id/settlement': [
      to(cardReaders, '/api/corrections/99999/settlement', { accepted: false }, { status: 404 }),
    ],
    'GET /api/timetable': [
      to(everyone, '/api/timetable'),
      to([...staff, 'petrova', 'smirnov', 'masha'], `/api/timetable?class=${classId}`),
      to(staff, `/api/timetable?teacher=${ivanova}`),
      to(staff, '/api/timetable?room=1'),
    ],
    'GET /api/substitutions': [to(staff, '/api/substitutions?day=2026-11-24')],
    'GET /api/substitutions/list': [to(staff, '/api/substitutions/list')],
    'DELETE /api/substitutions/lessons/:id': [
      to(keepers, '/api/substitutions/lessons/99999999', undefined, { status: 404 }),
    ],
    'GET /api/teacher-absences': [to([...heads, ...registrar], '/api/teacher-absences')],
    'GET /api/teacher-absences/choices': [to([...heads, ...registrar], '/api/teacher-absences/choices')],
    'POST /api/teacher-absences': [
      to(keepers, '/api/teacher-absences', { ...away, teacherId: parent }, { status: 422 }),
    ],
    'GET /api/teacher-absences/:id': [to([...heads, ...registrar], '/api/teacher-absences/1')],
    'PUT /api/teacher-absences/:id': [to(keepers, '/api/teacher-absences/99999', away, { status: 404 })],
    'DELETE /api/teacher-absences/:id': [to(keepers, '/api/teacher-absences/99999', undefined, { status: 404 })],
    'POST /api/teacher-absences/:id/decisions': [
      to(keepers, '/api/teacher-absences/99999/decisions', { decisions: [cancel] }, { status: 404 }),
    ],
    'GET /api/timetable/free': [to(staff, '/api/timetable/free?slot=2')],
    'GET /api/timetable/entries': [to(staff, '/api/timetable/entries')],
    'GET /api/timetable/clashes': [to(keepers, '/api/timetable/clashes')],
    'GET /api/timetable/changes': [to(keepers, '/api/timetable/changes')],
    // The day is past; there are neither changes nor drafts yet.
    'POST /api/timetable/changes': [to(keepers, '/api/timetable/changes', pastChange, { status: 422 })],
    'DELETE /api/timetable/changes/:id': [to(keepers, '/api/timetable/changes/99999', undefined, { status: 404 })],
    'GET /api/timetable/drafts': [to(keepers, '/api/timetable/drafts')],
    'POST /api/timetable/drafts': [to(keepers, '/api/timetable/drafts', { since: '2027-01-18' })],
    'GET /api/timetable/drafts/:id': [to(keepers, '/api/timetable/drafts/99999', undefined, { status: 404 })],
    'POST /api/timetable/drafts/:id/steps': [
      to(keepers, '/api/timetable/drafts/99999/steps', { changes: pastChange.changes }, { status: 404 }),
    ],
    'DELETE /api/timetable/drafts/:id/steps/last': [
      to(keepers, '/api/timetable/drafts/99999/steps/last', undefined, { status: 404 }),
    ],
    'POST /api/timetable/drafts/:id/in-force': [
      to(keepers, '/api/timetable/drafts/99999/in-force', {}, { status: 404 }),
    ],
    'POST /api/timetable/import/preview': [
      to(keepers, '/api/timetable/import/preview', { xml: '', from: '2027-01-18' }, { status: 422 }),
    ],
    'POST /api/timetable/import/:id/names': [
      to(keepers, '/api/timetable/import/99999/names', { names: [] }, { status: 404 }),
    ],
    'POST /api/timetable/import/:id': [to(keepers, '/api/timetable/import/99999', {}, { status: 404 })],
    'GET /api/timetable/import/:id': [to(keepers, '/api/timetable/import/99999', undefined, { status: 404 })],
    'DELETE /api/timetable/drafts/:id': [to(keepers, '/api/timetable/drafts/99999', undefined, { status: 404 })],
    'GET /api/rooms': [to(everyone, '/api/rooms')],
    'POST /api/rooms': [to(keepers, '/api/rooms', { name: '' }, { status: 422 })],
    'PUT /api/rooms/:id': [to(keepers, '/api/rooms/1', { name: '' }, { status: 422 })],
    'GET /api/bells': [to(everyone, '/api/bells')],
    'POST /api/bells/schedules': [to(keepers, '/api/bells/schedules', { name: '', bells: [] }, { status: 422 })],
    'POST /api/bells/usual': [
      to(keepers, '/api/bells/usual', { scheduleId: 99_999, since: '2027-01-18' }, { status: 404 }),
    ],
    'POST /api/bells/special': [
      to(keepers, '/api/bells/special', { scheduleId: 99_999, from: '2027-01-18' }, { status: 404 }),
    ],
    'DELETE /api/bells/uses/:id': [to(keepers, '/api/bells/uses/99999', undefined, { status: 404 })],
    'PUT /api/bells/weeks': [to(keepers, '/api/bells/weeks', { alternating: false })],

    'GET /sign-in': [open('/sign-in')],
    'POST /sign-in': [open('/sign-in', credentials)],
    'GET /sign-in/lost': [open('/sign-in/lost')],
    'POST /sign-in/lost': [open('/sign-in/lost', { login: 'petrova' }, { status: 404 })],
    'GET /sign-in/lost/:code': [open('/sign-in/lost/unknown', undefined, { status: 422 })],
    'POST /sign-in/lost/:code': [open('/sign-in/lost/unknown', { password: 'тихий вечер' }, { status: 422 })],
    'POST /sign-out': [open('/sign-out', {}, { endsSession: true })],
    'GET /': [to(everyone, '/')],
    'GET /account': [to(everyone, '/account')],
    'POST /account/password': [
      to(everyone, '/account/password', { current: 'не тот', next: 'тихий вечер' }, { status: 422 }),
    ],
    'POST /account/sessions/:id': [to(everyone, '/account/sessions/999999', {}, { status: 404 })],
    'POST /account/sessions': [to(everyone, '/account/sessions', {})],
    'GET /settings': [to(everyone, '/settings')],
    'POST /settings': [to(everyone, '/settings', { quietFrom: '21:00', quietUntil: '07:00', digestAt: '19:00' })],
    'POST /account/office-hours': [to(staff, '/account/office-hours', { officeHours: 'вторник, 15:00' })],
    'GET /letters': [to(everyone, '/letters')],
    'GET /letters/new': [
      to(everyone, '/letters/new'),
      to(['petrova', 'masha'], `/letters/new?to=${ivanova}&student=${masha}`),
      to(['ivanova'], `/letters/new?class=${classId}`),
      to(['ivanova', 'volkov', 'orlova', 'kuznetsov', ...heads], `/letters/new?family=${masha}`),
    ],
    'POST /letters/new': [
      to(['petrova', 'masha'], '/letters/new', { to: `${ivanova}`, student: `${masha}`, text: 'Добрый день.' }),
    ],
    'GET /letters/:id': [to(pen, `/letters/${letter.id}`)],
    'POST /letters/:id': [to(pen, `/letters/${letter.id}`, part)],
    // What hangs on which part is tried in the room; here nobody finds what is not there.
    'GET /letters/parts/:id/files/:fileId': [
      to(pen, `/letters/parts/${letter.part}/files/1`, undefined, { status: 404 }),
    ],
    'GET /letters/parts/:id/edit': [to(['ivanova'], `/letters/parts/${letter.part}/edit`)],
    'POST /letters/parts/:id/edit': [to(['ivanova'], `/letters/parts/${letter.part}/edit`, letterEdit)],
    'GET /trainings': [to(staff, '/trainings')],
    'POST /trainings': [to([...heads, ...registrar], '/trainings', newTraining)],
    'GET /trainings/new': [to([...heads, ...registrar], '/trainings/new')],
    'GET /trainings/figures': [to(heads, '/trainings/figures')],
    'GET /trainings/:id': [to(staff, `/trainings/${pastTraining}`), to(staff, `/trainings/${comingTraining}`)],
    'GET /trainings/:id/sheet': [
      to([...heads, ...registrar], `/trainings/${pastTraining}/sheet`),
      to(heads, `/trainings/${comingTraining}/sheet`),
    ],
    'GET /trainings/:id/calendar.ics': [to(staff, `/trainings/${comingTraining}/calendar.ics`)],
    'GET /trainings/:id/change': [to(heads, `/trainings/${comingTraining}/change`)],
    'POST /trainings/:id/change': [
      to(heads, `/trainings/${comingTraining}/change`, { ...newTraining, version: '900' }, { status: 409 }),
    ],
    'GET /trainings/:id/cancel': [to(heads, `/trainings/${comingTraining}/cancel`)],
    'POST /trainings/:id/cancel': [to(heads, `/trainings/${comingTraining}/cancel`, { reason: '' }, { status: 422 })],
    'POST /trainings/:id/answer': [
      to(without(staff, 'morozov'), `/trainings/${comingTraining}/answer`, { coming: 'yes' }),
    ],
    'POST /trainings/:id/attendance': [to([...heads, ...registrar], `/trainings/${pastTraining}/attendance`, {})],
    'GET /timetable': [
      to(everyone, '/timetable'),
      to([...staff, 'petrova', 'smirnov', 'masha'], `/timetable?class=${classId}`),
      to(staff, `/timetable?of=teacher-${ivanova}`),
      to(staff, '/timetable?room=1'),
    ],
    'GET /substitutions': [to(staff, '/substitutions')],
    'GET /substitutions/new': [to(keepers, '/substitutions/new')],
    'POST /substitutions/new': [
      to(keepers, '/substitutions/new', { ...away, teacherId: `${parent}` }, { status: 422 }),
    ],
    'GET /substitutions/:id': [to([...heads, ...registrar], '/substitutions/1')],
    'POST /substitutions/:id': [to(keepers, '/substitutions/99999', away, { status: 404 })],
    'POST /substitutions/:id/withdrawal': [to(keepers, '/substitutions/99999/withdrawal', {}, { status: 404 })],
    'POST /substitutions/:id/lessons/:lesson': [
      to(keepers, '/substitutions/99999/lessons/1', { decision: 'cancelled' }, { status: 404 }),
    ],
    'POST /substitutions/:id/lessons/:lesson/withdrawal': [
      to(keepers, '/substitutions/99999/lessons/99999999/withdrawal', {}, { status: 404 }),
    ],
    'GET /substitutions/:id/all': [to(keepers, '/substitutions/1/all')],
    'POST /substitutions/:id/all': [
      to(keepers, '/substitutions/99999/all', { 'decision[1]': 'cancelled' }, { status: 404 }),
    ],
    'GET /timetable/free': [to(staff, '/timetable/free')],
    'GET /timetable/rooms': [to(everyone, '/timetable/rooms')],
    'POST /timetable/rooms': [to(keepers, '/timetable/rooms', { name: '' }, { status: 422 })],
    'POST /timetable/rooms/:id': [to(keepers, '/timetable/rooms/1', { name: '' }, { status: 422 })],
    'GET /timetable/wall/:file': [
      to([...staff, 'petrova', 'smirnov', 'masha'], `/timetable/wall/class-${classId}.xlsx`),
      to(staff, `/timetable/wall/teacher-${ivanova}.xlsx`),
      to(staff, '/timetable/wall/room-1.xlsx'),
    ],
    'GET /timetable/calendar/:file': [
      to([...staff, 'petrova', 'smirnov', 'masha'], `/timetable/calendar/class-${classId}.ics`),
      to(staff, `/timetable/calendar/teacher-${ivanova}.ics`),
    ],
    'GET /timetable/import': [to(keepers, '/timetable/import')],
    'POST /timetable/import/preview': [to(keepers, '/timetable/import/preview', {}, { status: 422 })],
    'POST /timetable/import/:id/names': [to(keepers, '/timetable/import/99999/names', {}, { status: 404 })],
    'POST /timetable/import/:id': [to(keepers, '/timetable/import/99999', {}, { status: 404 })],
    'GET /timetable/import/:id/load': [to(keepers, '/timetable/import/99999/load', undefined, { status: 404 })],
    'GET /timetable/edit': [to(keepers, '/timetable/edit')],
    'POST /timetable/edit': [to(keepers, '/timetable/edit', { since: '2027-01-18' })],
    'POST /timetable/changes/:id/undo': [to(keepers, '/timetable/changes/99999/undo', {}, { status: 404 })],
    'GET /timetable/edit/:id': [to(keepers, '/timetable/edit/99999', undefined, { status: 404 })],
    'POST /timetable/edit/:id': [to(keepers, '/timetable/edit/99999', {}, { status: 404 })],
    'POST /timetable/edit/:id/undo': [to(keepers, '/timetable/edit/99999/undo', {}, { status: 404 })],
    'GET /timetable/edit/:id/check': [to(keepers, '/timetable/edit/99999/check', undefined, { status: 404 })],
    'POST /timetable/edit/:id/check': [to(keepers, '/timetable/edit/99999/check', {}, { status: 404 })],
    'POST /timetable/edit/:id/date': [
      to(keepers, '/timetable/edit/99999/date', { since: '2027-01-18' }, { status: 404 }),
    ],
    'POST /timetable/edit/:id/discard': [to(keepers, '/timetable/edit/99999/discard', {}, { status: 404 })],
    'GET /timetable/bells': [to(everyone, '/timetable/bells')],
    'POST /timetable/bells/schedules': [to(keepers, '/timetable/bells/schedules', { name: '' }, { status: 422 })],
    'POST /timetable/bells/usual': [
      to(keepers, '/timetable/bells/usual', { schedule: '99999', since: '2027-01-18' }, { status: 404 }),
    ],
    'POST /timetable/bells/special': [
      to(keepers, '/timetable/bells/special', { schedule: '99999', from: '2027-01-18' }, { status: 404 }),
    ],
    'POST /timetable/bells/uses/:id/take-back': [
      to(keepers, '/timetable/bells/uses/99999/take-back', {}, { status: 404 }),
    ],
    'POST /timetable/bells/weeks': [to(keepers, '/timetable/bells/weeks', { alternating: 'no' })],
    'POST /timetable/bells/weeks/turn': [to(keepers, '/timetable/bells/weeks/turn', { day: '' }, { status: 422 })],
    'POST /timetable/bells/weeks/take-back': [
      to(keepers, '/timetable/bells/weeks/take-back', { monday: '' }, { status: 422 }),
    ],
    'POST /timetable/bells/shifts': [to(keepers, '/timetable/bells/shifts', {})],
    'GET /announcements': [to(withStudents, '/announcements')],
    'GET /announcements/:id': [
      to(['petrova', 'smirnov', 'kozlova', 'orlova'], `/announcements/${forParents}`),
      to([], `/announcements/${regulation}`),
    ],
    // Without a file there is none to anybody.
    'GET /announcements/:id/files/:file': [to([], `/announcements/${forParents}/files/1`)],
    'GET /announcements/:id/file': [
      to([], `/announcements/${forParents}/file`),
      to([], `/announcements/${withFile}/file`),
    ],
    'GET /consultations': [to(everyone, '/consultations')],
    'POST /consultations': [to(everyone, '/consultations', { text: 'Как сменить почту?' })],
    'GET /consultations/:id': [to(['petrova', 'kuznetsov'], `/consultations/${question}`)],
    'POST /consultations/:id': [to(['petrova', 'kuznetsov'], `/consultations/${question}`, { text: 'И ещё.' })],
    'GET /consultations/replies/:id/files/:fileId': [
      to(['petrova', 'kuznetsov'], `/consultations/replies/${question}/files/1`, undefined, { status: 404 }),
    ],
    'POST /consultations/:id/close': [to(['petrova', 'kuznetsov'], `/consultations/${question}/close`, {})],
    // It has been answered above.
    'POST /consultations/:id/take': [to(['kuznetsov'], `/consultations/${question}/take`, {}, { status: 409 })],
    'GET /messengers': [to(everyone, '/messengers')],
    'POST /messengers/code': [to(everyone, '/messengers/code', {})],
    // Each one's own chats: tried below with each other's.
    'POST /messengers/end': [to([], '/messengers/end', { chat: '1' })],
    // Letters are not sent here, a link in one is its owner's, a chat each one's own: tried beside them.
    'POST /messengers/email': [to([], '/messengers/email', { address: 'mama@example.org', agreed: 'yes' })],
    'GET /messengers/email/:code': [to(everyone, '/messengers/email/unknown', undefined, { status: 422 })],
    'POST /messengers/email/:code': [to(everyone, '/messengers/email/unknown', {}, { status: 422 })],
    // Open to their secret alone: tried beside it.
    'GET /unsubscribe/report/:secret': [open('/unsubscribe/report/AAAAAAAAAAAAAAAAAAAAAA', undefined, { status: 404 })],
    'POST /unsubscribe/report/:secret': [open('/unsubscribe/report/AAAAAAAAAAAAAAAAAAAAAA', {}, { status: 404 })],
    'GET /unsubscribe/:secret': [open('/unsubscribe/AAAAAAAAAAAAAAAAAAAAAA', undefined, { status: 404 })],
    'POST /unsubscribe/:secret': [open('/unsubscribe/AAAAAAAAAAAAAAAAAAAAAA', {}, { status: 404 })],
    'POST /messengers/use': [to([], '/messengers/use', { chat: '1', spare: 'yes' })],
    'POST /messengers/lost': [to([], '/messengers/lost', { chat: '1' })],
    // A channel that is none.
    'POST /messengers/consent': [to(everyone, '/messengers/consent', { scope: 'pigeon' }, { status: 422 })],
    'POST /messengers/withdraw': [to(everyone, '/messengers/withdraw', { scope: 'pigeon' }, { status: 422 })],
    // No browser's push service.
    'POST /api/push': [to(everyone, '/api/push', { ...subscription, agreed: true }, { status: 422 })],
    'DELETE /api/push': [to(everyone, '/api/push', { endpoint: subscription.endpoint })],
    'GET /notices': [to(everyone, '/notices')],
    'GET /informed': [
      to(['ivanova', ...heads], `/informed?class=${classId}`),
      // Without a class, of the students one teaches, or of the first class one controls.
      to(staff, '/informed?class='),
    ],
    'GET /parent-notices': [to(['ivanova', ...heads], `/parent-notices?class=${classId}`)],
    // Nobody is marked; told in the class teacher's name alone.
    'POST /parent-notices/send': [to(['ivanova'], `/parent-notices/send?class=${classId}`, {}, { status: 422 })],
    'POST /parent-notices/print': [to(['ivanova'], `/parent-notices/print?class=${classId}`, {}, { status: 422 })],
    // Read before, and confirmed.
    'POST /parent-notices/:id/taken-back': [
      to(['ivanova'], `/parent-notices/${notices.sent}/taken-back?class=${classId}`, {}, { status: 409 }),
    ],
    'POST /parent-notices/:id/returned': [
      to(['ivanova'], `/parent-notices/${notices.paper}/returned?class=${classId}`, { day: '2026-11-24' }),
    ],
    'GET /parent-notices/pdf': [to(['ivanova', ...heads], `/parent-notices/pdf?ids=${notices.paper}`)],
    'GET /family-notices/:id': [to(['smirnov'], `/family-notices/${notices.sent}`)],
    'POST /family-notices/:id/confirmed': [to(['smirnov'], `/family-notices/${notices.sent}/confirmed`, {})],
    'GET /reach': [to(['ivanova', ...heads], `/reach?class=${classId}`)],
    'GET /paper': [to(['ivanova', ...heads], `/paper?class=${classId}`)],
    'POST /paper': [to(['ivanova'], `/paper?class=${classId}`, { student: `${masha}` })],
    'GET /system': [to(registrar, '/system')],
    'POST /system/backups': [to(registrar, '/system/backups', {})],
    'POST /system/exports': [to(registrar, '/system/exports', {})],
    'GET /system/archives/:file': [
      to(registrar, '/system/archives/backup-2026-11-24-023000.zip', undefined, { status: 404 }),
    ],
    'POST /system/diagnosis': [to(registrar, '/system/diagnosis', {})],
    'GET /api/system': [to(registrar, '/api/system')],
    'POST /api/system/backups': [to(registrar, '/api/system/backups')],
    'POST /api/system/exports': [to(registrar, '/api/system/exports')],
    'GET /api/system/archives/:file': [
      to(registrar, '/api/system/archives/backup-2026-11-24-023000.zip', undefined, { status: 404 }),
    ],
    'POST /api/system/diagnosis': [to(registrar, '/api/system/diagnosis')],
    'GET /channels': [to(registrar, '/channels')],
    'POST /channels': [to(registrar, '/channels', { channel: 'telegram', mode: 'open' })],
    'GET /api/consents': [to(registrar, '/api/consents')],
    'POST /api/consents': [
      to(registrar, '/api/consents', { personId: parent, scope: 'email', signedOn: '2026-12-24' }, { status: 422 }),
    ],
    'DELETE /api/consents/:id': [to(registrar, '/api/consents/999999', undefined, { status: 404 })],
    'GET /consents': [to(registrar, '/consents')],
    // A signature of days to come.
    'GET /consents/form': [to(registrar, '/consents/form'), to(registrar, `/consents/form?person=${parent}`)],
    'POST /consents': [
      to(registrar, '/consents', { person: `${parent}`, scope: 'email', signedOn: '2026-12-24' }, { status: 422 }),
    ],
    'POST /consents/withdraw': [to(registrar, '/consents/withdraw', { consent: '1' })],
    'POST /messengers/revoke-codes': [to(everyone, '/messengers/revoke-codes', {})],
    'GET /chat': [to(everyone, '/chat')],
    'GET /chat/course/:id/:subjectId': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/chat/course/${masha}/${mathsSubject}`),
      to([], `/chat/course/${egor}/${mathsSubject}`),
    ],
    'POST /chat': [to(everyone, '/chat', { text: '/help' })],
    'GET /help': [to(everyone, '/help')],
    'GET /help/:role': [to([...staff, 'petrova', 'smirnov', 'kozlova'], '/help/parent'), to(staff, '/help/teacher')],
    'GET /marks': [to(withStudents, '/marks', undefined, { status: 302 })],
    'GET /marks/:id': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/marks/${masha}`, undefined, { status: 302 }),
      to(['kozlova', 'fedorova', ...heads], `/marks/${egor}`, undefined, { status: 302 }),
    ],
    'GET /diary': [to(withStudents, '/diary')],
    'GET /diary/:id': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}`),
      to(['kozlova', 'fedorova', ...heads], `/diary/${egor}`),
    ],
    'GET /diary/:id/term': [to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/term`)],
    'GET /diary/:id/subject/:subjectId': [
      to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/subject/${mathsSubject}`),
    ],
    'GET /diary/:id/need': [to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/need`)],
    'GET /diary/:id/finals': [to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/finals`)],
    'GET /diary/:id/report': [to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/report`)],
    'GET /diary/:id/report/pdf': [to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/report/pdf`)],
    'GET /diary/:id/attendance': [to(['petrova', 'masha', 'ivanova', ...heads], `/diary/${masha}/attendance`)],
    'GET /marks/:id/explain': [to(['petrova'], `/marks/${masha}/explain`)],
    'POST /marks/:id/explain': [to(['petrova'], `/marks/${masha}/explain`, { ...note, reason: 'valid' })],
    'GET /diary/:id/calendar': [to(['petrova', 'masha'], `/diary/${masha}/calendar`)],
    'POST /diary/:id/calendar': [to(['petrova', 'masha'], `/diary/${masha}/calendar`, {})],
    'POST /diary/:id/calendar/end': [to(['petrova', 'masha'], `/diary/${masha}/calendar/end`, {})],
    'GET /lessons/calendar': [to(staff, '/lessons/calendar')],
    'POST /lessons/calendar': [to(staff, '/lessons/calendar', {})],
    'POST /lessons/calendar/end': [to(staff, '/lessons/calendar/end', {})],
    // Opens to its secret alone: tried beside it.
    'GET /calendar/:file': [open('/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics', undefined, { status: 404 })],
    'POST /absence-notes/:id': [to(['ivanova'], '/absence-notes/2', { accepted: 'no' })],
    'GET /attendance': [to(['ivanova', ...heads], `/attendance?class=${classId}`)],
    'POST /attendance': [
      to(['ivanova'], `/attendance?class=${classId}`, { student: `${masha}`, ...reasons }, { status: 422 }),
    ],
    'GET /journal/:id/plan': [to(['ivanova', ...heads], `/journal/${course}/plan`)],
    // Without a file there is nothing to preview; the plan was put above, so a confirmation of an older one comes late.
    'POST /journal/:id/plan/preview': [to(['ivanova'], `/journal/${course}/plan/preview`, {}, { status: 422 })],
    'POST /journal/:id/plan': [
      to(['ivanova'], `/journal/${course}/plan`, { topics: JSON.stringify([planned]), basis: '' }, { status: 409 }),
    ],
    // A course that is no parallel of this one.
    'POST /journal/:id/plan/copy': [to([], `/journal/${course}/plan/copy`, { to: '1' })],
    'GET /lessons': [to(everyone, '/lessons')],
    'GET /lessons/:id': [
      to(['ivanova', ...heads], `/lessons/${maths}`),
      to(['volkov', 'ivanova', ...heads], `/lessons/${pe}`),
    ],
    'GET /lessons/:id/history': [to(['ivanova', ...heads], `/lessons/${maths}/history`)],
    // The form began from the topic put above.
    'POST /lessons/:id': [to(['ivanova'], `/lessons/${maths}`, { shown: '{"topic":"Углы"}', topic: 'Углы и дуги' })],
    // A link is no file; whose file opens to whom is tried beside it, family by family.
    'GET /lessons/:id/resources/:resourceId': [to([], `/lessons/${maths}/resources/1`)],
    'GET /missing': [to(everyone, '/missing')],
    'GET /journal': [to(staff, '/journal')],
    'GET /journal/:id': [to(['ivanova', ...heads], `/journal/${course}`)],
    'GET /service-worker.js': [open('/service-worker.js')],
    'GET /offline': [open('/offline')],
    'GET /api/journal': [to(staff, '/api/journal')],
    'GET /api/journal/:id': [to(['ivanova', ...heads], `/api/journal/${course}`)],
    'PUT /api/journal/cells': [
      to(['ivanova'], '/api/journal/cells', { lessonId: maths, studentId: masha, typed: '5' }),
    ],
    'GET /api/journal/conflicts': [to(staff, '/api/journal/conflicts')],
    // The sample's own: Volkov stands in for that lesson.
    'POST /api/journal/conflicts/:id': [to(['volkov'], '/api/journal/conflicts/1', { chosen: 'standing', shown: '5' })],
    'GET /journal/:id/brought': [to(['ivanova', ...heads], `/journal/${course}/brought`)],
    'POST /journal/:id/brought': [to(['ivanova'], `/journal/${course}/brought`, broughtBy, { status: 422 })],
    'GET /api/journal/:id/brought': [to(['ivanova', ...heads], `/api/journal/${course}/brought`)],
    'PUT /api/journal/:id/brought': [to(['ivanova'], `/api/journal/${course}/brought`, broughtMarks, { status: 422 })],
    'GET /journal/:id/import': [to(['ivanova'], `/journal/${course}/import`)],
    'POST /journal/:id/import/preview': [to(['ivanova'], `/journal/${course}/import/preview`, {}, { status: 422 })],
    'POST /journal/:id/import': [
      to(['ivanova'], `/journal/${course}/import`, { entries: '[]', basis: '' }, { status: 422 }),
    ],
    'GET /api/people': [to(registrar, '/api/people?search=петрова')],
    'GET /api/people/:id': [to(registrar, `/api/people/${parent}`)],
    'POST /api/people/:id/letter': [to([], `/api/people/${parent}/letter`, {})],
    'POST /api/people/:id/slip': [to(registrar, `/api/people/${parent}/slip`, {})],
    'GET /api/classes/:id/slips': [to(['ivanova', ...registrar], `/api/classes/${classId}/slips`)],
    'POST /api/classes/:id/slips': [
      to(['ivanova', ...registrar], `/api/classes/${classId}/slips`, { people: [] }, { status: 422 }),
    ],
    'POST /api/people/import/preview': [to(registrar, '/api/people/import/preview', { rows: [] }, { status: 422 })],
    'POST /api/people/import/:id': [to(registrar, '/api/people/import/99', {}, { status: 404 })],
    'GET /api/people/import/:id': [to(registrar, '/api/people/import/99', undefined, { status: 404 })],
    'POST /api/journal/:id/import/preview': [
      to(['ivanova'], `/api/journal/${course}/import/preview`, { rows: [] }, { status: 422 }),
    ],
    'POST /api/journal/:id/import': [
      to(['ivanova'], `/api/journal/${course}/import`, { entries: [] }, { status: 422 }),
    ],
    'GET /journal/:id/finals': [to(['ivanova', ...heads], `/journal/${course}/finals`)],
    'POST /journal/:id/finals': [to(['ivanova'], `/journal/${course}/finals`, { shown: '{}' })],
    'GET /journal/:id/finals/history': [to(['ivanova', ...heads], `/journal/${course}/finals/history`)],
    'POST /journal/:id/finals/unlock': [to(['morozov'], `/journal/${course}/finals/unlock`, unlock)],
    'GET /finals': [to(staff, '/finals')],
    'POST /finals/lock': [to(['morozov'], '/finals/lock', { unlock: '1' })],
    'POST /finals/reopen': [to(['sokolova'], '/finals/reopen', quarter)],
    'POST /finals/close': [to(['sokolova'], '/finals/close', quarter)],
    'GET /board': [to(staff, '/board')],
    'POST /board': [to(['sokolova'], '/board', order), to(heads, '/board', announcement)],
    'GET /board/archive': [to(staff, '/board/archive')],
    'GET /board/base': [to(staff, '/board/base')],
    'GET /board/base/:line': [to(staff, `/board/base/${regulationLine}`)],
    'GET /board/people': [to([...heads, ...registrar], '/board/people?kind=order&q=ива')],
    'GET /board/:id/changes': [to(staff, `/board/${regulation}/changes`)],
    'GET /board/:id/correction': [to(['sokolova'], `/board/${regulation}/correction`)],
    // A correction without a reason.
    'POST /board/:id/correction': [to(['sokolova'], `/board/${regulation}/correction`, {}, { status: 422 })],
    'POST /board/:id/pin': [to(['sokolova'], `/board/${withFile}/pin`, { yes: '' })],
    'POST /board/:id/public': [to(['sokolova'], `/board/${regulation}/public`, { yes: '1' })],
    'GET /base': [to(everyone, '/base')],
    'GET /base/:line': [to(everyone, `/base/${regulationLine}`), to([], '/base/instruction-2026-1')],
    'GET /base/:line/:version': [to(everyone, `/base/${regulationLine}/1`)],
    'GET /base/:line/:version/files/:file': [to([], `/base/${regulationLine}/1/files/1`)],
    'GET /board/new': [to([...heads, ...registrar], '/board/new')],
    'GET /board/drafts': [to([...heads, ...registrar], '/board/drafts')],
    'GET /board/drafts/new': [to([...heads, ...registrar], '/board/drafts/new?kind=instruction')],
    'POST /board/drafts': [
      to([...heads, ...registrar], '/board/drafts', { ...order, kind: 'instruction' }),
      to(heads, '/board/drafts', order),
    ],
    'GET /board/drafts/:id': [to(heads, '/board/drafts/1'), to(['sokolova'], '/board/drafts/3')],
    // From a version that never was.
    'POST /board/drafts/:id': [to(heads, '/board/drafts/1', { ...order, version: '900' }, { status: 409 })],
    'GET /board/drafts/:id/file': [to([], '/board/drafts/3/file')],
    'GET /board/drafts/:id/files/:file': [to([], '/board/drafts/3/files/1')],
    'POST /board/drafts/:id/removal': [to(['sokolova'], '/board/drafts/3/removal', {})],
    'GET /board/:id': [to(staff, `/board/${regulation}`), to(['sokolova', ...teachers], `/board/${forTeachers}`)],
    'GET /board/:id/file': [to(staff, `/board/${withFile}/file`)],
    'GET /board/:id/files/:file': [to(staff, `/board/${withFile}/files/1`), to([], `/board/${regulation}/files/1`)],
    'POST /board/:id/acknowledgement': [to(without(staff, 'sokolova'), `/board/${withFile}/acknowledgement`, {})],
    'GET /board/:id/acknowledgements': [to(['sokolova'], `/board/${regulation}/acknowledgements`)],
    'GET /forum': [to(staff, '/forum')],
    'GET /forum/:section': [to(staff, '/forum/journal')],
    'GET /forum/search': [to(staff, '/forum/search?q=журнал')],
    'GET /forum/new': [to(staff, '/forum/new')],
    'POST /forum/new': [to(staff, '/forum/new', newTopic)],
    'GET /forum/mirror': [to(registrar, '/forum/mirror')],
    'POST /forum/mirror': [to(registrar, '/forum/mirror', { section: 'free' })],
    'POST /forum/mirror/unlink': [to(registrar, '/forum/mirror/unlink', { group: '1' }, { status: 404 })],
    'GET /forum/sections': [to(['sokolova', ...registrar], '/forum/sections')],
    'POST /forum/sections': [to(['sokolova', ...registrar], '/forum/sections', { section: 'journal', to: 'up' })],
    'GET /forum/sections/new': [to(['sokolova', ...registrar], '/forum/sections/new')],
    'POST /forum/sections/new': [to(['sokolova', ...registrar], '/forum/sections/new', { name: '' }, { status: 422 })],
    'GET /forum/sections/:section': [to(['sokolova', ...registrar], '/forum/sections/free')],
    'POST /forum/sections/:section': [
      to(['sokolova', ...registrar], '/forum/sections/free', { name: '' }, { status: 422 }),
    ],
    'POST /forum/sections/:section/archive': [
      to(['sokolova', ...registrar], '/forum/sections/free/archive', { archived: 'no', reason: '' }, { status: 422 }),
    ],
    'GET /forum/subscriptions': [to(staff, '/forum/subscriptions')],
    'POST /forum/subscriptions': [to(staff, '/forum/subscriptions', { section: 'journal', followed: 'yes' })],
    'POST /forum/:section/subscription': [to(staff, '/forum/journal/subscription', { followed: 'no' })],
    'POST /forum/:section/reading': [to(staff, '/forum/journal/reading', {})],
    'POST /forum/topics/:id/subscription': [to(staff, `/forum/topics/${topic}/subscription`, { way: 'unfollow' })],
    'GET /forum/log': [to([...heads, ...registrar], '/forum/log')],
    'GET /forum/topics/:id/moderation': [to([...heads, ...registrar], `/forum/topics/${topic}/moderation`)],
    'POST /forum/topics/:id/moderation': [
      to([...heads, ...registrar], `/forum/topics/${topic}/moderation`, { deed: 'pin', reason: 'Важно всем' }),
    ],
    'GET /forum/topics/:id/suggestion': [to(['morozov', ...registrar], `/forum/topics/${suggestion}/suggestion`)],
    'POST /forum/topics/:id/suggestion': [
      to(['morozov', ...registrar], `/forum/topics/${suggestion}/suggestion`, { state: 'planned', reason: '' }),
    ],
    'GET /forum/topics/:id/split': [to([...heads, ...registrar], `/forum/topics/${topic}/split`)],
    'POST /forum/topics/:id/split': [to([...heads, ...registrar], `/forum/topics/${topic}/split`, {}, { status: 422 })],
    'GET /forum/replies/:id': [to(staff, `/forum/replies/${reply.id}`)],
    'GET /forum/replies/:id/files/:fileId': [to(staff, `/forum/replies/${hung.reply}/files/${hung.id}`)],
    'GET /forum/replies/:id/reactions': [to(staff, `/forum/replies/${reply.id}/reactions`)],
    'POST /forum/replies/:id/reactions': [to(staff, `/forum/replies/${hung.reply}/reactions`, { kind: 'support' })],
    'GET /forum/replies/:id/history': [to(staff, `/forum/replies/${reply.id}/history`)],
    'GET /forum/replies/:id/hide': [to(['ivanova', ...heads, ...registrar], `/forum/replies/${reply.id}/hide`)],
    'POST /forum/replies/:id/hide': [
      to(['ivanova', ...heads, ...registrar], `/forum/replies/${reply.id}/hide`, { reason: 'Не по теме' }),
    ],
    'GET /forum/replies/:id/restore': [to([...heads, ...registrar], `/forum/replies/${reply.id}/restore`)],
    'POST /forum/replies/:id/restore': [
      to([...heads, ...registrar], `/forum/replies/${reply.id}/restore`, { reason: 'По теме' }),
    ],
    'GET /forum/topics/:id': [to(staff, `/forum/topics/${topic}`)],
    'GET /forum/topics/:id/polls': [to(staff, `/forum/topics/${topic}/polls`)],
    'GET /forum/topics/:id/polls/new': [to(['ivanova', ...heads, ...registrar], `/forum/topics/${topic}/polls/new`)],
    'POST /forum/topics/:id/polls/new': [
      to(['ivanova', ...heads, ...registrar], `/forum/topics/${topic}/polls/new`, {}, { status: 422 }),
    ],
    // Nothing is chosen.
    'POST /forum/topics/:id/polls/:poll/vote': [
      to(staff, `/forum/topics/${topic}/polls/${namedPoll}/vote`, {}, { status: 422 }),
    ],
    'POST /forum/topics/:id/polls/:poll/take-back': [
      to(staff, `/forum/topics/${topic}/polls/${namedPoll}/take-back`, {}),
    ],
    'POST /forum/topics/:id/polls/:poll/close': [
      to([...heads, ...registrar], `/forum/topics/${topic}/polls/${pollThatIsOver}/close`, {}, { status: 409 }),
    ],
    'GET /forum/topics/:id/live': [to(staff, `/forum/topics/${topic}/live`)],
    'GET /forum/topics/:id/replies': [to(staff, `/forum/topics/${topic}/replies?after=1`)],
    'POST /forum/topics/:id': [to(staff, `/forum/topics/${topic}`, { text: 'Поддерживаем.' })],
    'GET /forum/replies/:id/edit': [to(['ivanova'], `/forum/replies/${reply.id}/edit`)],
    'POST /forum/replies/:id/edit': [to(['ivanova'], `/forum/replies/${reply.id}/edit`, edit)],
    'GET /reports': [to(staff, '/reports')],
    'GET /reports/packages': [to(heads, '/reports/packages')],
    'POST /reports/packages': [to(heads, '/reports/packages', { term: 'quarter-1' })],
    'POST /reports/packages/:id/cancel': [to(heads, '/reports/packages/99999/cancel', {}, { status: 404 })],
    'GET /reports/packages/:id/file': [to([], '/reports/packages/1/file')],
    'GET /reports/class-journals': [to(classTeachers, '/reports/class-journals')],
    'POST /reports/class-journals': [to(['ivanova', ...heads], '/reports/class-journals', { class: classId })],
    'GET /reports/class-journals/:id/file': [to([], '/reports/class-journals/1/file')],
    'GET /reports/class-journals/verify': [to(classTeachers, `/reports/class-journals/verify?hash=${'0'.repeat(64)}`)],
    'GET /reports/subscriptions': [to(staff, '/reports/subscriptions')],
    'POST /reports/:name/subscribe': [
      to(heads, '/reports/school-progress/subscribe', formOnMondays),
      to(['ivanova', ...heads], `/reports/class-results/subscribe?of=${classId}`, formOnMondays),
    ],
    'POST /reports/subscriptions/:id': [to(['morozov'], '/reports/subscriptions/1', formOnMondays)],
    'POST /reports/subscriptions/:id/pause': [to(['morozov'], '/reports/subscriptions/1/pause', {})],
    'POST /reports/subscriptions/:id/resume': [to(['morozov'], '/reports/subscriptions/1/resume', {})],
    'POST /reports/subscriptions/:id/now': [to(['morozov'], '/reports/subscriptions/1/now', {})],
    'POST /reports/subscriptions/:id/end': [to(['morozov'], '/reports/subscriptions/1/end', {})],
    // Of a sending that is none.
    'GET /reports/subscriptions/files/:id': [to([], '/reports/subscriptions/files/1000000')],
    'GET /reports/:name': [
      to([...heads, ...registrar], '/reports/class-sizes?day=2026-11-24'),
      to(['ivanova', ...heads], `/reports/class-results?of=${classId}`),
      to(['ivanova', ...heads], `/reports/subject-results?of=${course}`),
    ],
    'GET /reports/:name/pdf': [
      to([...heads, ...registrar], '/reports/class-sizes/pdf'),
      to(['ivanova', ...heads], `/reports/class-results/pdf?of=${classId}`),
    ],
    'GET /reports/:name/xlsx': [
      to([...heads, ...registrar], '/reports/class-sizes/xlsx'),
      to(['ivanova', ...heads], `/reports/subject-results/xlsx?of=${course}`),
    ],
    'GET /overview': [to(heads, '/overview?span=period&sort=share')],
    'GET /overview/lessons': [to(heads, '/overview/lessons?span=week')],
    'GET /overview/orders': [to(heads, '/overview/orders')],
    'GET /activity': [to(['sokolova', 'kuznetsov'], '/activity')],
    'GET /activity/book': [to(['sokolova', 'kuznetsov'], '/activity/book')],
    'GET /functions': [to([...heads, ...registrar], '/functions')],
    'POST /functions': [to(['sokolova'], '/functions', assignment)],
    'POST /functions/:id/withdrawal': [to(['sokolova'], '/functions/99999/withdrawal', {}, { status: 404 })],
    'GET /rollover': [to(keepers, '/rollover')],
    // In November it is early.
    'POST /rollover': [to(keepers, '/rollover', {}, { status: 409 })],
    'GET /rollover/:id': [to(keepers, '/rollover/99999', undefined, { status: 404 })],
    'POST /rollover/:id': [to(keepers, '/rollover/99999', {}, { status: 404 })],
    'POST /rollover/:id/students': [to(keepers, '/rollover/99999/students', {}, { status: 404 })],
    'POST /rollover/:id/undoing': [to(keepers, '/rollover/99999/undoing', {}, { status: 404 })],
    'GET /api/rollover': [to(keepers, '/api/rollover', undefined, { status: 409 })],
    'POST /api/rollover': [
      to(keepers, '/api/rollover', { orderNumber: '1', orderDate: '2026-11-24' }, { status: 409 }),
    ],
    'GET /api/rollover/:id': [to(keepers, '/api/rollover/99999', undefined, { status: 404 })],
    'GET /api/rollover/:id/plan': [to(keepers, '/api/rollover/99999/plan', undefined, { status: 404 })],
    'POST /api/rollover/:id': [to(keepers, '/api/rollover/99999', { basis: '' }, { status: 404 })],
    'POST /api/rollover/:id/students': [
      to(keepers, '/api/rollover/99999/students', { studentId: masha, becomes: null }, { status: 404 }),
    ],
    'POST /api/rollover/:id/undoing': [to(keepers, '/api/rollover/99999/undoing', {}, { status: 404 })],
    'GET /movement': [to(movementReaders, '/movement')],
    'GET /movement/book': [to(movementReaders, '/movement/book')],
    'GET /movement/new': [to(keepers, '/movement/new')],
    'POST /movement/new': [to(keepers, '/movement/new', {}, { status: 422 })],
    'GET /movement/students/:id': [to(movementOfFifth, `/movement/students/${masha}`)],
    'POST /movement/students/:id': [to(keepers, `/movement/students/${masha}`, { deed: 'left' }, { status: 422 })],
    'POST /movement/students/:id/lines/:line/withdrawal': [
      to(keepers, `/movement/students/${masha}/lines/99999/withdrawal`, {}, { status: 404 }),
    ],
    'GET /api/movement': [to(movementReaders, '/api/movement')],
    'GET /api/movement/students/:id': [to(movementOfFifth, `/api/movement/students/${masha}`)],
    'POST /api/movement/students': [to(keepers, '/api/movement/students', { ...nobody, classId }, { status: 422 })],
    'POST /api/movement/students/:id/arrival': [
      to(keepers, `/api/movement/students/${masha}/arrival`, { ...orderOfMovement, classId }, { status: 409 }),
    ],
    'POST /api/movement/students/:id/move': [
      to(keepers, `/api/movement/students/${masha}/move`, { ...orderOfMovement, classId }, { status: 422 }),
    ],
    'POST /api/movement/students/:id/departure': [
      to(keepers, `/api/movement/students/${masha}/departure`, { ...orderOfMovement, day: '' }, { status: 422 }),
    ],
    'POST /api/movement/lines/:id/withdrawal': [
      to(keepers, '/api/movement/lines/99999/withdrawal', { reason: 'Ошибка' }, { status: 404 }),
    ],
    'GET /school': [to(settled, '/school')],
    'GET /school/history': [to(settled, '/school/history')],
    'POST /school/history/:id/undo': [to(settled, '/school/history/99999/undo', {}, { status: 404 })],
    'GET /school/about': [to(settled, '/school/about')],
    'POST /school/about': [to(['sokolova', ...registrar], '/school/about', {}, { status: 422 })],
    'GET /school/rules': [to(settled, '/school/rules')],
    'POST /school/rules': [to(settled, '/school/rules', {}, { status: 422 })],
    'POST /school/rules/thresholds': [to(settled, '/school/rules/thresholds', {}, { status: 422 })],
    'POST /school/rules/thresholds/:grade/drop': [to(settled, '/school/rules/thresholds/7/drop', {})],
    'POST /school/rules/work-kinds': [to(settled, '/school/rules/work-kinds', {}, { status: 422 })],
    'POST /school/rules/work-kinds/:id': [to(settled, '/school/rules/work-kinds/1', {}, { status: 422 })],
    'POST /school/rules/work-kinds/:id/raise': [to(settled, '/school/rules/work-kinds/1/raise', {})],
    'POST /school/rules/work-kinds/:id/drop': [to(settled, '/school/rules/work-kinds/1/drop', {}, { status: 409 })],
    'GET /school/year': [to(settled, '/school/year')],
    'POST /school/year/years': [to(settled, '/school/year/years', { start: '2026' }, { status: 409 })],
    'POST /school/year/days': [to(settled, '/school/year/days', { yearId: '1' }, { status: 422 })],
    'POST /school/year/week': [to(settled, '/school/year/week', { daysPerWeek: '5' })],
    'POST /school/year/periods': [to(settled, '/school/year/periods', { yearId: '1' }, { status: 422 })],
    'POST /school/year/periods/drop': [
      to(settled, '/school/year/periods/drop', { yearId: '1', kind: 'quarter' }, { status: 409 }),
    ],
    'POST /school/year/days-off': [to(settled, '/school/year/days-off', { yearId: '1' }, { status: 422 })],
    'POST /school/year/days-off/:id': [to(settled, '/school/year/days-off/1', { yearId: '1' }, { status: 422 })],
    'POST /school/year/days-off/:id/drop': [to(settled, '/school/year/days-off/99999/drop', {}, { status: 404 })],
    'POST /school/year/moved-days': [to(settled, '/school/year/moved-days', {}, { status: 422 })],
    'POST /school/year/moved-days/:id/drop': [to(settled, '/school/year/moved-days/99999/drop', {}, { status: 404 })],
    'GET /school/classes': [to(settled, '/school/classes')],
    'POST /school/classes': [to(keepers, '/school/classes', { grade: '5' }, { status: 422 })],
    'POST /school/classes/:id': [to(keepers, `/school/classes/${classId}`, { letter: '1' }, { status: 422 })],
    'POST /school/classes/:id/drop': [to(keepers, `/school/classes/${classId}/drop`, {}, { status: 409 })],
    'GET /school/subjects': [to(settled, '/school/subjects')],
    'POST /school/subjects': [to(keepers, '/school/subjects', {}, { status: 422 })],
    'POST /school/subjects/usual': [to(keepers, '/school/subjects/usual', {})],
    'POST /school/subjects/:id': [to(keepers, `/school/subjects/${mathsSubject}`, {}, { status: 422 })],
    'POST /school/subjects/:id/drop': [to(keepers, `/school/subjects/${mathsSubject}/drop`, {}, { status: 409 })],
    'GET /school/load': [to(settled, `/school/load?teacher=${ivanova}`)],
    'POST /school/load': [to(keepers, '/school/load', {}, { status: 422 })],
    'POST /school/load/:id': [to(keepers, `/school/load/${course}`, {}, { status: 422 })],
    'POST /school/load/:id/teacher': [to(keepers, `/school/load/${course}/teacher`, {}, { status: 422 })],
    'POST /school/load/:id/drop': [to(keepers, `/school/load/${course}/drop`, {}, { status: 409 })],
    'POST /school/load/changes/:id/take-back': [
      to(keepers, '/school/load/changes/99999/take-back', {}, { status: 404 }),
    ],
    'GET /people': [to(registrar, '/people')],
    'GET /people/import': [to(registrar, '/people/import')],
    'GET /people/import/:id': [to(registrar, '/people/import/1', undefined, { status: 404 })],
    'GET /people/import/samples/:name': [to(registrar, '/people/import/samples/staff')],
    'POST /people/import/:id': [to(registrar, '/people/import/1', {}, { status: 404 })],
    'POST /people/import/preview': [to(registrar, '/people/import/preview', {}, { status: 422 })],
    'GET /people/:id': [to(registrar, `/people/${parent}`)],
    // The sample school knows no addresses of e-mail.
    'POST /people/:id/letter': [to([], `/people/${parent}/letter`, {})],
    // Fedorova's and Orlova's own classes come first for them; there everybody has a password already.
    'GET /classes': [to(staff, '/classes')],
    'GET /classes/:id': [to(cardReaders, `/classes/${classId}`)],
    'GET /classes/:id/sheet': [
      to(cardReaders, `/classes/${classId}/sheet`),
      to(cardReaders, `/classes/${classId}/sheet?health=on`),
    ],
    'GET /classes/:id/sheet/book': [to(cardReaders, `/classes/${classId}/sheet/book`)],
    'GET /classes/:id/subgroups': [to(cardReaders, `/classes/${classId}/subgroups`)],
    'POST /classes/:id/subgroups': [
      to(
        ['ivanova', 'morozov', ...registrar],
        `/classes/${classId}/subgroups?subject=99999`,
        { since: '2026-12-01' },
        { status: 404 },
      ),
    ],
    'GET /students/:id/card': [to(cardReaders, `/students/${masha}/card`)],
    'POST /students/:id/card': [to(cardKeepers, `/students/${masha}/card`, {})],
    'POST /students/:id/parents': [to(cardKeepers, `/students/${masha}/parents`, { name: '' }, { status: 422 })],
    'POST /students/:id/parents/:personId/end': [
      to(cardKeepers, `/students/${masha}/parents/99999/end`, { until: '' }, { status: 404 }),
    ],
    'POST /students/:id/certificates': [
      to(cardKeepers, `/students/${masha}/certificates`, { kind: '' }, { status: 422 }),
    ],
    'POST /certificates/:id/withdrawal': [to(cardKeepers, '/certificates/99999/withdrawal', {}, { status: 404 })],
    'POST /corrections/:id': [to(cardReaders, '/corrections/99999', { accepted: 'no' }, { status: 404 })],
    'GET /card-readings': [to(['sokolova', ...registrar], '/card-readings')],
    'POST /card-readings/days': [to(registrar, '/card-readings/days', { days: '1' }, { status: 422 })],
    'GET /family-data': [to(parents, '/family-data')],
    'POST /family-data/:id': [to(parents, '/family-data/99999', { phone: '' }, { status: 404 })],
    'GET /slips': [to(['ivanova', 'orlova', 'fedorova', ...registrar], '/slips', undefined, { status: 303 })],
    'GET /classes/:id/slips': [to(['ivanova', ...registrar], `/classes/${classId}/slips`)],
    'POST /classes/:id/slips': [
      to(['ivanova', ...registrar], `/classes/${classId}/slips`, { who: 'chosen' }, { status: 422 }),
    ],
    'POST /people/:id/slip': [to(registrar, `/people/${parent}/slip`, {})],
  };
}

function without(logins: readonly string[], one: string): string[] {
  return logins.filter(login => login !== one);
}
