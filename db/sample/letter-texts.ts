export type ChildKey = 'masha' | 'vanya' | 'dima' | 'egor';

/** A letter of the cast. */
export interface SampleLetter {
  title: string;
  about: ChildKey | null;
  between: readonly string[];
  daysAgo: number;
  /** The last part has not been read yet. */
  unread: boolean;
  parts: readonly { by: string; text: string }[];
}

/** Of the staff, who keeps office hours. */
export const officeHours: Readonly<Record<string, string>> = {
  ivanova: 'вторник и четверг, 15:00–16:00, кабинет 301',
  orlova: 'среда, 15:00–16:30, кабинет 215',
  volkov: 'понедельник, 14:30–15:30, спортивный зал',
  fedorova: 'понедельник и пятница, 13:00–14:00, кабинет 101',
  morozov: 'ежедневно, 16:00–17:00, кабинет 212',
  kuznetsov: 'вторник, 14:30–16:00, кабинет 309',
};

export const letters: readonly SampleLetter[] = [
  {
    title: 'Математика: как помочь дома',
    about: 'masha',
    between: ['petrova', 'ivanova'],
    daysAgo: 5,
    unread: true,
    parts: [
      {
        by: 'petrova',
        text: 'Наталья Петровна, здравствуйте. Маша дома решает без ошибок, а на самостоятельных теряется. Что посоветуете?',
      },
      {
        by: 'ivanova',
        text: 'Здравствуйте, Ольга Николаевна. Маша спешит и не проверяет. Попробуйте дома засекать время с запасом: десять минут на решение и пять на проверку.',
      },
      { by: 'petrova', text: 'Спасибо, попробуем. Напишу, как пойдёт.' },
      {
        by: 'ivanova',
        text: 'Вижу первые плоды: сегодня Маша сама нашла ошибку у доски. Если удобно, зайдите в четверг после 15:00, покажу её тетрадь.',
      },
    ],
  },
  {
    title: 'Дежурство Димы в столовой',
    about: 'dima',
    between: ['smirnov', 'ivanova'],
    daysAgo: 1,
    unread: true,
    parts: [
      {
        by: 'smirnov',
        text: 'Добрый день. Дима говорит, что в среду дежурит в столовой. Ему приходить раньше обычного?',
      },
    ],
  },
  {
    title: 'Прописи для Егора',
    about: 'egor',
    between: ['kozlova', 'fedorova'],
    daysAgo: 7,
    unread: false,
    parts: [
      { by: 'kozlova', text: 'Светлана Игоревна, у Егора закончились прописи. Какие купить?' },
      { by: 'fedorova', text: 'Вторую часть того же набора. В классе есть запасные, сегодня дам ему одну.' },
      { by: 'kozlova', text: 'Большое спасибо.' },
    ],
  },
  {
    title: 'Открытый урок в декабре',
    about: null,
    between: ['morozov', 'ivanova'],
    daysAgo: 3,
    unread: false,
    parts: [
      {
        by: 'morozov',
        text: 'Наталья Петровна, предлагаю вам открытый урок в 5Б на второй неделе декабря. Подойдёт тема про дроби?',
      },
      { by: 'ivanova', text: 'Подойдёт. Лучше в четверг, четвёртым уроком.' },
    ],
  },
];
