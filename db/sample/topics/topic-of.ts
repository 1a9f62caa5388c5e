import type { Sheet } from '../lessons.ts';
import type { WorkName } from '../work-kinds.ts';
import type { Work } from '../works.ts';
import { topicsOf } from './topics-of.ts';

const weeksOfYear = 34;
const named: ReadonlySet<WorkName> = new Set(['лабораторная работа', 'практическая работа', 'самостоятельная работа']);
const problems = new Set(['Математика', 'Алгебра', 'Геометрия', 'Вероятность и статистика', 'Физика', 'Химия']);
const exercises = new Set(['Русский язык', 'Английский язык', 'Информатика']);

/** The line of the year's plan a lesson belongs to, from 0: every topic takes about as many lessons as any other. */
export function planLineOf({ course, number }: Pick<Sheet, 'course' | 'number'>): { index: number; topic: string } {
  const { subject, schoolClass, hours } = course.line;
  const topics = topicsOf(subject.name, schoolClass.grade);
  const index = Math.min(Math.floor((number * topics.length) / (hours * weeksOfYear)), topics.length - 1);
  return { index, topic: topics[index]! };
}

/** The topic of a lesson: the topics of the year in turn, a lesson or several for each, and the works by their names. */
export function topicOf(sheet: Sheet, work: Work | undefined): string {
  const { subject, schoolClass, hours } = sheet.course.line;
  const { index, topic } = planLineOf(sheet);
  if (work?.control) return controlTopic(work, topic);
  if (work && named.has(work.name)) return `${topic}. ${capital(work.name)} № ${work.number}`;
  const first = Math.ceil((index * hours * weeksOfYear) / topicsOf(subject.name, schoolClass.grade).length);
  const isLast = planLineOf({ ...sheet, number: sheet.number + 1 }).index > index;
  return continued(topic, subject.name, sheet.number - first, isLast);
}

function controlTopic(work: Work, topic: string): string {
  if (work.name === 'сочинение') return `Сочинение по теме «${topic}»`;
  return `${capital(work.name)} № ${work.number} по теме «${topic}»`;
}

// The second lesson of a topic and those after it say what is done with it now.
function continued(topic: string, subject: string, turn: number, isLast: boolean): string {
  if (turn <= 0) return topic;
  if (isLast && turn > 1) return `${topic}. Обобщение`;
  if (problems.has(subject)) return `${topic}. ${turn % 2 ? 'Решение задач' : 'Закрепление'}`;
  if (exercises.has(subject)) return `${topic}. ${turn % 2 ? 'Упражнения' : 'Закрепление'}`;
  return `${topic}. ${turn % 2 ? 'Продолжение темы' : 'Закрепление'}`;
}

function capital(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}
