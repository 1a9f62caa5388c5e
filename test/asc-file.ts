import type { TestSchool } from './house.ts';
import { query } from './journal.ts';

/** An element of a file, to be changed by a test before the file is written. */
export interface AscElement {
  tag: string;
  attributes: Record<string, string>;
}

/** A file of aSc Timetables by its sections, in the order in which the program writes them. */
export interface AscSections {
  [section: string]: AscElement[];
}

export interface EntryRow {
  course: number;
  weekday: number;
  slot: number;
  week: string;
  room: string | null;
}

export interface CourseRow {
  id: number;
  class: string;
  subject: string;
  short: string;
  number: number | null;
  hours: number;
  teacher: string;
}

/** The timetable of the sample school on a day, as aSc Timetables would export it: all of it, or of some classes. */
export async function ascOf(
  school: TestSchool,
  { on = '2026-12-07', classes }: { on?: string; classes?: readonly string[] } = {},
): Promise<AscSections> {
  const courses = await query<CourseRow>(
    school,
    `select c.id, k.grade || k.letter as class, j.name as subject, j.short_name as short, g.number, c.hours_per_week as hours,
       p.family_name || ' ' || left(p.given_name, 1) || '. ' || left(p.patronymic, 1) || '.' as teacher
     from course c join school_class k on k.id = c.school_class_id join school_year y on y.id = k.year_id
     join subject j on j.id = c.subject_id join person p on p.id = c.teacher_id left join subgroup g on g.id = c.subgroup_id
     where :on::date between y.first_day and y.last_day ${classes ? 'and k.grade || k.letter = any(:classes)' : ''}
     order by k.grade, k.letter, c.id`,
    { on, classes: `{${classes?.join(',') ?? ''}}` },
  );
  const entries = await query<EntryRow>(
    school,
    `select t.course_id as course, t.weekday, t.slot, t.week, r.name as room from timetable_entry t
     left join room r on r.id = t.room_id
     where t.since <= :on and (t.until is null or t.until > :on) and t.course_id = any(:courses)
     order by t.weekday, t.slot, t.course_id`,
    { on, courses: `{${courses.map(({ id }) => id).join(',')}}` },
  );
  return sectionsOf(courses, entries);
}

