import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { type AscSections, ascOf, ascText } from '#test/asc-file.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query, refusalOf as refusedBy } from '#test/journal.ts';
import { courseOf } from '#test/timetable.ts';
import { type AscPreview, confirmAsc, loadOfAsc, previewAgain, previewAsc } from './import-asc.ts';

// Tuesday, 24 November 2026. Морозов brings in the timetable of December. Each test leaves the school as it was: a preview
// writes nothing but the file itself.
let school: TestSchool;
let whole: AscSections;
beforeAll(async () => {
  school = await openTestSchool();
  whole = await ascOf(school);
});
afterAll(() => school.close());

const from: Day = '2026-12-07';
const look = (sections: AscSections, login = 'morozov', day = from) =>
  school.as(login, act => previewAsc(act, { text: ascText(sections), fileName: 'расписание.xml', from: day }));
const refusalOf = async (work: Promise<unknown>) => {
  const { kind, reason } = await refusedBy(work);
  return `${kind} ${reason}`;
};
/** The file of some classes, to be changed. */
const of = (...classes: string[]) => ascOf(school, { classes });
const reasons = (list: AscPreview['unread']) =>
  list.map(({ text, lessons, refusal }) => `${text}: ${refusal.reason} ${lessons}`);
const changed = ({ lines }: AscPreview) =>
  lines
    .filter(({ state }) => state !== 'same')
    .map(line => {
      const places = (list: typeof line.puts) =>
        list.map(
          ({ weekday, slot, week, room, joint }) =>
            `${weekday}.${slot}${week === 'both' ? '' : week} ${room}${joint ? ' joint' : ''}`,
        );
      return `${line.className} ${line.subject}${line.subgroup ?? ''}: -${places(line.takes)} +${places(line.puts)}`;
    });
const lesson = (file: AscSections, id: number) =>
  file.lessons!.find(({ attributes }) => attributes.id === `L${id}`)!.attributes;
const cards = (file: AscSections, id: number) =>
  file.cards!.filter(({ attributes }) => attributes.lessonid === `L${id}`).map(one => one.attributes);
const entries = async () =>
  (await query<{ n: number }>(school, 'select count(*)::int as n from timetable_entry'))[0]!.n;

describe('a file of the timetable as it is', () => {
  test('changes nothing, in as many queries as one of a single class', async () => {
    const one = await school.countQueries(async () => look(await of('5Б')));
    let preview: AscPreview | undefined;
    const all = await school.countQueries(async () => (preview = await look(whole)));
    expect(all).toBeLessThanOrEqual(one);
    expect(preview).toMatchObject({
      unread: [],
      partly: [],
      newRooms: [],
      untouched: [],
      names: [],
      load: [],
      removed: 0,
      added: 0,
    });
    expect(preview!.counts).toMatchObject({ new: 0, changed: 0, gone: 0, unread: 0, puts: 0, takes: 0 });
    expect(preview!.counts.same).toBeGreaterThan(200);
  });

  test('of one class leaves the others as they are', async () => {
    const preview = await look(await of('5Б'));
    expect(new Set(preview.lines.map(({ className }) => className))).toEqual(new Set(['5Б']));
    expect(preview.untouched).toContain('7А');
  });
});

