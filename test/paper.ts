import Handlebars from 'handlebars';
import { beginReport, type GivenRow, reportHelpers } from '#templates/paper/collect-sheets.ts';
import type { PaperDocument } from '#templates/paper/sheet.ts';
import { wordingHelpers } from '#templates/wording.ts';

/** The sheets of a template that stands in the test itself. */
export function sheetsOf(template: string, view: object): PaperDocument {
  const handlebars = Handlebars.create();
  const helpers = wordingHelpers({ timeZone: 'Europe/Moscow', now: () => new Date('2026-11-24T12:30:00+03:00') });
  handlebars.registerHelper({ ...helpers, ...reportHelpers() });
  const report = beginReport();
  handlebars.compile(template, { strict: true, noEscape: true })(view, { data: { report } });
  return {
    ...{ sheets: report.sheets, at: new Date('2026-11-24T12:30:00+03:00') },
    school: 'Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 7»',
    printed: 'Напечатано 24 ноября 2026 в 12:30',
    pages: 'Страница {page} из {pages}',
    continued: 'продолжение',
  };
}

export const longName = 'Константинопольская-Задунайская Александрина М.';

const subjects = [
  ...['Русский язык', 'Литература', 'Родной язык (русский)', 'Иностранный язык (английский)'],
  ...['Второй иностранный язык (немецкий)', 'Алгебра', 'Геометрия', 'Вероятность и статистика', 'Информатика'],
  ...['История', 'Обществознание', 'География', 'Физика', 'Химия', 'Биология', 'Изобразительное искусство', 'Музыка'],
  ...['Труд (технология)', 'Физическая культура', 'Основы безопасности и защиты Родины', 'Индивидуальный проект'],
  'Россия — мои горизонты',
];

/** A class of forty with twenty-two subjects: each student has a row for each of five periods, the seventh a very long name. */
export function largeClass(): PaperDocument {
  const rows = Array.from({ length: 40 }, (_, student) => student + 1).flatMap(student =>
    ['I', 'II', 'III', 'IV', 'год'].map((term, at): GivenRow => {
      const marks = subjects.map((_, place) => [`s${place}`, 3 + ((student + place + at) % 3)]);
      const name = student === 7 ? longName : `Ученица ${student}`;
      const head = at === 0 ? { number: { value: student, rows: 5 }, name: { value: name, rows: 5 } } : {};
      return { joined: at > 0, cells: { ...head, term, ...Object.fromEntries(marks) } };
    }),
  );
  return sheetsOf(largeTemplate, { rows, subjects });
}

const largeTemplate = `{{#sheet landscape=true}}{{#title}}Сводная ведомость{{/title}}{{#line}}за 2026/2027 учебный год{{/line}}
{{#table rows}}{{column "number" "№"}}{{column "name" "Ученик" kind="text"}}{{column "term" "" kind="text"}}
{{#group "Предметы"}}{{#each subjects}}{{column (concat "s" @index) this kind="mark" vertical=true}}{{/each}}{{/group}}{{/table}}
{{signature "Классный руководитель" "М. А. Орлова"}}{{signature "Директор" "Е. В. Соколова" seal="М.П."}}{{/sheet}}`;
