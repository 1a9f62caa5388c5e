import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classJournalWork } from '#jobs/class-journal.ts';
import { openQueue, type Queue } from '#jobs/queue.ts';
import { giveMark } from '#journal/give-mark.ts';
import { beginHistory } from '#journal/history/opening.ts';
import {
  classJournalState,
  forgetClassJournals,
  orderClassJournal,
} from '#journal/reports/class-journal/class-journals.ts';
import { readClassJournal } from '#journal/reports/class-journal/read-class-journal.ts';
import { groupsOf } from '#journal/reports/class-journal/sealed.ts';
import { verifyClassJournal } from '#journal/reports/class-journal/verify-class-journal.ts';
import { genesis, hashOf } from '#school/history/chain.ts';
import { paperHere } from '#templates/paper/paper-machine.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, lessonOf, query, refusalOf, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { cutPieces, type PdfPage, pdfPages } from '#test/pdf.ts';
import { addCourse, addStudent } from '#test/reports.ts';
import { openLog } from '../../log.ts';

let school: TestSchool;
let queue: Queue;
let ivanova: TestBrowser;
let classId: number;
let pages: PdfPage[];
beforeAll(async () => {
  school = await openTestSchool({
    queue: ({ connection, now }) => (queue = openQueue({ connection, now, log: openLog('silent') })),
  });
  const { house, press } = school;
  await queue.prepare({ 'class-journal': classJournalWork({ house, press, paper: paperHere }) });
  await house.asHouse(beginHistory);
  ivanova = await school.browser('ivanova');
  classId = await classOf('5Б');
});
afterAll(async () => {
  await queue.stop();
  await school.close();
});

const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');

/** The lines of the contents, each with its number. */
function contentsOf({ pieces }: PdfPage): string[] {
  const lines = Map.groupBy(pieces, ({ bottom }) => Math.round(bottom));
  return [...lines.values()].map(line => line.map(piece => piece.text).join(' '));
}

async function classOf(name: string): Promise<number> {
  const [row] = await query<{ id: number }>(school, 'select id from school_class where grade || letter = :name', {
    name,
  });
  return row!.id;
}

/** Orders the journal of a class and has it made; gives its hash. */
async function printed(login: string, ofClass: number): Promise<string> {
  const id = await school.as(login, act => orderClassJournal(act, ofClass));
  await queue.workOff();
  const { state, hash } = await school.as(login, act => classJournalState(act, id));
  expect(state).toBe('done');
  return hash!;
}

