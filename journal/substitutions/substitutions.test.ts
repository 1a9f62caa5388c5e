import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { planSlot, takeSlot } from '#school/clock-slots.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf } from '#test/journal.ts';
import { fillLesson } from '../fill-lesson.ts';
import { historyOfLesson } from '../history/history-of-lesson.ts';
import { loadLessons } from '../lesson-head.ts';
import { lessonsOfDay } from '../lessons-of-day.ts';
import { missingOfTeacher } from '../missing.ts';
import { studentLessons } from '../student-lessons.ts';
import { substitutionsJob } from '../tellings/tell-substitutions.ts';
import { freeAt } from '../timetable/free-at.ts';
import { changeTeacherAbsence, withdrawTeacherAbsence } from './change-teacher-absence.ts';
import { enterTeacherAbsence } from './enter-teacher-absence.ts';
import { type Decision, settleLessons } from './settle-lessons.ts';
import { substitutionList } from './substitution-list.ts';
import { substitutionsOfDay } from './substitutions-of-day.ts';
import { suggestionsFor } from './suggest.ts';
import { teacherAbsence } from './teacher-absence.ts';
import { withdrawSubstitution } from './withdraw-substitution.ts';

// It is Tuesday, 24 November. Иванова is ill from Wednesday to Friday; the deputy Морозов looks for who gives her lessons.
const ill = { since: '2026-11-25', until: '2026-11-27' } as const;
let school: TestSchool;
let ivanova: number;
let volkov: number;
let absence: number;
beforeAll(async () => {
  school = await openTestSchool({ queue: () => ({ enqueue: async () => {} }) });
  [ivanova, volkov] = [await school.person('ivanova'), await school.person('volkov')];
});
afterAll(() => school.close());
beforeEach(async () => {
  school.world.set('2026-11-24T12:30:00+03:00');
  for (const table of ['substitution', 'teacher_absence']) await query(school, `delete from ${table}`);
  await query(school, `delete from notice where kind in ('substitution', 'substitution-off', 'stand-in', 'stood-in')`);
  absence = await away();
});

const away = (more: object = {}, teacherId = ivanova) =>
  school.as('morozov', act => enterTeacherAbsence(act, { ...ill, reason: 'болезнь', ...more, teacherId }));
const seen = (id = absence, login = 'morozov') => school.as(login, act => teacherAbsence(act, id));
const settle = (decisions: Decision[], id = absence, login = 'morozov') =>
  school.as(login, act => settleLessons(act, id, decisions));
const instead = (lessonId: number, teacherId: number): Decision => ({ lessonId, teacherId, kind: 'instead' });
const told = async (login: string, kind: string) => {
  const rows = await query<{ facts: object }>(
    school,
    `select n.facts from notice n join person p on p.id = n.reader_id where n.kind = :kind and p.login = :login order by n.id`,
    { kind, login },
  );
  return rows.map(({ facts }) =>
    school.press.screen(`notices/${kind}`, { notices: [facts] }).text.replaceAll('\u00a0', ' '),
  );
};

/** A lesson of hers at which Волков is free, and one at which he teaches. */
async function lessonsOfHers() {
  const { lessons } = await seen();
  const offersVolkov = (lesson: (typeof lessons)[number]) => lesson.candidates.some(({ id }) => id === volkov);
  return { free: lessons.find(offersVolkov)!, busy: lessons.find(lesson => !offersVolkov(lesson))! };
}

