import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { readSheet } from '../spreadsheets.ts';
import { readPeople } from './read-people.ts';

/** A child and its mother as the school writes them down. */
interface Written {
  family: string;
  given: string;
  patronymic: string;
  grade: number;
  letter: string;
  birthday: { year: number; month: number; day: number };
  phone: string;
  email: string;
  mother: string;
}

const written: fc.Arbitrary<Written> = fc.record({
  family: fc.constantFrom('Ёлкина', 'Римская-Корсакова', 'О’Нил', 'Сухова'),
  given: fc.constantFrom('Анна', 'Алёна', 'Ия'),
  patronymic: fc.constantFrom('Ильинична', 'Саид кызы'),
  grade: fc.integer({ min: 1, max: 11 }),
  letter: fc.constantFrom('А', 'Б', 'Ё'),
  birthday: fc.record({
    year: fc.integer({ min: 2008, max: 2019 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  }),
  phone: fc.integer({ min: 0, max: 9_999_999 }).map(number => `900${String(number).padStart(7, '0')}`),
  email: fc.constantFrom('mama@example.org', 'мама@школа.рф', 'ivanova.m+5b@mail.example'),
  mother: fc.constantFrom('Ёлкина Вера Петровна', 'Ким Ольга Ивановна'),
});

const two = (number: number) => String(number).padStart(2, '0');
const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');

/** Each column under the names schools give it, with the ways its cells are written. */
const columns: Record<string, { heads: string[]; cells: ((one: Written) => string)[] }> = {
  name: {
    heads: ['ФИО', 'Ф.И.О. ученика', 'Фамилия, имя, отчество'],
    cells: [
      ({ family, given, patronymic }) => `${family} ${given} ${patronymic}`,
      ({ family, given, patronymic }) => `  ${family.toUpperCase()}  ${given}\u00a0${patronymic} `,
    ],
  },
  class: {
    heads: ['Класс', 'КЛАСС', 'Класс обучения'],
    cells: [
      ({ grade, letter }) => `${grade}${letter}`,
      ({ grade, letter }) => `${grade} "${letter.toLowerCase()}"`,
      ({ grade, letter }) => `${grade}-${letter} класс`,
      ({ grade, letter }) => `${grade} «${letter}»`,
    ],
  },
  birthday: {
    heads: ['Дата рождения', 'Дата рожд.', 'День  рождения'],
    cells: [
      ({ birthday: { year, month, day } }) => `${two(day)}.${two(month)}.${year}`,
      ({ birthday: { year, month, day } }) => `${day}/${month}/${year}`,
      ({ birthday: { year, month, day } }) => `${year}-${two(month)}-${two(day)}`,
      ({ birthday: { year, month, day } }) => `${day} ${months[month - 1]} ${year} г.`,
    ],
  },
  mother: { heads: ['Мать', 'ФИО матери', 'Мама (ФИО)'], cells: [({ mother }) => mother] },
  phone: {
    heads: ['Телефон матери', 'Тел. мамы', 'Мать, сотовый'],
    cells: [
      ({ phone }) => `+7${phone}`,
      ({ phone }) => `8 (${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6, 8)}-${phone.slice(8)}`,
      ({ phone }) => phone,
    ],
  },
  email: {
    heads: ['E-mail матери', 'Почта мамы'],
    cells: [({ email }) => email, ({ email }) => ` ${email.toUpperCase()}`],
  },
  other: { heads: ['№ п/п', 'Примечание', ''], cells: [() => '', () => 'болел; просил "позвонить",\nзавтра'] },
};

const order = fc.shuffledSubarray(Object.keys(columns), { minLength: 7, maxLength: 7 });
const way = fc.constantFrom('xlsx', 'utf-8', 'utf-8 with a mark', 'utf-16', 'windows-1251');
const titles = fc.constantFrom<string[][]>(
  [],
  [['Школа № 7'], []],
  [['Список', '', 'на 1 сентября 2026 г.'], [''], ['Всего:', '3']],
);

test('whoever is written in a list is read from it, in whatever order, spelling, encoding and under whatever title', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: 1, maxLength: 3 }),
      ...([order, way, titles, fc.constantFrom(';', ',', '\t'), fc.nat(11)] as const),
      async (people, names, encoding, above, between, style) => {
        const one = <T>(choices: T[], salt: number) => choices[(style + salt) % choices.length]!;
        const heads = names.map((name, at) => one(columns[name]!.heads, at));
        const lines = people.map((person, row) => names.map((name, at) => one(columns[name]!.cells, at + row)(person)));
        const { rows } = await sent([...above, heads, ...lines], { encoding, between });
        const { students, unread } = readPeople(rows);
        expect(unread).toEqual([]);
        expect(
          students.map(({ name, birthday, schoolClass, parents }) => ({ name, birthday, schoolClass, parents })),
        ).toEqual(
          people.map(person => ({
            name: expect.objectContaining({ givenName: person.given, patronymic: person.patronymic }),
            birthday: `${person.birthday.year}-${two(person.birthday.month)}-${two(person.birthday.day)}`,
            schoolClass: { grade: person.grade, letter: person.letter },
            parents: [expect.objectContaining({ kind: 'mother', email: person.email, phone: `+7${person.phone}` })],
          })),
        );
        expect(students.map(({ name }) => name.familyName.toLowerCase())).toEqual(
          people.map(({ family }) => family.toLowerCase()),
        );
      },
    ),
    { numRuns: 50 },
  );
});

/** The table as a file of that kind, read back as the program reads what is sent. */
async function sent(rows: string[][], { encoding, between }: { encoding: string; between: string }) {
  if (encoding === 'xlsx') {
    const book = await writeXlsx({ sheets: [{ name: 'Список', rows }] });
    return readSheet({ name: 'список.xlsx', content: Buffer.from(book) });
  }
  const quoted = (cell: string) => (/[";,\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const text = rows.map(row => row.map(quoted).join(between)).join('\r\n');
  return readSheet({ name: 'список.csv', content: bytesOf(text, encoding) });
}

function bytesOf(text: string, encoding: string): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding !== 'windows-1251') return Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`);
  return Buffer.from([...text].map(letter => bytesOfCyrillic.get(letter) ?? letter.charCodeAt(0)));
}

const bytesOfCyrillic = new Map(
  Array.from({ length: 128 }, (_, at) => [new TextDecoder('windows-1251').decode(Uint8Array.of(128 + at)), 128 + at]),
);
