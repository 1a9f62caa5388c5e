import type { Sheet } from '../lessons.ts';
import type { Work } from '../works.ts';
import { topicsOf } from './topics-of.ts';

/** The topic of a lesson: the course's topics in turn, each for one lesson or several, and the works by their names. */
export function topicOf(sheet: Sheet, work: Work | undefined): string {
  const { subject, schoolClass, hours } = sheet.course.line;
  const topics = topicsOf(subject.name, schoolClass.grade);
  const span = Math.max(1, Math.ceil((hours * 34) / topics.length));
  const topic = topics[Math.floor(sheet.number / span) % topics.length]!;
  if (work?.control) return `${capital(work.name)} № ${work.number} по теме «${topic}»`;
  if (work?.name === 'лабораторная работа' || work?.name === 'практическая работа') {
    return `${topic}. ${capital(work.name)} № ${work.number}`;
  }
  return [topic, `${topic}. Закрепление`, `${topic}. Решение заданий`, `${topic}. Обобщение`][
    Math.min(sheet.number % span, 3)
  ]!;
}

function capital(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}