describe('Иванова ill for three days', () => {
  test('leaves all her lessons of those days open, and no others', async () => {
    const { lessons, open, mayKeep } = await seen();
    const [{ count }] = (await query<{ count: number }>(
      school,
      `select count(*)::int as count from lesson l join course c on c.id = l.course_id
       where c.teacher_id = :ivanova and l.day between '2026-11-25' and '2026-11-27'`,
      { ivanova },
    )) as [{ count: number }];
    expect(count).toBeGreaterThan(6);
    expect([lessons.length, open, mayKeep]).toEqual([count, count, true]);
    expect(new Set(lessons.map(({ day }) => day))).toEqual(new Set(['2026-11-25', '2026-11-26', '2026-11-27']));
    const today = await school.as('volkov', act => substitutionsOfDay(act, '2026-11-25'));
    expect(today.lessons.every(({ decided, substitute }) => decided === null && substitute === null)).toBe(true);
  });

  test('from the third lesson of the first day to the second of the last leaves only those between', async () => {
    const whole = (await seen()).lessons;
    await school.as('morozov', act => changeTeacherAbsence(act, absence, { ...ill, firstSlot: 3, lastSlot: 2 }));
    expect((await seen()).lessons.map(({ lessonId }) => lessonId)).toEqual(
      whole
        .filter(({ day, slot }) => !(day === ill.since && slot < 3) && !(day === ill.until && slot > 2))
        .map(({ lessonId }) => lessonId),
    );
  });

  test('puts those who know the subject first, then the class, then who is at school, then who stood in least', async () => {
    const { lessons } = await seen();
    const nearness = ['between', 'beside', 'that-day', 'not-that-day'];
    for (const { candidates } of lessons) {
      const keys = candidates.map(one => [
        ...[one.sameSubject ? 0 : 1, one.teachesClass ? 0 : 1, nearness.indexOf(one.around), one.substitutions],
      ]);
      expect(keys).toEqual(keys.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]! || a[3]! - b[3]!));
    }
    const maths = lessons.find(({ className, subject }) => className === '5Б' && subject === 'Математика')!;
    expect(maths.candidates[0]!.sameSubject).toBe(true);
    expect(maths.candidates.find(({ id }) => id === volkov)?.sameSubject ?? false).toBe(false);
  });

  test('is seen with its reason by deputy, registrar and director alone', async () => {
    for (const login of ['morozov', 'kuznetsov', 'sokolova'])
      expect((await seen(absence, login)).reason).toBe('болезнь');
    for (const login of ['ivanova', 'volkov', 'petrova', 'masha'])
      expect(await refusalOf(seen(absence, login))).toMatchObject({ kind: 'not-found' });
    expect(await refusalOf(settle([{ lessonId: 1, kind: 'cancelled' }], absence, 'sokolova'))).toMatchObject({
      reason: 'not-allowed/keepSubstitutions',
    });
  });

  test('is not entered twice, nor of who is no teacher, nor backwards', async () => {
    expect(await refusalOf(away())).toMatchObject({ kind: 'conflict', reason: 'teacher-absence/overlap' });
    expect(await refusalOf(away({}, await school.person('petrova')))).toMatchObject({ field: 'teacherId' });
    expect(await refusalOf(away({ since: '2026-12-05', until: '2026-12-04' }))).toMatchObject({ field: 'until' });
    expect(
      await refusalOf(away({ since: '2026-12-04', until: '2026-12-04', firstSlot: 4, lastSlot: 2 })),
    ).toMatchObject({
      field: 'lastSlot',
    });
  });
});

