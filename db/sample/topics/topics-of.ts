const table: Record<string, readonly string[]> = {
  Математика: [
    'Обыкновенные дроби',
    'Сравнение дробей',
    'Сложение и вычитание дробей',
    'Смешанные числа',
    'Десятичные дроби',
  ],
  'Русский язык': [
    'Правописание приставок',
    'Имя существительное',
    'Имя прилагательное',
    'Глагол',
    'Текст и его части',
  ],
};

/** The topics of a subject in a grade, in the order they are taught. */
export function topicsOf(subject: string, grade: number): readonly string[] {
  return table[subject] ?? [`${subject}, ${grade} класс: введение`, 'Повторение пройденного'];
}