/** The sections of a file with these courses and their places in the week. */
export function sectionsOf(courses: readonly CourseRow[], entries: readonly EntryRow[]): AscSections {
  const ids = (name: string, letter: string) => letter + Buffer.from(name).toString('hex').toUpperCase().slice(0, 40);
  const distinct = (names: readonly (string | null)[]) => [...new Set(names.filter(name => name !== null))] as string[];
  const classes = distinct(courses.map(one => one.class));
  const rooms = distinct(entries.map(({ room }) => room));
  const one = (tag: string, attributes: Record<string, string>) => ({ tag, attributes });
  const group = (name: string, title: string) => ids(`${name} ${title}`, 'G');
  const days = ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота'];
  const bit = (weekday: number) =>
    days
      .slice(0, 5)
      .map((_, at) => (at + 1 === weekday ? '1' : '0'))
      .join('');
  return {
    periods: Array.from({ length: 8 }, (_, at) =>
      one('period', {
        name: `${at + 1}`,
        short: `${at + 1}`,
        period: `${at + 1}`,
        starttime: `${8 + at}:30`,
        endtime: `${9 + at}:10`,
      }),
    ),
    daysdefs: [
      one('daysdef', { id: 'D0', name: 'Любой день', short: 'X', days: '10000,01000,00100,00010,00001' }),
      ...days
        .slice(0, 5)
        .map((name, at) => one('daysdef', { id: `D${at + 1}`, name, short: name.slice(0, 2), days: bit(at + 1) })),
    ],
    weeksdefs: [one('weeksdef', { id: 'W0', name: 'Каждую неделю', short: 'Все', weeks: '1' })],
    termsdefs: [one('termsdef', { id: 'T0', name: 'Весь год', short: 'Год', terms: '1' })],
    subjects: [...new Map(courses.map(course => [course.subject, course])).values()].map(({ subject, short }) =>
      one('subject', { id: ids(subject, 'S'), name: subject, short, partner_id: '' }),
    ),
    teachers: distinct(courses.map(({ teacher }) => teacher)).map(name =>
      one('teacher', {
        ...{
          id: ids(name, 'T'),
          firstname: name.split(' ').slice(1).join(' '),
          lastname: name.split(' ')[0]!,
          name,
          short: name,
        },
        ...{ gender: 'F', color: '#31C96A', email: '', mobile: '', partner_id: '' },
      }),
    ),
    buildings: [],
    classrooms: rooms.map(name =>
      one('classroom', { id: ids(name, 'R'), name, short: name, capacity: '*', buildingid: '*', partner_id: '' }),
    ),
    classes: classes.map(name =>
      one('class', {
        id: ids(name, 'C'),
        name: name.replace(/(\D)$/, '-$1'),
        short: name,
        teacherid: '',
        classroomids: '',
        grade: '',
        partner_id: '',
      }),
    ),
    groups: classes.flatMap(name =>
      [
        ['Весь класс', '0'],
        ['1 группа', '1'],
        ['2 группа', '1'],
        ['Мальчики', '2'],
        ['Девочки', '2'],
      ].map(([title, division]) =>
        one('group', {
          ...{ id: group(name, title!), name: title!, classid: ids(name, 'C'), studentids: '', studentcount: '' },
          ...{ entireclass: division === '0' ? '1' : '0', divisiontag: division! },
        }),
      ),
    ),
    students: [one('student', { id: 'U1', classid: ids(classes[0] ?? '', 'C'), name: 'Ученик', number: '1' })],
    studentsubjects: [],
    lessons: courses.map(course =>
      one('lesson', {
        ...{
          id: `L${course.id}`,
          classids: ids(course.class, 'C'),
          subjectid: ids(course.subject, 'S'),
          periodspercard: '1',
        },
        ...{ periodsperweek: `${course.hours}.0`, teacherids: ids(course.teacher, 'T'), classroomids: '' },
        groupids: group(course.class, course.number === null ? 'Весь класс' : `${course.number} группа`),
        ...{ capacity: '*', seminargroup: '', termsdefid: 'T0', weeksdefid: 'W0', daysdefid: 'D0', partner_id: '' },
      }),
    ),
    cards: entries.map(({ course, weekday, slot, room }) =>
      one('card', {
        ...{ lessonid: `L${course}`, classroomids: room === null ? '' : ids(room, 'R'), period: `${slot}` },
        ...{ weeks: '1', terms: '1', days: bit(weekday) },
      }),
    ),
  };
}

/** The file as text; with its declaration, whatever encoding it will be saved in. */
export function ascText(sections: AscSections, { encoding = 'UTF-8' }: { encoding?: string } = {}): string {
  const lines = Object.entries(sections).map(([name, elements]) => {
    const columns = Object.keys(elements[0]?.attributes ?? {}).join(',');
    const head = `   <${name} options="canadd,export:silent" columns="${columns}"`;
    return [`${head}>`, ...elements.map(element => `      ${elementText(element)}`), `   </${name}>`].join('\r\n');
  });
  return [
    `<?xml version="1.0" encoding="${encoding}"?>`,
    '<timetable ascttversion="2026.1.2" importtype="database" options="export:idprefix:%CHRID,groupstype1,decimalseparatordot" displayname="aSc Timetables 2012 XML">',
    ...lines,
    '</timetable>\r\n',
  ].join('\r\n');
}

function elementText({ tag, attributes }: AscElement): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<${tag} ${written.join(' ')}/>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The letters of Windows-1251 that a Russian school needs. */
export function windows1251(text: string): Buffer {
  const special = new Map([
    ['Ё', 0xa8],
    ['ё', 0xb8],
    ['№', 0xb9],
    ['«', 0xab],
    ['»', 0xbb],
    ['\u00a0', 0xa0],
    ['—', 0x97],
  ]);
  return Buffer.from(
    [...text].map(letter => {
      const code = letter.codePointAt(0)!;
      return code < 128 ? code : (special.get(letter) ?? code - 0x410 + 0xc0);
    }),
  );
}