describe('Волков', () => {
  test('stands in where he is free: his today shows it, he fills it and nothing else of hers', async () => {
    const { free, busy } = await lessonsOfHers();
    await settle([instead(free.lessonId, volkov)]);
    const day = await school.as('volkov', act => lessonsOfDay(act, free.day));
    expect(day.lessons.find(({ id }) => id === free.lessonId)).toMatchObject({ part: 'substituting', mayFill: true });
    await school.as('volkov', act => fillLesson(act, free.lessonId, { topic: 'Дроби', noHomework: true }));
    const other = school.as('volkov', act => fillLesson(act, busy.lessonId, { topic: 'Дроби' }));
    expect(await refusalOf(other)).toMatchObject({ kind: 'not-found' });
    await query(school, 'update lesson set topic = null, no_homework = false, filled_by_id = null where id = :id', {
      id: free.lessonId,
    });
  });

  test('cannot be at two places: neither where he teaches, nor at two substitutions at once', async () => {
    const { busy, free } = await lessonsOfHers();
    const refusal = await refusalOf(settle([instead(busy.lessonId, volkov)]));
    expect(refusal).toMatchObject({ kind: 'conflict', reason: 'substitution/busy' });
    expect(school.press.sentence('refusals/substitution/busy', refusal.facts).replaceAll('\u00a0', ' ')).toMatch(
      /^Волков Денис Олегович: 2\d ноября на \d-м уроке уже ведёт урок в \d+[А-Я] \(.+\)\. В двух местах сразу быть нельзя\.$/,
    );
    const other = await lessonAtOnce(free.lessonId);
    const second = await away({}, other.teacherId);
    await settle([instead(free.lessonId, volkov)]);
    expect(await refusalOf(settle([instead(other.lessonId, volkov)], second))).toMatchObject({
      ...{ kind: 'conflict', reason: 'substitution/busy', facts: { substituting: true } },
    });
  });

  test('is given to one of two lessons, however many press at the same moment', async () => {
    const { free } = await lessonsOfHers();
    const other = await lessonAtOnce(free.lessonId);
    const second = await away({}, other.teacherId);
    const outcomes = await Promise.allSettled([
      settle([instead(free.lessonId, volkov)]),
      settle([instead(other.lessonId, volkov)], second, 'kuznetsov'),
      settle([instead(free.lessonId, volkov)], absence, 'kuznetsov'),
      settle([instead(other.lessonId, volkov)], second),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await query(school, 'select lesson_id from substitution')).toHaveLength(1);
    const reasons = outcomes.flatMap(one => (one.status === 'rejected' ? [one.reason.reason] : []));
    expect(reasons.every(reason => ['substitution/busy', 'substitution/settled'].includes(reason))).toBe(true);
  });

  test('who is away himself is neither offered nor given', async () => {
    const { free } = await lessonsOfHers();
    await away({ since: free.day, until: free.day }, volkov);
    expect(
      (await seen()).lessons.flatMap(({ day, candidates }) => (day === free.day ? candidates : [])),
    ).not.toContainEqual(expect.objectContaining({ id: volkov }));
    expect(await refusalOf(settle([instead(free.lessonId, volkov)]))).toMatchObject({ reason: 'substitution/away' });
    const { teachers } = await school.as('morozov', act => freeAt(act, { day: free.day, slot: free.slot }));
    expect(teachers.map(({ id }) => id)).not.toContain(volkov);
    expect(teachers.map(({ id }) => id)).not.toContain(ivanova);
  });

  test('who falls ill while standing in is named with the lessons that need another', async () => {
    const { free } = await lessonsOfHers();
    await settle([instead(free.lessonId, volkov)]);
    const { standsIn } = await seen(await away({}, volkov));
    expect(standsIn).toMatchObject([{ lessonId: free.lessonId, absenceId: absence, className: free.className }]);
  });
});

/** A lesson of another teacher at the same time, at which Волков does not teach either. */
async function lessonAtOnce(lessonId: number): Promise<{ lessonId: number; teacherId: number }> {
  const [row] = await query<{ lessonId: number; teacherId: number }>(
    school,
    `select l.id as "lessonId", c.teacher_id as "teacherId" from lesson here
     join lesson l on l.day = here.day and l.slot = here.slot and l.id <> here.id
     join course c on c.id = l.course_id where here.id = :lessonId and c.teacher_id not in (:ivanova, :volkov) order by l.id`,
    { lessonId, ivanova, volkov },
  );
  return row!;
}

describe('nobody', () => {
  test('is ever offered who teaches at that time: any lesson of the school, with some already stood in for', async () => {
    const { free } = await lessonsOfHers();
    await settle([instead(free.lessonId, volkov)]);
    const all = await school.as('morozov', act =>
      loadLessons(act, { where: `l.day between '2026-11-23' and '2026-12-04'`, params: {} }),
    );
    const giver = (lesson: (typeof all)[number]) => lesson.substituteId ?? lesson.teacherId;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 12 }), async chosen => {
        const offered = await school.as('morozov', act => suggestionsFor(act, chosen));
        for (const lesson of chosen) {
          const atOnce = all.filter(
            ({ day, startsAt, endsAt }) =>
              day === lesson.day && startsAt! < lesson.endsAt! && lesson.startsAt! < endsAt!,
          );
          const busy = new Set(atOnce.map(giver));
          expect(offered.get(lesson.id)!.candidates.filter(({ id }) => busy.has(id))).toEqual([]);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('all suggested at once', () => {
  test('gives every lesson, nobody in two places, and the work to more than one', async () => {
    const { lessons } = await seen();
    const decisions = lessons.flatMap(({ lessonId, suggested }) =>
      suggested ? [instead(lessonId, suggested.id)] : [],
    );
    await settle(decisions);
    const after = await seen();
    expect(after.lessons.filter(({ decided }) => decided === 'instead')).toHaveLength(decisions.length);
    expect(new Set(decisions.map(({ teacherId }) => teacherId)).size).toBeGreaterThan(1);
  });

  test('gives none when one of them will not do', async () => {
    const { lessons } = await seen();
    const { busy } = await lessonsOfHers();
    const decisions = lessons.map(({ lessonId, suggested }) => instead(lessonId, suggested?.id ?? volkov));
    const spoiled = decisions.map(one => (one.lessonId === busy.lessonId ? instead(one.lessonId, volkov) : one));
    expect(await refusalOf(settle(spoiled))).toMatchObject({ reason: 'substitution/busy' });
    expect((await seen()).open).toBe(lessons.length);
    expect(await refusalOf(settle([]))).toMatchObject({ reason: 'substitution/nothing' });
  });

  test('asks as many queries for three days as for one', async () => {
    const three = await school.countQueries(() => seen());
    await school.as('morozov', act => changeTeacherAbsence(act, absence, { since: ill.since, until: ill.since }));
    expect(await school.countQueries(() => seen())).toBe(three);
  });
});

describe('a parallel subgroup', () => {
  const english = async () => {
    const day: Day = '2026-11-30';
    const [first, second] = [
      await lessonOf(school, { className: '5Б', subject: 'Английский язык', day, subgroup: 1 }),
      await lessonOf(school, { className: '5Б', subject: 'Английский язык', day, subgroup: 2 }),
    ];
    const heads = await school.as('morozov', act =>
      loadLessons(act, { where: 'l.id = any(:ids)', params: { ids: `{${first},${second}}` } }),
    );
    const own = heads.find(({ subgroup }) => subgroup === 1)!;
    const other = heads.find(({ subgroup }) => subgroup === 2)!;
    return { own, other, id: await away({ since: day, until: day }, own.teacherId) };
  };

  test('is taken together with the own one, in its room; withdrawn, the room comes back', async () => {
    const { own, other, id } = await english();
    const lesson = (await seen(id)).lessons.find(({ lessonId }) => lessonId === own.id)!;
    expect(lesson.partners).toEqual([
      { teacherId: other.teacherId, teacher: other.teacher, subgroup: 2, room: other.room },
    ]);
    await settle([{ lessonId: own.id, kind: 'combined', teacherId: other.teacherId }], id);
    const head = async () =>
      (await school.as('morozov', act => loadLessons(act, { where: 'l.id = :id', params: { id: own.id } })))[0]!;
    expect(await head()).toMatchObject({ combined: true, room: other.room, substituteId: other.teacherId });
    await school.as('morozov', act => withdrawSubstitution(act, own.id));
    expect(await head()).toMatchObject({ combined: false, room: own.room, substituteId: null });
  });

  test('is not just anybody’s', async () => {
    const { own, id } = await english();
    expect(await refusalOf(settle([{ lessonId: own.id, kind: 'combined', teacherId: volkov }], id))).toMatchObject({
      kind: 'conflict',
      reason: 'substitution/not-parallel',
    });
  });
});

describe('a lesson called off', () => {
  test('is seen so by the family, owes nothing, takes no entry; and can be brought back', async () => {
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-25' });
    await settle([{ lessonId: maths, kind: 'cancelled' }]);
    const [masha] = await query<{ id: number }>(
      school,
      `select s.id from student s join person p on p.id = s.person_id where p.login = 'masha'`,
    );
    const lessons = () => school.as('petrova', act => studentLessons(act, masha!.id, '2026-11-25'));
    expect((await lessons()).lessons.find(({ lessonId }) => lessonId === maths)).toMatchObject({ cancelled: true });
    school.world.set('2026-11-25T18:00:00+03:00');
    const missing = await school.as('ivanova', missingOfTeacher);
    expect(missing.lessons.map(({ lessonId }) => lessonId)).not.toContain(maths);
    const fill = school.as('ivanova', act => fillLesson(act, maths, { topic: 'Дроби' }));
    expect(await refusalOf(fill)).toMatchObject({ kind: 'not-allowed' });
    await school.as('morozov', act => withdrawSubstitution(act, maths));
    expect((await lessons()).lessons.find(({ lessonId }) => lessonId === maths)).toMatchObject({ cancelled: false });
  });

  test('must not have been held', async () => {
    const id = await away({ since: '2026-11-23', until: '2026-11-23' });
    const written =
      (await seen(id)).lessons.find(({ className }) => className !== '5Б') ?? (await seen(id)).lessons[0]!;
    expect(await refusalOf(settle([{ lessonId: written.lessonId, kind: 'cancelled' }], id))).toMatchObject({
      reason: 'substitution/cancel-written',
    });
  });
});

describe('a substitution taken back', () => {
  test('opens the lesson; the substitute’s entries keep it', async () => {
    const { free } = await lessonsOfHers();
    await settle([instead(free.lessonId, volkov)]);
    expect(await refusalOf(settle([instead(free.lessonId, volkov)]))).toMatchObject({ reason: 'substitution/settled' });
    await school.as('volkov', act => fillLesson(act, free.lessonId, { topic: 'Дроби' }));
    const written = await refusalOf(school.as('morozov', act => withdrawSubstitution(act, free.lessonId)));
    expect(written).toMatchObject({ kind: 'conflict', reason: 'substitution/written' });
    expect((await seen()).lessons.find(({ lessonId }) => lessonId === free.lessonId)!.written).toBe(true);
    const shorter = school.as('morozov', act =>
      changeTeacherAbsence(act, absence, { since: '2026-11-30', until: '2026-11-30' }),
    );
    expect(await refusalOf(shorter)).toMatchObject({ reason: 'substitution/written' });
    await query(school, 'update lesson set topic = null, filled_by_id = null where id = :id', { id: free.lessonId });
    await school.as('morozov', act => withdrawSubstitution(act, free.lessonId));
    expect((await seen()).lessons.find(({ lessonId }) => lessonId === free.lessonId)!.decided).toBeNull();
    expect(await refusalOf(school.as('morozov', act => withdrawSubstitution(act, free.lessonId)))).toMatchObject({
      kind: 'not-found',
    });
  });

  test('stands in the history of the lesson, with its end', async () => {
    const { free } = await lessonsOfHers();
    const lessonId = free.lessonId;
    await settle([instead(lessonId, volkov)]);
    school.world.pass(60_000);
    await school.as('morozov', act => withdrawSubstitution(act, lessonId));
    school.world.pass(60_000);
    await settle([{ lessonId, kind: 'cancelled' }]);
    const { entries } = await school.as('sokolova', act => historyOfLesson(act, lessonId));
    const substitutions = entries.filter(({ deed }) => deed === 'substitution').slice(0, 3);
    const [off, volkovs] = [
      { kind: 'cancelled', teacher: null },
      { kind: 'instead', teacher: 'Волков Д. О.' },
    ];
    expect(substitutions.map(({ by, before, after }) => ({ by, before, after }))).toEqual([
      { by: 'Морозов А. П.', before: null, after: off },
      { by: 'Морозов А. П.', before: volkovs, after: null },
      { by: 'Морозов А. П.', before: null, after: volkovs },
    ]);
    const page = await (await school.browser('ivanova')).get(`/lessons/${lessonId}/history`);
    expect(page.body).toContain('кто ведёт');
  });

  test('goes with the days that are no longer missed, and with the whole absence', async () => {
    const { lessons } = await seen();
    const given = lessons.flatMap(({ lessonId, suggested }) => (suggested ? [instead(lessonId, suggested.id)] : []));
    await settle(given);
    await school.as('morozov', act => changeTeacherAbsence(act, absence, { since: ill.since, until: ill.since }));
    const left = await query<{ day: Day }>(
      school,
      'select distinct l.day::text as day from substitution u join lesson l on l.id = u.lesson_id',
    );
    expect(left.map(({ day }) => day)).toEqual([ill.since]);
    await school.as('morozov', act => withdrawTeacherAbsence(act, absence));
    expect(await query(school, 'select id from substitution')).toEqual([]);
    expect(await query(school, 'select id from teacher_absence')).toEqual([]);
  });
});

describe('people', () => {
  test('are told: the family and the substitute, the teacher by whom; and when it is taken back; never why', async () => {
    school.world.set('2026-11-24T18:05:00+03:00');
    await school.house.asHouse(act => planSlot(act, substitutionsJob, '2026-11-24'));
    const [slot] = await query<{ id: number }>(
      school,
      'select id from clock_slot where job = :job and done_at is null',
      {
        job: substitutionsJob,
      },
    );
    if (slot) await school.house.asHouse(act => takeSlot(act, slot.id));
    await query(school, `delete from notice where kind = 'substitution'`);
    const maths = (await seen()).lessons.find(({ className, day }) => className === '5Б' && day === '2026-11-25')!;
    const substitute = maths.candidates[0]!;
    await settle([instead(maths.lessonId, substitute.id)]);
    const [login] = await query<{ login: string }>(school, 'select login from person where id = :id', {
      id: substitute.id,
    });
    expect(await told('petrova', 'substitution')).toEqual([
      expect.stringMatching(/^Замена учителя\n<b>Мария<\/b>: 25 ноября, среда, \d-й урок — .+, ведёт .+$/),
    ]);
    expect(await told(login!.login, 'stand-in')).toEqual([
      expect.stringMatching(
        /^<b>Замещение<\/b>\n25 ноября, среда, \d-й урок \(\d\d:\d\d\): 5Б, .+, вместо: Иванова Н\. П\.$/,
      ),
    ]);
    expect(await told('ivanova', 'stood-in')).toEqual([expect.stringMatching(/5Б, .+: ведёт /)]);
    await school.as('morozov', act => withdrawSubstitution(act, maths.lessonId));
    expect(await told('petrova', 'substitution-off')).toEqual([
      expect.stringMatching(/^Замена снята\n<b>Мария<\/b>: .+, замена снята, по расписанию: Иванова Н\. П\.$/),
    ]);
    expect((await told(login!.login, 'stand-in')).at(-1)).toMatch(/больше не нужно/);
    expect((await told('ivanova', 'stood-in')).at(-1)).toMatch(/замена снята/);
    expect(await told('kozlova', 'substitution')).toEqual([]);
    const [{ all }] = (await query<{ all: string }>(
      school,
      `select coalesce(string_agg(facts::text, ' '), '') as all from notice
       where kind in ('substitution', 'substitution-off', 'stand-in', 'stood-in')`,
    )) as [{ all: string }];
    expect(all).not.toContain('болезнь');
  });
});

describe('the journal of substitutions', () => {
  test('has the order and the reason, written once for all of them; the reason for who may know', async () => {
    const { free } = await lessonsOfHers();
    await settle([instead(free.lessonId, volkov)]);
    const entry = { ...ill, reason: 'больничный', orderNumber: '118-з', orderDate: '2026-11-26' } as const;
    await school.as('morozov', act => changeTeacherAbsence(act, absence, entry));
    const list = (login: string) =>
      school.as(login, act => substitutionList(act, { from: '2026-11-01', to: '2026-11-30' }));
    const { lines, open, withReasons } = await list('morozov');
    expect(lines).toEqual([
      {
        ...{ substituteId: volkov, substitute: 'Волков Денис Олегович', day: free.day, slot: free.slot },
        ...{ className: free.className, subject: free.subject, subgroup: free.subgroup, instead: 'Иванова Н. П.' },
        ...{ kind: 'instead', hours: 1, orderNumber: '118-з', orderDate: '2026-11-26', reason: 'больничный' },
      },
    ]);
    expect([open, withReasons]).toEqual([(await seen()).open, true]);
    const read = await list('orlova');
    expect(read.withReasons).toBe(false);
    expect(JSON.stringify(read)).not.toContain('больничный');
    expect(await refusalOf(list('petrova'))).toMatchObject({ kind: 'not-found' });
  });
});