describe('what a file changes', () => {
  test('a lesson moved, into a room the school has not got: shown, brought in once, undone by nobody', async () => {
    const file = await of('5Б');
    const maths = await courseOf(school, { className: '5Б', subject: 'Математика' });
    const card = cards(file, maths).find(({ days, period }) => days === '01000' && period === '4')!;
    Object.assign(card, { period: '7', classroomids: 'NEW' });
    file.classrooms!.push({ tag: 'classroom', attributes: { id: 'NEW', name: 'Каб. № 305', short: '305' } });
    const before = await entries();
    const preview = await look(file);
    expect(changed(preview)).toEqual(['5Б Математика: -2.4 301 +2.7 305']);
    expect(preview).toMatchObject({ newRooms: ['305'], hard: 0, counts: { changed: 1, puts: 1, takes: 1 } });
    expect(preview.added).toBeGreaterThan(0);
    expect(await entries()).toBe(before);
    expect(await query(school, "select 1 from room where name = '305'")).toEqual([]);

    const { changeId } = await school.as('morozov', act => confirmAsc(act, preview.id));
    expect(
      await query(school, 'select source, since::text as since from timetable_change where id = :changeId', {
        changeId,
      }),
    ).toEqual([{ source: 'file', since: from }]);
    expect(
      await query(
        school,
        `select t.weekday, t.slot, r.name as room, t.since::text as since from timetable_entry t join room r on r.id = t.room_id
         where t.course_id = :maths and t.since = :from`,
        { maths, from },
      ),
    ).toEqual([{ weekday: 2, slot: 7, room: '305', since: from }]);
    // Pressed twice it is done once; the same file again has nothing to do.
    expect(await school.as('morozov', act => confirmAsc(act, preview.id))).toEqual({ changeId: null, from });
    expect(await entries()).toBe(before + 1);
    expect(changed(await look(file))).toEqual([]);
    const [line] = await query<{ after: object }>(
      school,
      "select after from change where deed = 'import' order by id desc limit 1",
    );
    expect(line!.after).toMatchObject({ kind: 'timetable', puts: 1, takes: 1 });
  });

  test('a card without a room keeps the room it has there', async () => {
    const file = await of('9А');
    for (const { attributes } of file.cards!) attributes.classroomids = '';
    expect(changed(await look(file))).toEqual([]);
  });

  test('what was confirmed after the school had changed is not written', async () => {
    const file = await of('7А');
    const history = await courseOf(school, { className: '7А', subject: 'История' });
    cards(file, history)[0]!.period = '8';
    const preview = await look(file);
    await school.as('morozov', act =>
      previewAsc(act, { text: ascText(file), fileName: 'ещё.xml', from }).then(again => confirmAsc(act, again.id)),
    );
    expect(await refusalOf(school.as('morozov', act => confirmAsc(act, preview.id)))).toBe(
      'conflict bring-in/overtaken',
    );
  });

  test('a clash is shown, and must be allowed', async () => {
    const file = await of('5Б');
    const maths = await courseOf(school, { className: '5Б', subject: 'Математика' });
    const free = cards(file, maths)[0]!;
    const other = file.cards!.find(({ attributes }) => attributes.lessonid !== `L${maths}`)!.attributes;
    Object.assign(free, { days: other.days, period: other.period });
    const preview = await look(file);
    expect(preview.hard).toBeGreaterThan(0);
    expect(await refusalOf(school.as('morozov', act => confirmAsc(act, preview.id)))).toBe(
      'conflict timetable/clashes',
    );
  });
});

