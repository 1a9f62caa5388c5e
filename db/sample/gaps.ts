import type { Day } from '../day.ts';
import { chanceOf } from './chance.ts';
import { byCourse, type Sheet } from './lessons.ts';

export type Missing = 'topic' | 'homework' | 'attendance';

/**
 * What teachers have forgotten, by construction: in the last lesson of the course before today, when that was one of
 * the last five days of lessons, this one thing is missing. 5Б has all three, from Орлова, Иванова and Волков.
 */
export const forgotten: readonly { className: string; subject: string; missing: Missing }[] = [
  { className: '5Б', subject: 'Русский язык', missing: 'homework' },
  { className: '5Б', subject: 'Математика', missing: 'attendance' },
  { className: '5Б', subject: 'Физическая культура', missing: 'topic' },
  { className: '1А', subject: 'Окружающий мир', missing: 'topic' },
  { className: '1А', subject: 'Музыка', missing: 'attendance' },
  { className: '2А', subject: 'Английский язык', missing: 'homework' },
  { className: '6А', subject: 'История', missing: 'topic' },
  { className: '7А', subject: 'Физика', missing: 'attendance' },
  { className: '8Б', subject: 'Химия', missing: 'homework' },
  { className: '9А', subject: 'Литература', missing: 'homework' },
  { className: '9А', subject: 'Геометрия', missing: 'topic' },
  { className: '11А', subject: 'Обществознание', missing: 'attendance' },
];

/** The lessons with something missing: the forgotten ones, and of today's now and then one of another class. */
export function findGaps(sheets: readonly Sheet[], today: Day): Map<Sheet, Missing> {
  const recent = new Set([...new Set(sheets.map(sheet => sheet.row.day))].filter(day => day < today).slice(-5));
  const gaps = new Map<Sheet, Missing>();
  for (const [course, own] of byCourse(sheets)) {
    const { schoolClass, subject, subgroup } = course.line;
    const gap = forgotten.find(one => one.className === schoolClass.name && one.subject === subject.name);
    const last = own.findLast(sheet => recent.has(sheet.row.day));
    if (gap && last && subgroup !== 2) gaps.set(last, gap.missing);
    for (const sheet of own) if (sheet.row.day === today && isNotYetFilled(sheet)) gaps.set(sheet, 'topic');
  }
  return gaps;
}

// Today's lessons of the cast's children are all in order.
function isNotYetFilled(sheet: Sheet): boolean {
  const { grade, name } = sheet.course.line.schoolClass;
  return grade > 2 && name !== '5Б' && chanceOf('today', sheet.row.id).happens(0.06);
}