describe('the journal of 5Б for the archive', () => {
  test('Ivanova orders it once, sees how far it is, is told and fetches it', async () => {
    const path = '/reports/class-journals';
    expect(text((await ivanova.get('/reports')).body)).toContain('Журнал класса');
    const press = () => ivanova.post(path, { class: String(classId) });
    const [ordered] = await Promise.all([press(), press()]);
    expect([ordered.statusCode, ordered.headers.location]).toEqual([303, path]);
    await press();
    const waiting = await ivanova.get(path);
    expect([waiting.headers.refresh, text(waiting.body)]).toEqual(['2', expect.stringContaining('Готово частей')]);
    expect((await ivanova.get(`${path}/1/file`)).statusCode).toBe(404);
    expect(await query(school, 'select id, state, done from class_journal')).toEqual([
      { id: 1, state: 'waiting', done: 0 },
    ]);

    await queue.workOff();
    const done = await ivanova.get(path);
    expect(done.headers.refresh).toBeUndefined();
    const [row] = await query<{ hash: string; done: number; total: number; courses: number }>(
      school,
      `select hash, done, total, (select count(*)::int from course where school_class_id = :classId) as courses from class_journal`,
      { classId },
    );
    expect([row!.done, row!.total]).toEqual([row!.courses + 2, row!.courses + 2]);
    expect(text(done.body)).toContain(groupsOf(row!.hash));
    const file = await ivanova.get(`${path}/1/file`);
    expect(file.headers['content-disposition']).toMatch(/filename="class-journal-\d+-2026-2027-1.pdf"/);
    pages = await pdfPages(file.rawPayload);
    const [notice] = await query<{ login: string; facts: object }>(
      school,
      `select p.login, n.facts from notice n join person p on p.id = n.reader_id where n.kind = 'class-journal'`,
    );
    expect(notice!.login).toBe('ivanova');
    expect(text(school.press.screen('notices/class-journal', { notices: [notice!.facts] }).text)).toContain(
      'Журнал 5Б класса для архива готов.',
    );
  });

  test('has a title page, and contents whose numbers are those of the pages', async () => {
    expect(pages[0]!.text).toMatch(
      /Классный журнал 5Б класс 2026\/2027 учебный год Классный руководитель Н. П. Иванова/,
    );
    const chapters = contentsOf(pages[1]!).flatMap(line => {
      const [, subject, teacher, page] = /^(.+?)(?:, \d-я подгруппа)? \(([^()]+)\) (\d+)$/.exec(line) ?? [];
      return subject ? [{ subject, teacher, page: Number(page) }] : [];
    });
    expect(chapters.length).toBeGreaterThan(10);
    for (const { subject, teacher, page } of chapters) {
      expect(pages[page - 1]!.text, `page ${page}`).toContain(`${subject}, 5Б`);
      expect(pages[page - 1]!.text).toContain(`Учитель ${teacher}`);
      expect(pages[page - 2]!.text, `page before ${page}`).not.toContain(`Учитель ${teacher} №`);
      expect(page % 2, `page ${page}`).toBe(0);
    }
    for (const [title, begins] of [
      ['Сведения об учащихся', 'Сведения об учащихся 5Б класса'],
      ['Замечания по ведению журнала', 'Замечания по ведению журнала 5Б класс'],
      ['Сводка журнала изменений', 'Журнал изменений помнит'],
    ] as const) {
      const [line] = contentsOf(pages[1]!).filter(one => one.startsWith(title));
      const page = line!.slice(title.length);
      expect(pages[Number(page) - 1]!.text).toContain(begins);
    }
  });

  test('every page has its number and the hash at its foot; nothing is cut; no word of health', async () => {
    const [row] = await query<{ hash: string }>(school, 'select hash from class_journal');
    for (const [at, page] of pages.entries()) {
      expect(page.text).toContain(`Страница ${at + 1} из ${pages.length}`);
      expect(page.text).toContain(`Хеш журнала изменений (SHA-256): ${groupsOf(row!.hash)}`);
    }
    expect(cutPieces(pages)).toEqual([]);
    const all = pages.map(page => page.text).join(' ');
    const numbers = await query<{ number: string }>(
      school,
      'select number from medical_certificate where number is not null',
    );
    for (const { number } of numbers) expect(all).not.toContain(number);
    expect(all).not.toMatch(/группа здоровья|медицинск|подготовительная|специальная «/i);
    const phones = await query<{ phone: string }>(school, 'select phone from person where phone is not null');
    for (const { phone } of phones) expect(all).not.toContain(phone);
    const readings = await query(
      school,
      `select r.what, p.login from card_reading r join person p on p.id = r.reader_id where r.school_class_id = :classId order by r.id desc limit 1`,
      { classId },
    );
    expect(readings).toEqual([{ what: 'sheet', login: 'ivanova' }]);
  });

  test('Fyodorova, parents and students find none of it; who leads the class no longer gets nothing made', async () => {
    for (const login of ['fedorova', 'orlova', 'volkov', 'petrova', 'masha']) {
      expect((await refusalOf(school.as(login, act => orderClassJournal(act, classId)))).kind, login).toBe('not-found');
      expect((await refusalOf(school.as(login, act => classJournalState(act, 1)))).kind, login).toBe('not-found');
    }
    const fedorova = await school.browser('fedorova');
    expect(text((await fedorova.get('/reports/class-journals')).body)).not.toContain('5Б');
    const { hash } = await school.as('ivanova', act => classJournalState(act, 1));
    const verified = await fedorova.get(`/reports/class-journals/verify?hash=${hash}`);
    expect(text(verified.body)).toContain('Такого хеша мы не знаем');
    expect(verified.body).not.toContain('5Б');

    const id = await school.as('fedorova', async act => orderClassJournal(act, await classOf('1А')));
    await query(
      school,
      `update school_class set class_teacher_id = (select id from person where login = 'volkov')
      where grade || letter = '1А'`,
    );
    await queue.workOff();
    expect(await school.as('morozov', act => classJournalState(act, id))).toMatchObject({
      state: 'refused',
      hash: null,
    });
  });

  test('one that cannot be made is tried again, and at last said to be a mistake of the program', async () => {
    const { house, press } = school;
    const torn = { ...paperHere, make: () => Promise.reject(new Error('out of paper')) };
    const work = classJournalWork({ house, press, paper: torn });
    const journalId = await school.as('ivanova', act => orderClassJournal(act, classId));
    const by = await school.person('ivanova');
    const stateOf = async () => (await school.as('ivanova', act => classJournalState(act, journalId))).state;
    await expect(work({ journalId, by }, { isLast: false })).rejects.toThrow('out of paper');
    expect(await stateOf()).toBe('waiting');
    await expect(work({ journalId, by }, { isLast: true })).rejects.toThrow('out of paper');
    expect(await stateOf()).toBe('failed');
    const page = text((await ivanova.get('/reports/class-journals')).body);
    expect(page).toContain('Не составлен: в программе ошибка.');
    await queue.workOff();
  });

  test('programs order, follow, fetch and verify the same', async () => {
    const { id } = (await ivanova.json('POST', '/api/class-journals', { classId })).json();
    expect((await ivanova.json('GET', `/api/class-journals/${id}`)).json()).toMatchObject({
      state: 'waiting',
      kept: false,
    });
    await queue.workOff();
    const made = (await ivanova.json('GET', `/api/class-journals/${id}`)).json();
    expect(made).toMatchObject({ state: 'done', className: '5Б', year: '2026/2027', kept: true });
    expect((await ivanova.json('GET', `/api/class-journals/${id}/file`)).rawPayload.subarray(0, 5).toString()).toBe(
      '%PDF-',
    );
    const verdict = (await ivanova.json('GET', `/api/class-journals/verify?hash=${made.hash}`)).json();
    expect(verdict).toMatchObject({ state: 'same', className: '5Б', records: made.records, recordsNow: made.records });
    const bad = await ivanova.json('GET', '/api/class-journals/verify?hash=abc');
    expect([bad.statusCode, bad.json().error.kind]).toEqual([422, 'invalid']);
  });
});