describe('names', () => {
  test('of a teacher in full, of a class with a word, of a subject in short, with е for ё', async () => {
    const file = await of('5Б');
    for (const { attributes } of file.teachers!) {
      if (attributes.name === 'Иванова Н. П.')
        Object.assign(attributes, { name: 'Наталья Петровна Иванова', firstname: '', lastname: '', short: 'ИНП' });
    }
    file.classes![0]!.attributes.name = '5 «б» класс';
    for (const { attributes } of file.subjects!) attributes.name = attributes.short!;
    const preview = await look(file);
    expect([preview.unread, preview.partly, preview.names, changed(preview)]).toEqual([[], [], [], []]);
  });

  test('the school doesn’t know are said once, and remembered for the next file', async () => {
    const file = await of('6А');
    const [maths] = file.subjects!.filter(({ attributes }) => attributes.name === 'Математика');
    Object.assign(maths!.attributes, { name: 'Матем. (баз.)', short: 'Мб' });
    file.classes![0]!.attributes.name = 'Шестой первый';
    file.classes![0]!.attributes.short = '61';
    const preview = await look(file);
    expect(preview.names.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'class Шестой первый',
      'subject Матем. (баз.)',
    ]);
    expect(preview.counts).toMatchObject({ same: 0, changed: 0 });
    expect(preview.unread[0]!.refusal.reason).toBe('asc/class');
    const meanings = preview.names.map(({ kind, name, choices }) => ({
      ...{ kind, name, id: choices.find(one => one.name === (kind === 'class' ? '6А' : 'Математика'))!.id },
    }));
    const again = await school.as('morozov', act => previewAgain(act, preview.id, meanings));
    expect([again.names, again.unread, changed(again)]).toEqual([[], [], []]);
    expect((await look(file)).names).toEqual([]);
    const bad = { kind: 'teacher' as const, name: 'Кто-то', id: 1_000_000 };
    expect(await refusalOf(school.as('morozov', act => previewAgain(act, preview.id, [bad])))).toBe(
      'not-found not-found',
    );
  });

  test('a teacher of whom nothing is known: the lesson goes by the load, and that is said', async () => {
    const file = await of('5Б');
    const [ivanova] = file.teachers!.filter(({ attributes }) => attributes.name === 'Иванова Н. П.');
    Object.assign(ivanova!.attributes, { name: 'Вакансия', firstname: '', lastname: '', short: 'В' });
    const preview = await look(file);
    expect(reasons(preview.partly)).toEqual(['5-Б · Математика · Вакансия: asc/teacher 5']);
    expect(changed(preview)).toEqual([]);
  });

  test('a teacher other than in the load: the same, and the load is offered as the file has it', async () => {
    const file = await of('5Б');
    const maths = await courseOf(school, { className: '5Б', subject: 'Математика' });
    const volkov = file.teachers!.find(({ attributes }) => attributes.lastname === 'Волков')!.attributes.id!;
    lesson(file, maths).teacherids = volkov;
    const preview = await look(file);
    expect(reasons(preview.partly)).toEqual(['5-Б · Математика · Волков Д. О.: asc/teacher-other 5']);
    expect(preview.load).toEqual([
      { className: '5-Б', subject: 'Математика', teacher: 'Волков Д. О.', hours: 5, group: '' },
    ]);
    expect(await school.as('morozov', act => loadOfAsc(act, preview.id))).toEqual(preview.load);
  });
});

describe('groups', () => {
  test('are the subgroups of the load: by teacher, though numbered the other way', async () => {
    const file = await of('5Б');
    const english = file.lessons!.filter(({ attributes }) => /[12] группа/.test(groupName(file, attributes.groupids!)));
    expect(english.length).toBeGreaterThan(2);
    for (const { attributes } of file.groups!)
      attributes.name = attributes.name!.replace(/[12]/, digit => (digit === '1' ? '2' : '1'));
    expect(changed(await look(file))).toEqual([]);
  });

  test('of which the load knows nothing are lines it lacks', async () => {
    const file = await of('5Б');
    const history = await courseOf(school, { className: '5Б', subject: 'История' });
    const girls = file.groups!.find(({ attributes }) => attributes.name === 'Девочки')!.attributes.id!;
    lesson(file, history).groupids = girls;
    const preview = await look(file);
    expect(preview.unread).toMatchObject([
      { refusal: { reason: 'asc/no-subgroups' }, lessons: cards(file, history).length },
    ]);
    expect(preview.load).toMatchObject([{ className: '5-Б', subject: 'История', group: 'Девочки' }]);
    expect(preview.counts).toMatchObject({ gone: 1 });
  });

  test('two classes at once are joint', async () => {
    const [one, two] = [await of('5А'), await of('5Б')];
    const music = await courseOf(school, { className: '5А', subject: 'Музыка' });
    const other = await courseOf(school, { className: '5Б', subject: 'Музыка' });
    const file: AscSections = Object.fromEntries(
      Object.entries(one).map(([name, list]) => [name, [...list, ...two[name]!]]),
    );
    const [first] = [lesson(file, music)];
    first.classids = `${first.classids},${lesson(file, other).classids}`;
    first.groupids = `${first.groupids},${lesson(file, other).groupids}`;
    file.cards = file.cards!.filter(({ attributes }) => attributes.lessonid !== `L${other}`);
    const preview = await look(file);
    const [at] = cards(file, music);
    const place = `${at!.days!.indexOf('1') + 1}.${at!.period} актовый зал`;
    expect(changed(preview).filter(line => line.includes('Музыка'))).toEqual([
      `5А Музыка: -${place} +${place} joint`,
      expect.stringMatching(`^5Б Музыка: -\\d\\.\\d актовый зал \\+${place} joint$`),
    ]);
    const confirmed = await query<{ joint: boolean }>(school, 'select joint from timetable_entry where joint');
    expect(confirmed).toEqual([]);
  });
});

