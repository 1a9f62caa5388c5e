import type { Chance } from './chance.ts';
import type { Sheet } from './lessons.ts';

/** Words the task of a lesson: `through(60)` is the place in a book of 60 paragraphs at this time of the year. */
type Task = (through: (most: number) => number, chance: Chance) => string;

const tasks: Record<string, Task> = {
  'Русский язык': (through, chance) =>
    `§ ${through(60)}, упр. ${through(640)}${chance.happens(0.3) ? ', выучить правило' : ''}`,
  'Литературное чтение': (through, chance) =>
    `Стр. ${through(180)}–${through(180) + 3}, ${chance.one(['выразительное чтение', 'пересказ', 'наизусть'])}`,
  Литература: (_, chance) =>
    chance.one([
      'Читать следующую главу',
      'Прочитать произведение до конца',
      'Выучить отрывок наизусть',
      'Письменно ответить на вопрос 3',
      'Подготовить пересказ',
      'Составить план рассказа о герое',
    ]),
  'Английский язык': (through, chance) =>
    `Стр. ${through(120)}, упр. ${chance.whole(1, 9)}; ${chance.one(['выучить слова', 'повторить диалог', 'перевести текст', 'рабочая тетрадь'])}`,
  Математика: (through, chance) =>
    `§ ${through(42)}, № ${100 + through(800)} (${chance.one(['а–в', 'а, б', '1–4', 'б, г'])})`,
  Алгебра: (through, chance) =>
    `§ ${through(30)}, № ${100 + through(800)} (${chance.one(['а–в', 'а, г', '1–4', 'б, в'])})`,
  Геометрия: (through, chance) => `П. ${through(90)}, № ${through(700)}, ${through(700) + chance.whole(2, 9)}`,
  'Вероятность и статистика': through => `§ ${through(30)}, № ${through(200)}`,
  Информатика: (through, chance) => `§ ${through(22)}, вопросы 1–${chance.whole(3, 6)}`,
  'Окружающий мир': (through, chance) =>
    `Стр. ${through(120)}–${through(120) + 3}, ${chance.one(['ответить на вопросы', 'рабочая тетрадь', 'подготовить сообщение'])}`,
  История: (through, chance) =>
    `§ ${through(50)}, ${chance.one(['вопросы устно', 'выучить даты', 'заполнить таблицу', 'работа с картой'])}`,
  Обществознание: (through, chance) =>
    `§ ${through(30)}, ${chance.one(['задания 1–3', 'выучить понятия', 'привести два примера'])}`,
  География: (through, chance) =>
    `§ ${through(50)}, ${chance.one(['контурная карта', 'вопросы 2–4', 'названия на карте'])}`,
  Биология: (through, chance) =>
    `§ ${through(45)}, ${chance.one(['вопросы 1–4', 'рисунок в тетради', 'выучить термины'])}`,
  Физика: (through, chance) => `§ ${through(60)}, упр. ${through(34)} (${chance.whole(1, 4)})`,
  Химия: (through, chance) => `§ ${through(45)}, № ${chance.whole(1, 8)} письменно`,
  'Изобразительное искусство': (_, chance) =>
    chance.one(['Принести гуашь и кисти', 'Закончить рисунок', 'Принести цветную бумагу']),
  Музыка: (_, chance) => chance.one(['Выучить слова песни', 'Подготовить сообщение о композиторе']),
  'Труд (технология)': (_, chance) =>
    chance.one(['Принести материалы для изделия', 'Закончить эскиз', 'Повторить технику безопасности']),
  'Физическая культура': (_, chance) =>
    chance.one(['Комплекс утренней гимнастики', 'Прыжки через скакалку, 2 подхода', 'Повторить правила игры']),
  'Основы безопасности и защиты Родины': through => `§ ${through(30)}, вопросы 1–3`,
  'Индивидуальный проект': (_, chance) =>
    chance.one(['Дополнить список источников', 'Подготовить план главы', 'Черновик введения']),
};

const seldomGiven = new Set(['Изобразительное искусство', 'Музыка', 'Труд (технология)', 'Физическая культура']);
const weeksOfYear = 34;

/** The homework of a lesson; null is «не задано», said explicitly. None in grade 1, little after a control work. */
export function homeworkFor(sheet: Sheet, chance: Chance, isControl: boolean): string | null {
  const { schoolClass, subject, hours } = sheet.course.line;
  const task = tasks[subject.name];
  if (schoolClass.grade === 1 || !task) return null;
  const share = isControl ? 0.25 : seldomGiven.has(subject.name) ? 0.2 : 0.94;
  const through = (most: number) => 1 + Math.floor(Math.min(sheet.number / (hours * weeksOfYear), 0.99) * most);
  return chance.happens(share) ? task(through, chance) : null;
}
