/** What one kind of teacher teaches, and how the sample school fills its staff room. */
export interface Speciality {
  name: string;
  /** Subjects which one teacher keeps together in a class. */
  bundles: readonly (readonly string[])[];
  /** The subgroup this speciality takes where the other belongs to another one. */
  subgroup?: 1 | 2;
  shareOfWomen: number;
  /** Members of the cast and the classes that are theirs in any school. */
  fixed?: readonly { login: string; classes: readonly string[]; never?: string }[];
  rooms: readonly string[];
}

const floor = (first: number, count = 40) => Array.from({ length: count }, (_, index) => String(first + index));

/** The subject teachers, in the order rooms are given to them. */
export const specialities: readonly Speciality[] = [
  {
    name: 'русский язык и литература',
    bundles: [['Русский язык', 'Литература']],
    shareOfWomen: 0.95,
    fixed: [{ login: 'orlova', classes: ['5Б', '9А'] }],
    rooms: floor(201),
  },
  { name: 'английский язык', bundles: [['Английский язык']], shareOfWomen: 0.9, rooms: floor(241) },
  {
    name: 'математика и информатика',
    bundles: [['Математика'], ['Алгебра', 'Геометрия', 'Вероятность и статистика'], ['Информатика']],
    shareOfWomen: 0.6,
    fixed: [{ login: 'ivanova', classes: ['5Б'], never: 'Информатика' }],
    rooms: floor(301),
  },
  {
    name: 'история и обществознание',
    bundles: [['История'], ['Обществознание']],
    shareOfWomen: 0.5,
    rooms: floor(331),
  },
  { name: 'география', bundles: [['География'], ['Индивидуальный проект']], shareOfWomen: 0.8, rooms: floor(341) },
  { name: 'биология и химия', bundles: [['Биология'], ['Химия']], shareOfWomen: 0.9, rooms: floor(351) },
  { name: 'физика', bundles: [['Физика']], shareOfWomen: 0.4, rooms: floor(371) },
  { name: 'музыка', bundles: [['Музыка']], shareOfWomen: 0.9, rooms: ['актовый зал', ...floor(161)] },
  {
    name: 'физическая культура',
    bundles: [['Физическая культура']],
    shareOfWomen: 0.3,
    fixed: [{ login: 'volkov', classes: ['5Б'] }],
    rooms: ['спортзал', 'малый зал', ...floor(1).map(number => `зал ${number}`)],
  },
  {
    name: 'технология и рисование',
    bundles: [['Труд (технология)'], ['Изобразительное искусство']],
    subgroup: 1,
    shareOfWomen: 1,
    rooms: floor(171),
  },
  {
    name: 'технология и ОБЗР',
    bundles: [['Труд (технология)'], ['Основы безопасности и защиты Родины']],
    subgroup: 2,
    shareOfWomen: 0,
    rooms: ['мастерская', ...floor(2).map(number => `мастерская ${number}`)],
  },
];

/** Everything a teacher of a primary class teaches it. */
export const primarySubjects: readonly string[] = [
  'Русский язык',
  'Литературное чтение',
  'Математика',
  'Окружающий мир',
  'Основы религиозных культур и светской этики',
  'Изобразительное искусство',
  'Труд (технология)',
];

/** The school's leaders teach a little too: one subject, in some grades, a few hours. */
export const leaders = [
  { login: 'sokolova', role: 'director', subject: 'История', fromGrade: 10, most: 4, room: '281' },
  { login: 'morozov', role: 'deputy', subject: 'Обществознание', fromGrade: 8, most: 8, room: '282' },
  { login: 'kuznetsov', role: 'registrar', subject: 'Информатика', fromGrade: 5, most: 12, room: '300' },
] as const;
