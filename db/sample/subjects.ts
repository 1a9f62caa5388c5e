/** A subject of the curriculum: hours a week by grade, from 1 to 11, and from which grade classes split for it. */
export interface SubjectPlan {
  name: string;
  shortName: string;
  hours: readonly number[];
  subgroupsFrom?: number;
  /** A subject without marks (domain, "Grade 1 and ungraded subjects"). */
  ungraded?: true;
}

/** The curriculum of a five-day week: 20 lessons in grade 1, 33 in grades 8–11. */
export const subjects: readonly SubjectPlan[] = [
  plan('Русский язык', 'рус. яз.', '5 5 5 5 5 6 4 3 3 2 3'),
  plan('Литературное чтение', 'лит. чт.', '4 4 4 4 0 0 0 0 0 0 0'),
  plan('Литература', 'лит-ра', '0 0 0 0 3 3 2 2 3 3 3'),
  { ...plan('Английский язык', 'англ. яз.', '0 2 2 2 3 3 3 3 3 3 3'), subgroupsFrom: 2 },
  plan('Математика', 'мат-ка', '4 4 4 4 5 5 0 0 0 0 0'),
  plan('Алгебра', 'алг.', '0 0 0 0 0 0 3 3 3 4 4'),
  plan('Геометрия', 'геом.', '0 0 0 0 0 0 2 2 2 2 2'),
  plan('Вероятность и статистика', 'вер. и стат.', '0 0 0 0 0 0 1 1 1 1 1'),
  { ...plan('Информатика', 'информ.', '0 0 0 0 1 1 1 1 1 2 2'), subgroupsFrom: 5 },
  plan('Окружающий мир', 'окр. мир', '2 2 2 2 0 0 0 0 0 0 0'),
  { ...plan('Основы религиозных культур и светской этики', 'ОРКСЭ', '0 0 0 1 0 0 0 0 0 0 0'), ungraded: true },
  plan('История', 'ист.', '0 0 0 0 3 3 3 3 3 2 2'),
  plan('Обществознание', 'общ.', '0 0 0 0 0 0 0 1 1 2 2'),
  plan('География', 'геогр.', '0 0 0 0 1 1 2 2 2 1 1'),
  plan('Биология', 'биол.', '0 0 0 0 1 1 1 2 2 1 1'),
  plan('Физика', 'физ.', '0 0 0 0 0 0 2 2 3 3 3'),
  plan('Химия', 'хим.', '0 0 0 0 0 0 0 2 2 2 2'),
  plan('Изобразительное искусство', 'ИЗО', '1 1 1 1 1 1 1 0 0 0 0'),
  plan('Музыка', 'муз.', '1 1 1 1 1 1 1 1 0 0 0'),
  { ...plan('Труд (технология)', 'труд', '1 1 1 1 2 2 2 1 1 0 0'), subgroupsFrom: 5 },
  plan('Физическая культура', 'физ-ра', '2 3 3 2 3 3 3 3 2 3 3'),
  plan('Основы безопасности и защиты Родины', 'ОБЗР', '0 0 0 0 0 0 0 1 1 1 1'),
  plan('Индивидуальный проект', 'инд. пр.', '0 0 0 0 0 0 0 0 0 1 0'),
];

/** How many hours a week the grade has of the subject. */
export function hoursIn(subject: SubjectPlan, grade: number): number {
  return subject.hours[grade - 1]!;
}

function plan(name: string, shortName: string, hours: string): SubjectPlan {
  return { name, shortName, hours: hours.split(' ').map(Number) };
}
