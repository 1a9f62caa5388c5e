import { writeBook } from '#school/write-book.ts';
import { ascText, type CourseRow, type EntryRow, sectionsOf, windows1251 } from './asc-file.ts';

/*
 * A small school as the files it is kept in before there is a journal: the staff and the load as books with a title on top, the
 * students as a table of Windows-1251, the fathers as another one, the timetable of aSc.
 */

export interface SchoolFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const staff = [
  ['Директор', 'Соколова Елена Викторовна', '', 'sokolova@school.example'],
  ['Зам. директора по УВР, учитель английского языка', 'Морозов  Андрей Павлович', '', ''],
  ['Учитель математики', 'Иванова Наталья Петровна', '5А', ''],
  ['Учитель русского языка', 'Орлова Марина Александровна', '9А', ''],
  ['Учитель математики и информатики', 'Кузнецов Илья Сергеевич', '', ''],
  ['Учитель физкультуры', 'Волков Денис Олегович', '', ''],
  ['Учитель начальных классов', 'Фёдорова Светлана Игоревна', '1А', ''],
  ['Учитель английского языка', 'Белова Алла Юрьевна', '5Б', ''],
];

const children: Record<string, string[]> = {
  '1А': ['Козлов Егор Ильич', 'Ёлкина Дарья Олеговна', 'Жуков Артём Павлович', 'Зимина Алиса Романовна'],
  '5А': [
    ...['Петрова Мария Дмитриевна', 'Смирнов Дмитрий Алексеевич', 'Авдеев Илья Сергеевич', 'Тихонова Вера Ивановна'],
    ...['Рябов Олег Петрович', 'Шилова Анна Андреевна'],
  ],
  '5Б': ['Орлов Тимофей Андреевич', 'Гусева Полина Юрьевна', 'Лапин Марк Антонович', 'Быкова Яна Львовна'],
  '9А': ['Белов Роман Сергеевич', 'Котова Ольга Игоревна', 'Титов Иван Фёдорович', 'Юдина Софья Марковна'],
};

/** Class, subject, its abbreviation, teacher, hours, subgroup. */
const load: [string, string, string, string, number, number | null][] = [
  ['1А', 'Русский язык', 'рус. яз.', 'Фёдорова', 3, null],
  ['1А', 'Математика', 'мат-ка', 'Фёдорова', 3, null],
  ['1А', 'Физическая культура', 'физ-ра', 'Волков', 2, null],
  ['5А', 'Математика', 'мат-ка', 'Иванова', 5, null],
  ['5А', 'Русский язык', 'рус. яз.', 'Орлова', 5, null],
  ['5А', 'Английский язык', 'англ. яз.', 'Белова', 2, 1],
  ['5А', 'Английский язык', 'англ. яз.', 'Морозов', 2, 2],
  ['5А', 'Физическая культура', 'физ-ра', 'Волков', 2, null],
  ['5Б', 'Математика', 'мат-ка', 'Иванова', 5, null],
  ['5Б', 'Русский язык', 'рус. яз.', 'Орлова', 5, null],
  ['5Б', 'Английский язык', 'англ. яз.', 'Белова', 2, null],
  ['9А', 'Алгебра', 'алг.', 'Иванова', 3, null],
  ['9А', 'Русский язык', 'рус. яз.', 'Орлова', 3, null],
  ['9А', 'Информатика', 'информ.', 'Кузнецов', 2, null],
];

/** How many there are of each. */
export const counts = { staff: staff.length, students: Object.values(children).flat().length, courses: load.length };

const fullName = (family: string) => staff.find(([, name]) => name!.startsWith(family))![1]!.replace(/\s+/g, ' ');
const initials = (name: string) => name.replace(/^(\S+) (\S)\S* (\S)\S*$/, '$1 $2. $3.');
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** «Тарификация» and the like above, then headings in an order of their own. */
export async function staffFile(): Promise<SchoolFile> {
  const head = ['№ п/п', 'Должность', 'Фамилия Имя Отчество', 'Кл. рук.', 'E-mail'];
  const rows = staff.map((row, at) => [at + 1, ...row]);
  return {
    ...{ name: 'Штат.xlsx', mimeType: xlsx },
    buffer: await writeBook([
      { name: 'Лист1', columns: ['Педагогический состав', '', '', '', ''], rows: [head, ...rows] },
    ]),
  };
}

