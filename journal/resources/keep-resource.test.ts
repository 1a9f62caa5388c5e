import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdf } from '#test/files.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, lessonOf, query, refusalOf, type SmallClass, smallClass, studentOf } from '#test/journal.ts';
import { fillLesson } from '../fill-lesson.ts';
import { studentHomework } from '../student-homework.ts';
import { addFile, addLink, removeResource } from './keep-resource.ts';
import { readLink } from './read-link.ts';
import { resourceFile } from './resource-file.ts';
import { resourcesOf } from './resources-of.ts';

let school: TestSchool;
let chess: SmallClass;
let id: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  id = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 4 });
});
afterAll(() => school.close());

const link = (url: string, login = 'ivanova') => school.as(login, act => addLink(act, id, { url }));
const listed = async (lessonId = id) =>
  (await school.as('ivanova', act => resourcesOf(act, [lessonId]))).get(lessonId) ?? [];

describe('an address', () => {
  test.each([
    ['https://resh.edu.ru/subject/12/', 'https://resh.edu.ru/subject/12/', 'resh.edu.ru/subject/12/'],
    ['resh.edu.ru', 'https://resh.edu.ru/', 'resh.edu.ru'],
    ['Школа.рф:8080/урок', 'https://xn--80atdl2c.xn--p1ai:8080/%D1%83%D1%80%D0%BE%D0%BA', 'школа.рф:8080/урок'],
    ['аррӏе.com/%', 'https://xn--80ak6aa92e.com/%', 'xn--80ak6aa92e.com/%'],
  ])('«%s» is kept as an address of the web', (typed, url, title) => {
    expect(readLink({ url: typed })).toEqual({ url, title });
  });

  test.each([
    ...['', 'просто слова', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a.ru/x'],
    ...['//', 'https://', 'https://user:secret@a.ru/', 'localhost', 'mailto:a@b.ru', ' java\nscript:alert(1)'],
  ])('«%s» is none', typed => {
    expect(() => readLink({ url: typed })).toThrow('resource/link');
  });

  test('and its title have their limits', () => {
    expect(() => readLink({ url: `https://a.ru/${'x'.repeat(2000)}` })).toThrow('resource/link-long');
    expect(() => readLink({ url: 'https://a.ru', title: 'т'.repeat(201) })).toThrow('resource/title-long');
  });
});

describe('links and files of a lesson', () => {
  test('are hung by its teacher, shown with their site, and taken away leave a trace', async () => {
    const first = await link('https://resh.edu.ru/1');
    const file = await school.as('ivanova', act => addFile(act, id, { name: 'Задачи.pdf', content: pdf }));
    expect(await listed()).toEqual([
      {
        id: first,
        lessonId: id,
        title: 'resh.edu.ru/1',
        url: 'https://resh.edu.ru/1',
        host: 'resh.edu.ru',
        size: null,
      },
      { id: file, lessonId: id, title: 'Задачи.pdf', url: null, host: null, size: pdf.length },
    ]);
    await school.as('ivanova', act => removeResource(act, id, file));
    expect((await listed()).map(one => one.id)).toEqual([first]);
    const gone = await refusalOf(school.as('ivanova', act => resourceFile(act, id, file)));
    expect(gone.kind).toBe('not-found');
    const again = await refusalOf(school.as('ivanova', act => removeResource(act, id, file)));
    expect(again.kind).toBe('not-found');
    const [row] = await query<{ kept: boolean }>(
      school,
      'select removed_at is not null as kept from lesson_resource where id = :file',
      { file },
    );
    expect(row).toEqual({ kept: true });
  });

  test('are refused from others, in a closed period, of another kind, and past ten', async () => {
    expect((await refusalOf(link('https://a.ru', 'fedorova'))).kind).toBe('not-allowed');
    expect((await refusalOf(link('https://a.ru', 'petrova'))).kind).toBe('not-found');
    const program = school.as('ivanova', act => addFile(act, id, { name: 'a.exe', content: pdf }));
    expect(await refusalOf(program)).toMatchObject({ reason: 'file-kind', field: 'file' });
    const disguised = school.as('ivanova', act => addFile(act, id, { name: 'a.png', content: pdf }));
    expect(await refusalOf(disguised)).toMatchObject({ reason: 'file-content' });
    await query(school, 'update period set closed_at = now()');
    expect((await refusalOf(link('https://a.ru'))).reason).toBe('lesson/period-closed');
    await query(school, 'update period set closed_at = null');
    for (let left = 10 - (await listed()).length; left > 0; left--) await link('https://a.ru');
    expect((await refusalOf(link('https://a.ru'))).reason).toBe('resource/too-many');
  });

  test('open to the families of the class and to who reads the lesson; to another class they do not exist', async () => {
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
    const fileId = await school.as('ivanova', act => addFile(act, maths, { name: 'Дроби.pdf', content: pdf }));
    const opens = ['petrova', 'masha', 'smirnov', 'orlova', 'ivanova', 'morozov', 'sokolova'];
    const shut = ['kozlova', 'belova', 'volkov', 'fedorova', 'kuznetsov'];
    for (const login of opens) {
      const file = await school.as(login, act => resourceFile(act, maths, fileId));
      expect(file.name, login).toBe('Дроби.pdf');
    }
    for (const login of shut) {
      const refused = await refusalOf(school.as(login, act => resourceFile(act, maths, fileId)));
      expect(refused.kind, login).toBe('not-found');
    }
    // Under a lesson of one's own another lesson's file is not found either.
    const first = await lessonOf(school, { className: '1А', subject: 'Математика', day: '2026-11-24' });
    expect((await refusalOf(school.as('kozlova', act => resourceFile(act, first, fileId)))).kind).toBe('not-found');
    expect((await refusalOf(school.as('petrova', act => resourceFile(act, maths, 999_999)))).kind).toBe('not-found');
  });

  test('of a subgroup are not the other subgroup’s', async () => {
    const [masha, dima] = [await studentOf(school, 'Петрова Мария'), await studentOf(school, 'Смирнов Дмитрий')];
    const [course] = await query<{ id: number }>(
      school,
      `with k as (select e.school_class_id as id from enrolment e where e.student_id = :masha and e.until is null),
       g as (insert into subgroup (school_class_id, subject_id, number)
         select k.id, (select id from subject where name = 'Шахматы'), 1 from k returning id, school_class_id, subject_id),
       m as (insert into subgroup_member (subgroup_id, student_id, since) select g.id, :masha, '2026-09-01' from g)
       insert into course (school_class_id, subgroup_id, subject_id, teacher_id, hours_per_week, graded)
       select g.school_class_id, g.id, g.subject_id, (select id from person where login = 'volkov'), 1, true from g returning id`,
      { masha },
    );
    expect(dima).toBeGreaterThan(0);
    const lesson = await addLesson(school, course!.id, { day: '2026-11-24', slot: 7 });
    const fileId = await school.as('volkov', act => addFile(act, lesson, { name: 'Ходы.pdf', content: pdf }));
    for (const login of ['masha', 'petrova', 'volkov', 'ivanova'])
      expect((await school.as(login, act => resourceFile(act, lesson, fileId))).size, login).toBe(pdf.length);
    expect((await refusalOf(school.as('smirnov', act => resourceFile(act, lesson, fileId)))).kind).toBe('not-found');
  });

  test('come to the family with the homework', async () => {
    const maths = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
    await school.as('ivanova', act => fillLesson(act, maths, { homework: 'Задачи из файла' }));
    const masha = await studentOf(school, 'Петрова Мария');
    const [next] = await query<{ day: string }>(
      school,
      `select min(day)::text as day from lesson where day > '2026-11-24' and course_id = (select course_id from lesson where id = :maths)`,
      { maths },
    );
    const { tasks } = await school.as('petrova', act => studentHomework(act, masha, next!.day as '2026-11-25'));
    const task = tasks.find(one => one.givenAt === maths);
    expect(task).toMatchObject({ homework: 'Задачи из файла', resources: [{ title: 'Дроби.pdf' }] });
  });
});