function groupName(file: AscSections, id: string): string {
  return file.groups!.find(({ attributes }) => attributes.id === id)?.attributes.name ?? '';
}

describe('weeks', () => {
  test('of a lesson every other week need a school that has two', async () => {
    const file = await of('8А');
    const id = await courseOf(school, { className: '8А', subject: 'История' });
    const [first] = cards(file, id);
    first!.weeks = '10';
    const preview = await look(file);
    expect(preview.unread).toMatchObject([{ refusal: { reason: 'asc/weeks-alike' }, lessons: 1 }]);
    await query(school, 'update school set alternating_weeks = true');
    expect(changed(await look(file))[0]).toMatch(/^8А История: -(\d\.\d) .* \+\1A /);
    first!.weeks = '100';
    expect((await look(file)).unread).toMatchObject([{ refusal: { reason: 'asc/weeks' } }]);
    await query(school, 'update school set alternating_weeks = false');
  });

  test('a double lesson is two cards, or one for both', async () => {
    const file = await of('8А');
    const id = await courseOf(school, { className: '8А', subject: 'История' });
    const [first, ...others] = cards(file, id);
    Object.assign(lesson(file, id), { periodspercard: '2', periodsperweek: '2.0' });
    file.cards = file.cards!.filter(({ attributes }) => !others.includes(attributes));
    first!.period = '7';
    const puts = (await look(file)).lines.find(({ courseId }) => courseId === id)!.puts;
    expect(puts.map(({ slot }) => slot)).toEqual([7, 8]);
  });
});

describe('other forms', () => {
  test('the number of a day instead of bits, as older programs write it', async () => {
    const file = await of('8Б');
    for (const { attributes } of file.cards!) {
      attributes.day = String(attributes.days!.indexOf('1'));
      delete attributes.days;
    }
    expect(changed(await look(file))).toEqual([]);
  });

  test('one lesson of two teachers in two rooms is both subgroups at once', async () => {
    const file = await of('5Б');
    const [one, two] = [
      await courseOf(school, { className: '5Б', subject: 'Английский язык', subgroup: 1 }),
      await courseOf(school, { className: '5Б', subject: 'Английский язык', subgroup: 2 }),
    ];
    const [first, second] = [lesson(file, one), lesson(file, two)];
    for (const card of cards(file, one)) {
      const beside = cards(file, two).find(({ days, period }) => days === card.days && period === card.period)!;
      card.classroomids = `${card.classroomids},${beside.classroomids}`;
    }
    first.teacherids = `${first.teacherids},${second.teacherids}`;
    first.groupids = file.groups!.find(({ attributes }) => attributes.name === 'Весь класс')!.attributes.id!;
    file.cards = file.cards!.filter(({ attributes }) => attributes.lessonid !== `L${two}`);
    const preview = await look(file);
    expect([preview.unread, preview.partly, changed(preview)]).toEqual([[], [], []]);
  });

  test('a class of the second shift has its first lesson when the file’s seventh begins', async () => {
    await query(school, `update school_class set shift = 2 where grade || letter = '6А'`);
    await query(
      school,
      `with s as (insert into bell_schedule (name) values ('Вторая смена') returning id),
         b as (insert into bell (schedule_id, slot, starts_at, ends_at) select id, n, (13 + n) || ':30', (14 + n) || ':10' from s, generate_series(1, 6) n)
       insert into bell_use (schedule_id, shift, since, special) select id, 2, '2026-09-01', false from s`,
    );
    const file = await of('6А');
    // The file counts through: its seventh lesson is at 14:30.
    for (const { attributes } of file.cards!) attributes.period = String(Number(attributes.period) + 6);
    file.periods = file.periods!.slice(0, 6).concat(
      Array.from({ length: 8 }, (_, at) => ({
        tag: 'period',
        attributes: { period: `${at + 7}`, starttime: `${14 + at}:30`, endtime: `${15 + at}:10` },
      })),
    );
    const preview = await look(file);
    expect(preview.unread).toEqual([]);
    expect(changed(preview)).toEqual([]);
    await query(school, `update school_class set shift = 1 where grade || letter = '6А'`);
  });
});

