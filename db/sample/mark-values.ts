import { type Chance, chanceOf } from './chance.ts';

const easy = new Set([
  'Физическая культура',
  'Музыка',
  'Изобразительное искусство',
  'Труд (технология)',
  'Информатика',
]);
const strict = new Set(['Алгебра', 'Геометрия', 'Математика', 'Физика', 'Химия', 'Русский язык']);

/**
 * The mark a student earns: 5, 4, 3 and 2 at about 30, 40, 25 and 5 % over the school, by the student's gift, the bent
 * for the subject and the day. `harder` lowers the chances in a difficult work.
 */
export function markValue(subject: string, student: number, chance: Chance, harder: number): number {
  const gift = chanceOf('gift', student).normal();
  const bent = chanceOf('bent', student, subject).normal();
  const ease = (easy.has(subject) ? 0.6 : strict.has(subject) ? -0.25 : -0.05) - harder;
  const score = 0.74 * gift + 0.32 * bent + 0.6 * chance.normal() + ease;
  if (score > 0.52) return 5;
  if (score > -0.52) return 4;
  return score > -1.65 ? 3 : 2;
}
