import { readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../bot-api/person.ts';
import type { Seen } from '../bot-api/sight.ts';
import { query, studentOf } from '../journal.ts';
import { type PdfPage, pdfPages } from '../pdf.ts';
import { type OpenSchool, openSchoolWithTelegram } from '../telegram.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe.each([
  ['polls', false],
  ['is called', true],
])('the bot that %s', (_, webhook) => {
  let school: OpenSchool;
  let natalya: Person;
  let andrey: Person;
  let dmitry: Person;

  beforeAll(async () => {
    school = await openSchoolWithTelegram({ webhook });
    natalya = await school.linkedPhone('ivanova', { id: 601, first_name: 'Наталья' });
    andrey = await school.linkedPhone('morozov', { id: 602, first_name: 'Андрей' });
    dmitry = await school.linkedPhone('volkov', { id: 603, first_name: 'Дмитрий' });
  });
  afterAll(() => school.close());

  const documents = (person: Person) => person.sees().filter(({ file }) => file !== undefined);

  it('gives Иванова the marks of her class for the first quarter as a PDF with the figures of the journal', async () => {
    natalya.says('ведомость 5Б за первую четверть');
    const { text, file } = await natalya.receives(isFile);
    expect(plain(text)).toBe('Итоги успеваемости класса\n5Б — 1-я четверть');
    expect(file!.name).toBe('5Б Итоги успеваемости класса, 1 четверть.pdf');
    const pages = await pdfPages(file!.bytes);
    const given = await marksOf(school, 'Петрова Мария');
    const mean = Math.round((100 * given.reduce((sum, mark) => sum + mark, 0)) / given.length);
    const line = lineOf(pages, 'Петрова Мария');
    expect(given.length).toBeGreaterThan(7);
    expect(
      line
        .filter(piece => /^[2-5]$/.test(piece))
        .slice(0, given.length)
        .map(Number)
        .sort(),
    ).toEqual(given);
    expect(line).toContain(`${Math.floor(mean / 100)},${String(mean % 100).padStart(2, '0')}`);
    expect(pages.map(page => page.text).join(' ')).not.toContain('по болезни');
  });

  it('gives Морозов a spreadsheet that opens, after a question of which class', async () => {
    andrey.says('сводная ведомость успеваемости в экселе');
    const asked = await andrey.receives('О каком классе?');
    andrey.presses('9А', asked);
    const chosen = await andrey.receives('Сводная ведомость');
    andrey.presses('XLSX', chosen);
    const { file } = await andrey.receives(isFile);
    expect(file!.name).toBe('9А Сводная ведомость учёта успеваемости класса, 2026-2027.xlsx');
    const { sheets } = await readXlsx(file!.bytes);
    const cells = sheets.flatMap(({ rows }) => rows.flat());
    expect(cells).toContain('Алгебра');
    expect(cells.filter(cell => typeof cell === 'number').length).toBeGreaterThan(50);
  });

  it('refuses Волков the form of a class that is not his, in one sentence and without a file', async () => {
    dmitry.says('ведомость 5Б');
    const refused = await dmitry.receives('получают');
    expect(plain(refused.text)).toBe(
      'Отчёты о классе 5Б получают его классный руководитель, заместитель директора и директор.',
    );
    expect(documents(dmitry)).toEqual([]);
  });

  it('sends one file for a button that was tapped twice', async () => {
    natalya.says('/reports');
    const list = await natalya.receives('Выберите отчёт');
    natalya.presses('О классе', list);
    natalya.presses('Табель успеваемости', await natalya.receives(/Отчёты\sо\sклассе/));
    const shown = await natalya.receives('Табель успеваемости');
    const before = documents(natalya).length;
    natalya.presses('PDF', shown);
    natalya.presses('PDF', shown);
    await natalya.receives(isFile);
    natalya.says('меню');
    await natalya.receives('Здравствуйте');
    expect(documents(natalya).length - before).toBe(1);
  });
});

function isFile(message: Seen): boolean {
  return message.file !== undefined;
}

/** What stands in the line of a name, from left to right. */
function lineOf(pages: readonly PdfPage[], name: string): string[] {
  const page = pages.find(({ pieces }) => pieces.some(({ text }) => text === name))!;
  const own = page.pieces.find(({ text }) => text === name)!;
  const beside = page.pieces.filter(({ top, left }) => Math.abs(top - own.top) < 3 && left > own.left);
  return beside.toSorted((one, other) => one.left - other.left).map(({ text }) => text);
}

/** The marks of the first quarter in the journals of the student, from the lowest. */
async function marksOf(school: OpenSchool, name: string): Promise<number[]> {
  const studentId = await studentOf(school, name);
  const rows = await query<{ value: number }>(
    school,
    `select m.value from period_mark m join period p on p.id = m.period_id join school_year y on y.id = p.year_id
     where m.student_id = :studentId and m.replaced_at is null and m.value is not null and m.stage = 'period'
       and p.kind = 'quarter' and p.number = 1 and '2026-11-24' between y.first_day and y.last_day order by m.value`,
    { studentId },
  );
  return rows.map(({ value }) => value);
}