describe('broken references', () => {
  test('are told with what and where; the rest is read', async () => {
    const file = await of('5Б');
    const [maths, history] = [
      await courseOf(school, { className: '5Б', subject: 'Математика' }),
      await courseOf(school, { className: '5Б', subject: 'История' }),
    ];
    file.cards!.push({ tag: 'card', attributes: { lessonid: 'NONE', period: '1', days: '10000', weeks: '1' } });
    lesson(file, maths).teacherids = 'NOBODY';
    lesson(file, history).groupids = 'NOGROUP';
    const music = await courseOf(school, { className: '5Б', subject: 'Музыка' });
    Object.assign(cards(file, music)[0]!, { classroomids: 'NOROOM' });
    const literature = await courseOf(school, { className: '5Б', subject: 'Литература' });
    const [one, two] = cards(file, literature);
    one!.period = '12';
    two!.days = '0000001';
    const preview = await look(file);
    const said = (list: AscPreview['unread']) =>
      list.map(({ refusal }) =>
        school.press.sentence(`refusals/${refusal.reason}`, refusal.facts).replaceAll('\u00a0', ' '),
      );
    expect(said(preview.unread).toSorted()).toEqual([
      'Группы «NOGROUP», на которую ссылается урок, в файле нет.',
      'Дни «0000001» не подходят: в учебной неделе школы 5 дней.',
      'Карточка стоит на уроке «NONE», которого в файле нет.',
      'Урока с номером 12 нет среди звонков файла.',
    ]);
    expect(said(preview.partly).toSorted()).toEqual([
      'Кабинета «NOROOM», на который ссылается карточка, в файле нет. Урок ставится без кабинета.',
      'Учителя «NOBODY», на которого ссылается урок, в файле нет. Урок ставится по нагрузке.',
    ]);
    const lines = ascText(file).split('\n');
    for (const { row, refusal } of preview.unread.filter(({ refusal }) => refusal.facts.id === 'NONE'))
      expect([refusal.reason, lines[row - 1]]).toEqual([
        'asc/unknown-lesson',
        expect.stringContaining('lessonid="NONE"'),
      ]);
  });
});

describe('it is refused', () => {
  test('to who doesn’t keep the timetable, for a day that has come, to who has not sent it', async () => {
    const file = await of('5Б');
    expect(await refusalOf(look(file, 'ivanova'))).toBe('not-allowed not-allowed/keepTimetable');
    expect(await refusalOf(look(file, 'petrova'))).toBe('not-allowed not-allowed/keepTimetable');
    expect(await refusalOf(look(file, 'kuznetsov', '2026-11-24'))).toBe('invalid timetable/past');
    const { id } = await look(file, 'kuznetsov');
    expect(await refusalOf(school.as('morozov', act => confirmAsc(act, id)))).toBe('not-found not-found');
  });
});