/** A table of Windows-1251 with semicolons, as spreadsheets save it; mothers beside their children. */
export function studentsFile(): SchoolFile {
  const rows = Object.entries(children).flatMap(([className, names]) =>
    names.map((name, at) => {
      const mother = motherOf(name);
      const born = `${String(at + 3).padStart(2, '0')}.04.${2026 - Number.parseInt(className, 10) - 6}`;
      return [
        born,
        className,
        name,
        /(на|ична)$/.test(name) ? 'ж' : 'м',
        mother,
        `8 900 100-0${at}-${className.length}0`,
      ];
    }),
  );
  const lines = [['Дата рождения', 'Класс', 'ФИО ученика', 'Пол', 'Мама', 'Тел. мамы'], ...rows];
  return {
    ...{ name: 'Ученики.csv', mimeType: 'text/csv' },
    buffer: windows1251(lines.map(line => line.join(';')).join('\r\n')),
  };
}

/** The fathers of 5А, brought in afterwards. */
export function fathersFile(): SchoolFile {
  const rows = children['5А']!.map(name => [name, '5А', fatherOf(name), 'отец']);
  const lines = [['Ребёнок', 'Класс', 'Родитель', 'Кем приходится'], ...rows];
  return {
    ...{ name: 'Отцы.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(`\ufeff${lines.map(line => line.join(',')).join('\n')}`),
  };
}

export async function loadFile(): Promise<SchoolFile> {
  const rows = load.map(([className, subject, , teacher, hours, group]) => [
    ...[initials(fullName(teacher)), hours, subject, className, group],
  ]);
  const columns = ['Педагог', 'Кол-во часов в неделю', 'Предмет', 'Класс', 'Подгруппа'];
  return { name: 'Тарификация.xlsx', mimeType: xlsx, buffer: await writeBook([{ name: 'Нагрузка', columns, rows }]) };
}

/** The timetable as aSc exports it, in Windows-1251: each lesson in the first place where nobody is twice. */
export function timetableFile(): SchoolFile {
  const courses: CourseRow[] = load.map(([className, subject, short, teacher, hours, number], at) => ({
    ...{ id: at + 1, class: className, subject, short, number, hours, teacher: initials(fullName(teacher)) },
  }));
  const text = ascText(sectionsOf(courses, placesOf(courses)), { encoding: 'windows-1251' });
  return { name: 'Расписание.xml', mimeType: 'text/xml', buffer: windows1251(text) };
}

function placesOf(courses: readonly CourseRow[]): EntryRow[] {
  const places: EntryRow[] = [];
  const taken = new Set<string>();
  for (const { id, class: className, subject, teacher, number, hours } of courses) {
    const cells = Array.from({ length: 30 }, (_, at) => ({ weekday: (at % 5) + 1, slot: Math.floor(at / 5) + 1 }));
    let given = 0;
    for (const { weekday, slot } of cells) {
      if (given === hours) break;
      // The second subgroup learns at the hour of the first.
      const whom = number === null ? className : `${className} ${subject} ${number}`;
      const others = number === null ? [className, `${className} 1`, `${className} 2`] : [className, whom];
      const keys = [...others, teacher].map(key => `${weekday} ${slot} ${key}`);
      if (keys.some(key => taken.has(key))) continue;
      for (const key of [whom, ...(number === null ? [] : [`${className} ${number}`]), teacher])
        taken.add(`${weekday} ${slot} ${key}`);
      places.push({ course: id, weekday, slot, week: 'both', room: `${100 + id}` });
      given++;
    }
  }
  return places;
}

function motherOf(child: string): string {
  const [family = ''] = child.split(' ');
  return `${/(в|н)$/.test(family) ? `${family}а` : family.replace(/ий$/, 'ая')} Ольга Николаевна`;
}

function fatherOf(child: string): string {
  const [family = ''] = child.split(' ');
  return `${family.replace(/(в|н)а$/, '$1')} Алексей Юрьевич`;
}