describe('3К with a history of its own', () => {
  let chess: SmallClass;
  let lessonId: number;
  let hash: string;
  const verify = (typed = hash, login = 'morozov') => school.as(login, act => verifyClassJournal(act, typed));
  const give = (studentId: number, value: number | null) =>
    school.as('ivanova', act => giveMark(act, { lessonId, studentId, value }));

  /** Does something to the history as the owner of the table can, and takes nothing back. */
  const tamper = async (sql: string, params: Record<string, unknown> = {}) => {
    await query(school, 'alter table change disable trigger user');
    await query(school, sql, params);
    await query(school, 'alter table change enable trigger user');
  };
  const lastRecord = async (studentId: number) => {
    const [row] = await query<{ id: number; after: object; hash: string }>(
      school,
      'select id, after, hash from change where student_id = :studentId order by id desc limit 1',
      { studentId },
    );
    return row!;
  };

  beforeAll(async () => {
    chess = await smallClass(school);
    lessonId = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 5 });
  });

  test('without a record the hash is the one every history begins with', async () => {
    expect(await printed('morozov', chess.id)).toBe(genesis);
  });

  test('three marks, one of them corrected, are four records; the hash is made of them alone, link by link', async () => {
    const [anna, boris, vera] = chess.students;
    await give(anna, 4);
    await school.as('ivanova', async act =>
      giveMark(act, {
        lessonId: await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' }),
        studentId: await studentOf(school, 'Петрова Мария'),
        value: 4,
      }),
    );
    await give(boris, 3);
    await give(vera, 5);
    await give(boris, 4);
    hash = await printed('morozov', chess.id);
    const rows = await query<{ id: number; at: string; by: number; before: never; after: never; student: number }>(
      school,
      `select id, at, by_id as by, before, after, student_id as student from change where course_id = :courseId order by id`,
      { courseId: chess.courseId },
    );
    expect(rows).toHaveLength(4);
    const chained = rows.reduce(
      (previous, { student, ...row }) =>
        hashOf(previous, {
          ...{ ...row, at: new Date(row.at), student, course: chess.courseId },
          ...{ deed: 'mark', subject: `mark:${lessonId}:${student}:1` },
        }),
      genesis,
    );
    expect(hash).toBe(chained);
    const read = await school.as('morozov', async act => readClassJournal(act, await orderClassJournal(act, chess.id)));
    expect(read!.digest.monthRows.map(({ cells }) => cells)).toEqual([
      {
        month: { word: 'month', day: '2026-11-01' },
        ...{ records: 4, mark: 4, absence: 0, lesson: 0, final: 0, other: 0, hash: groupsOf(hash).slice(0, 17) },
      },
      { month: { word: 'total' }, records: 4, mark: 4, absence: 0, lesson: 0, final: 0, other: 0 },
    ]);
    expect(read!.digest.personRows).toMatchObject([{ cells: { name: 'Иванова Н. П.', records: 4 } }]);
  });

  test('as it stands on paper, broken into lines, in capitals, with Russian letters: it is the same hash', async () => {
    const [start, end] = [groupsOf(hash).slice(0, 35), groupsOf(hash).slice(35)];
    const russian = hash.replaceAll('a', 'а').replaceAll('c', 'с').replaceAll('e', 'е');
    for (const typed of [groupsOf(hash), `${start}\r\n ${end}\n`, hash.toUpperCase(), `${start}-${end}.`, russian]) {
      expect(await verify(typed), typed).toMatchObject({ state: 'same', className: '3К', records: 4, recordsNow: 4 });
    }
    const morozov = await school.browser('morozov');
    const { body } = await morozov.get(`/reports/class-journals/verify?hash=${encodeURIComponent(groupsOf(hash))}`);
    expect(text(body)).toMatch(/Совпадает: записи те же.*3К, 2026\/2027.*24 ноября 2026 в 12:30, Морозов А. П./);
    const short = await morozov.get('/reports/class-journals/verify?hash=abc');
    expect(text(short.body)).toContain('В хеше 64 знака');
    expect(text((await morozov.get('/reports/class-journals/verify')).body)).toContain('Хеш с бумаги');
  });

  test('nobody printed another hash; parents find no such page', async () => {
    expect(await verify(`${hash.slice(1)}${hash[0] === '0' ? '1' : '0'}`)).toEqual({ state: 'unknown' });
    expect((await refusalOf(verify(hash, 'petrova'))).kind).toBe('not-found');
    expect((await refusalOf(verify('abc'))).reason).toBe('class-journal/hash');
  });

  test('what is entered afterwards leaves it the same, and is counted', async () => {
    await give(chess.students[0], 5);
    await give(chess.students[0], null);
    expect(await verify()).toMatchObject({ state: 'same', records: 4, recordsNow: 4, since: { records: 2 } });
  });

  test('a record changed in the database is named: number, who, what, whose', async () => {
    const vera = await lastRecord(chess.students[2]);
    await tamper(`update change set after = jsonb_set(after, '{value}', '2') where id = :id`, { id: vera.id });
    const verdict = await verify();
    expect(verdict).toMatchObject({
      ...{ state: 'different', hash, records: 4, recordsNow: 4, differsFrom: '2026-11', missing: [] },
      altered: [
        {
          record: vera.id,
          by: 'Иванова Н. П.',
          deed: 'mark',
          subject: 'Шахматы',
          day: '2026-11-24',
          student: 'Волошина Вера',
        },
      ],
    });
    const morozov = await school.browser('morozov');
    const { body } = await morozov.get(`/reports/class-journals/verify?hash=${hash}`);
    expect(text(body)).toContain('Не совпадает: прежние записи изменены');
    expect(text(body)).toMatch(new RegExp(`№ ${vera.id} .*Иванова Н. П. отметка Шахматы 24.11.2026 Волошина Вера`));
    await tamper('update change set after = :after::jsonb where id = :id', {
      id: vera.id,
      after: JSON.stringify(vera.after),
    });
    expect(await verify()).toMatchObject({ state: 'same' });
  });

  test('so is one whose own hash was made anew, by the record after it', async () => {
    const vera = await lastRecord(chess.students[2]);
    const forged = { id: vera.id, hash: 'f'.repeat(64) };
    await tamper(
      `update change set by_id = (select id from person where login = 'volkov'), hash = :hash where id = :id`,
      forged,
    );
    expect(await verify()).toMatchObject({ state: 'different', altered: [{ record: vera.id, by: 'Волков Д. О.' }] });
    await tamper(
      `update change set by_id = (select id from person where login = 'ivanova'), hash = :hash where id = :id`,
      { id: vera.id, hash: vera.hash },
    );
    expect(await verify()).toMatchObject({ state: 'same' });
  });

  test('a record taken out is missing by its number; one of another class is not the fault of this', async () => {
    const vera = await lastRecord(chess.students[2]);
    await query(school, 'create table kept as select * from change where id = :id', { id: vera.id });
    await tamper('delete from change where id = :id', { id: vera.id });
    expect(await verify()).toMatchObject({ state: 'different', records: 4, recordsNow: 3, missing: [vera.id] });
    await query(school, 'insert into change select * from kept');
    const masha = await lastRecord(await studentOf(school, 'Петрова Мария'));
    await tamper(`update change set after = jsonb_set(after, '{value}', '2') where id = :id`, { id: masha.id });
    expect(await verify()).toMatchObject({ state: 'same' });
    const { hash: of5b } = await school.as('morozov', act => classJournalState(act, 1));
    expect(await verify(of5b!)).toMatchObject({ state: 'same', since: { records: 1 } });
    await tamper('update change set after = :after::jsonb where id = :id', {
      id: masha.id,
      after: JSON.stringify(masha.after),
    });
  });

  test('after a month the file is thrown away; the paper can still be held against the history, also without its row', async () => {
    school.world.set('2026-12-28T03:45:00+03:00');
    await school.house.asHouse(forgetClassJournals);
    expect(await query(school, 'select 1 from class_journal where content is not null')).toEqual([]);
    expect(await verify()).toMatchObject({ state: 'same' });
    const list = (await (await school.browser('morozov')).get('/reports/class-journals')).body;
    expect(text(list)).toContain('Файл больше не хранится');
    await query(school, 'delete from class_journal where hash = :hash', { hash });
    expect(await verify()).toMatchObject({ state: 'same', className: '3К', differsFrom: null });
    school.world.set('2026-11-24T12:30:00+03:00');
  });
});

