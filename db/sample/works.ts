import { byCourse, type Sheet } from './lessons.ts';
import type { WorkName } from './work-kinds.ts';

/** A work the whole class does in a lesson. */
export interface Work {
  name: WorkName;
  control: boolean;
  /** Which of its kind in the course, from 1. */
  number: number;
}

/** How often a subject's teacher gives the whole class a work: small ones every so many lessons, control works too. */
interface Habit {
  small: readonly WorkName[];
  every: number;
  controls: readonly WorkName[];
}

const habits: Record<string, Habit> = {
  'Русский язык': habit(5, ['самостоятельная работа', 'тест'], ['диктант', 'контрольная работа']),
  'Литературное чтение': habit(6, ['чтение наизусть', 'тест'], []),
  Литература: habit(5, ['чтение наизусть', 'тест'], ['сочинение']),
  'Английский язык': habit(5, ['тест', 'самостоятельная работа', 'проект'], ['контрольная работа']),
  Математика: habit(5, ['самостоятельная работа'], ['контрольная работа']),
  Алгебра: habit(5, ['самостоятельная работа', 'тест'], ['контрольная работа']),
  Геометрия: habit(5, ['самостоятельная работа'], ['контрольная работа']),
  'Вероятность и статистика': habit(4, ['практическая работа', 'самостоятельная работа'], []),
  Информатика: habit(3, ['практическая работа', 'тест'], ['контрольная работа']),
  'Окружающий мир': habit(5, ['тест', 'проект', 'практическая работа'], ['контрольная работа']),
  История: habit(5, ['тест', 'самостоятельная работа'], ['контрольная работа']),
  Обществознание: habit(5, ['тест'], ['контрольная работа']),
  География: habit(4, ['практическая работа', 'тест'], []),
  Биология: habit(4, ['лабораторная работа', 'тест'], ['контрольная работа']),
  Физика: habit(5, ['лабораторная работа', 'самостоятельная работа'], ['контрольная работа']),
  Химия: habit(5, ['практическая работа', 'самостоятельная работа'], ['контрольная работа']),
  'Изобразительное искусство': habit(3, ['практическая работа'], []),
  Музыка: habit(5, ['тест'], []),
  'Труд (технология)': habit(4, ['практическая работа', 'проект'], []),
  'Физическая культура': habit(4, ['норматив'], []),
  'Основы безопасности и защиты Родины': habit(5, ['тест', 'практическая работа'], []),
  'Индивидуальный проект': habit(6, ['проект'], []),
};

/**
 * Plans the works of the year for every graded course. A control work stands in a subject at most once in 17 days,
 * in a class at most once a day, and in neither its first nor its last lesson of the day.
 */
export function planWorks(sheets: readonly Sheet[]): Map<Sheet, Work> {
  const works = new Map<Sheet, Work>();
  const lastSlots = lastSlotOfDay(sheets);
  const taken = new Map<string, string>();
  for (const [course, own] of byCourse(sheets)) {
    const plan = habits[course.line.subject.name];
    if (!course.graded || !plan) continue;
    // A substitute teaches the topic and leaves the works to the colleague.
    const taught = own.filter(sheet => sheet.taughtBy === course.teacher);
    planCourse(taught, plan, { works, taken, lastSlots });
  }
  return works;
}

function planCourse(
  own: readonly Sheet[],
  plan: Habit,
  options: { works: Map<Sheet, Work>; taken: Map<string, string>; lastSlots: ReadonlyMap<string, number> },
): void {
  const { works, taken, lastSlots } = options;
  const counts = new Map<WorkName, number>();
  const give = (sheet: Sheet, name: WorkName, control: boolean) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    works.set(sheet, { name, control, number: counts.get(name)! });
  };
  const {
    hours,
    subject: { name: subject },
  } = own[0]!.course.line;
  const between = Math.max(10, hours * 3 + 2);
  const offset = own[0]!.course.id % 3;
  let nextControl = Math.round(between * 0.8) + offset;
  let nextSmall = 2 + offset;
  for (const sheet of own) {
    const day = dayKey(sheet);
    // The other subgroup writes its own at the same time.
    const isFree = !taken.has(day) || (taken.get(day) === subject && sheet.course.line.subgroup !== null);
    const fits = isFree && sheet.row.slot > 1 && sheet.row.slot < lastSlots.get(day)!;
    if (plan.controls.length > 0 && sheet.number >= nextControl && fits) {
      give(sheet, turn(plan.controls, sheet.number, between), true);
      taken.set(day, subject);
      nextControl = sheet.number + between;
    } else if (sheet.number >= nextSmall) {
      give(sheet, turn(plan.small, sheet.number, plan.every), false);
      nextSmall = sheet.number + plan.every;
    }
  }
}

function turn(names: readonly WorkName[], number: number, every: number): WorkName {
  return names[Math.floor(number / every) % names.length]!;
}

function dayKey(sheet: Sheet): string {
  return `${sheet.row.day} ${sheet.course.line.schoolClass.name}`;
}

function lastSlotOfDay(sheets: readonly Sheet[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const sheet of sheets) last.set(dayKey(sheet), Math.max(last.get(dayKey(sheet)) ?? 0, sheet.row.slot));
  return last;
}

function habit(every: number, small: WorkName[], controls: WorkName[]): Habit {
  return { every, small, controls };
}