describe('a class of forty with names of forty-five letters', () => {
  const longName = (at: number) =>
    `${String.fromCodePoint(1040 + (at % 32))}${at < 32 ? 'а' : 'о'}лександровская-Константинопольск Владислава`;
  let id: number;
  let courseId: number;

  beforeAll(async () => {
    const [made] = await query<{ id: number }>(
      school,
      `insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
       select max(y.id), 7, 'Ю', (select id from person where login = 'orlova'), 'quarter' from school_year y returning id`,
    );
    id = made!.id;
    for (let at = 0; at < 40; at++) await addStudent(school, id, longName(at));
    courseId = await addCourse(school, id, { subject: 'Занимательное языкознание', teacher: 'orlova' });
    await query(
      school,
      `insert into lesson (course_id, day, slot, room, topic, homework)
       select :courseId, date '2026-09-01' + (n / 4), 1 + n % 4, '1', 'Тема урока номер ' || n || ': сложносочинённые предложения',
         'Упражнение ' || n || ', повторить правило и выучить словарные слова' from generate_series(0, 169) n`,
      { courseId },
    );
  });

  test('170 lessons stand on nine pairs of pages, every name on each left one, and nothing is cut', async () => {
    await printed('sokolova', id);
    const [row] = await query<{ content: Buffer }>(
      school,
      'select content from class_journal where school_class_id = :id',
      { id },
    );
    const printedPages = await pdfPages(row!.content);
    expect(cutPieces(printedPages)).toEqual([]);
    const ofCourse = printedPages.flatMap((page, at) =>
      page.text.includes('Занимательное языкознание, 7Ю') ? [{ ...page, number: at + 1 }] : [],
    );
    const lefts = ofCourse.filter(({ text }) => text.includes('Фамилия, имя'));
    const held = ofCourse.flatMap(({ text }) => [...text.matchAll(/номер (\d+)/g)].map(([, number]) => Number(number)));
    expect(held).toEqual(Array.from({ length: 170 }, (_, at) => at));
    expect(lefts.map(({ number }) => number)).toEqual(Array.from({ length: 9 }, (_, at) => lefts[0]!.number + 2 * at));
    for (const { number, pieces } of lefts) {
      expect(number % 2).toBe(0);
      const numbers = pieces.map(piece => piece.text).filter(piece => /^\d{1,2}$/.test(piece));
      expect(numbers).toEqual(expect.arrayContaining(Array.from({ length: 40 }, (_, at) => String(at + 1))));
    }
  });

  test('forty students and 170 lessons are asked for in as many statements as none', async () => {
    const empty = await query<{ id: number }>(
      school,
      `with k as (insert into school_class (year_id, grade, letter, period_kind) select max(y.id), 7, 'Я', 'quarter' from school_year y returning id)
       insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
       select k.id, c.subject_id, c.teacher_id, 2, true from k, course c where c.id = :courseId returning school_class_id as id`,
      { courseId },
    );
    const count = async (ofClass: number) => {
      const journal = await school.as('sokolova', act => orderClassJournal(act, ofClass));
      return school.countQueries(() => school.as('sokolova', act => readClassJournal(act, journal)));
    };
    expect(await count(id)).toBe(await count(empty[0]!.id));
  });
});
