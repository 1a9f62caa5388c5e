import type { ReactionKind } from '../forum/reaction.ts';
import usualSchool from '../founding/usual-school.json' with { type: 'json' };

/** Who put which sign under what was said. */
type Signs = { [K in ReactionKind]?: readonly string[] };

/** What is said on the sample forum. `by` is a login of the cast, or a speciality and which of its teachers: «физика 1». */
export interface Talk {
  section: string;
  title: string;
  by: string;
  /** How long before the moment of filling the topic was opened. */
  daysAgo: number;
  text: string;
  /** Signs under the text that opens it, and the name of the file it comes with. */
  signs?: Signs;
  file?: string;
  replies: { by: string; hoursLater: number; text: string; quotes?: number; signs?: Signs; file?: string }[];
  /** Of a suggestion: what has come of it, and why. */
  judged?: { state: 'planned' | 'done' | 'declined'; reason: string };
  /** Stands above the others since its last reply: by whom, and why. */
  pinned?: { by: string; reason: string };
}

export const sections = usualSchool.sections.map(({ key, name, description }) => [key, name, description] as const);

export const talks: readonly Talk[] = [
  {
    section: 'journal',
    title: 'Домашнее задание сразу на несколько уроков',
    by: 'ivanova',
    daysAgo: 41,
    text: 'Коллеги, часто задаю одну большую работу на неделю. Сейчас приходится вписывать её в каждый урок. Хорошо бы указывать срок сдачи один раз.',
    replies: [
      {
        by: 'математика и информатика 2',
        hoursLater: 3,
        text: 'Поддерживаю. У меня то же самое с проектами в 10-м классе.',
      },
      {
        by: 'kuznetsov',
        hoursLater: 6,
        text: 'Записал предложение. Пока посоветую писать срок прямо в тексте: «к пятнице».',
      },
      { by: 'ivanova', hoursLater: 26, text: 'Спасибо, так и делаю. Родителям понятно.' },
    ],
  },
  {
    section: 'journal',
    title: 'Напоминания в 15:30: удобно ли время?',
    by: 'kuznetsov',
    daysAgo: 29,
    text: 'Журнал присылает список незаполненного в 15:30. Кому-то в это время ещё на занятия кружка, кому-то уже поздно. Напишите, какое время удобнее большинству.',
    replies: [
      { by: 'fedorova', hoursLater: 2, text: 'Для начальной школы 15:30 хорошо: детей уже забрали.' },
      { by: 'volkov', hoursLater: 5, text: 'У меня секция до 17 часов. Но список не пропадает, смотрю после неё.' },
      { by: 'orlova', hoursLater: 8, text: 'Оставим как есть. Главное, что приходит одно сообщение, а не десять.' },
      { by: 'morozov', hoursLater: 24, text: 'Согласен. Оставляем 15:30 до конца четверти, потом вернёмся к вопросу.' },
    ],
  },
  {
    section: 'journal',
    title: 'Как правильно записать замещение',
    by: 'музыка 1',
    daysAgo: 12,
    text: 'Вела урок за коллегу. Тему записала, а домашнее задание чьё указывать: моё или по его плану?',
    replies: [
      {
        by: 'morozov',
        hoursLater: 4,
        text: 'Задание по плану основного учителя. Если плана под рукой нет, ставьте «не задано».',
      },
      { by: 'музыка 1', hoursLater: 5, text: 'Поняла, спасибо.' },
    ],
  },
  {
    section: 'teaching',
    title: 'Контрольные работы в 5Б: два дня подряд',
    by: 'orlova',
    daysAgo: 17,
    text: 'На следующей неделе у 5Б подряд стоят диктант и контрольная по математике. Наталья Петровна, давайте разведём, детям будет тяжело.',
    replies: [
      { by: 'ivanova', hoursLater: 1, text: 'Я могу перенести на среду. Как раз успеем повторить.' },
      { by: 'orlova', hoursLater: 2, text: 'Тогда диктант оставляю в понедельник. Договорились.' },
      {
        by: 'morozov',
        hoursLater: 7,
        text: 'Спасибо, что решили сами. Напоминаю: в день не больше одной контрольной на класс.',
      },
    ],
  },
  {
    section: 'teaching',
    title: 'Пробный экзамен по математике в 9 и 11 классах',
    by: 'morozov',
    daysAgo: 9,
    text: 'Предлагаю провести пробный экзамен в один день для обоих классов. Нужны четыре организатора в аудиториях и два кабинета на втором этаже. Кто готов помочь?',
    replies: [
      { by: 'физика 1', hoursLater: 3, text: 'Готов, у меня в этот день два окна.' },
      { by: 'ivanova', hoursLater: 4, text: 'Возьму девятый класс.' },
      { by: 'география 1', hoursLater: 20, text: 'Могу подежурить с третьего урока.' },
      { by: 'математика и информатика 3', hoursLater: 22, text: 'Варианты для 11-го распечатаю сам.' },
    ],
  },
  {
    section: 'teaching',
    title: 'Неуспевающие: кого приглашаем на консультации',
    by: 'математика и информатика 2',
    daysAgo: 5,
    text: 'Собираю список на дополнительные занятия по алгебре в 8-х классах. Классные руководители, посмотрите, пожалуйста, кто у вас близок к «двойке» за период.',
    replies: [
      {
        by: 'биология и химия 1',
        hoursLater: 6,
        text: 'В моём классе трое, пришлю фамилии письмом. Здесь называть не хочется.',
      },
      { by: 'математика и информатика 2', hoursLater: 7, text: 'Правильно, спасибо. Жду письма до пятницы.' },
    ],
  },
  {
    section: 'management',
    title: 'Дежурство на переменах',
    by: 'sokolova',
    daysAgo: 23,
    pinned: { by: 'morozov', reason: 'Порядок на переменах касается всех' },
    text: 'Коллеги, на второй перемене у столовой собирается слишком много детей. Предлагаю кормить начальную школу на пять минут раньше. Что скажете?',
    replies: [
      {
        by: 'fedorova',
        hoursLater: 3,
        text: 'Мы за. Первоклассникам как раз нужно больше времени, чтобы построиться.',
      },
      { by: 'начальные классы 3', hoursLater: 4, text: 'Третий класс тоже успеет.' },
      { by: 'volkov', hoursLater: 9, text: 'Тогда старшим объявлю, чтобы не занимали очередь заранее.' },
      {
        by: 'sokolova',
        hoursLater: 27,
        text: 'Решили: с понедельника пробуем. Через две недели обсудим, стало ли свободнее.',
        signs: { support: ['fedorova', 'volkov', 'orlova'], thanks: ['начальные классы 3'] },
      },
      {
        by: 'начальные классы 2',
        hoursLater: 200,
        text: 'Стало заметно спокойнее, спасибо. Посчитала, сколько детей стоит в очереди: слева две недели до, справа две недели после.',
        signs: { joy: ['sokolova', 'fedorova'] },
        file: 'Очередь у столовой.png',
      },
    ],
  },
  {
    section: 'management',
    title: 'Родительские собрания: очно или по видеосвязи',
    by: 'orlova',
    daysAgo: 33,
    text: 'Половина родителей 9-го класса работает посменно. Можно ли проводить одно собрание из двух по видеосвязи?',
    replies: [
      { by: 'sokolova', hoursLater: 10, text: 'Можно, но итоговое за полугодие оставляем очным.' },
      { by: 'ivanova', hoursLater: 14, text: 'В 5Б попробовали, пришло на четверть больше людей, чем обычно.' },
      {
        by: 'fedorova',
        hoursLater: 18,
        text: 'С первым классом лучше встречаться лично: много вопросов не про отметки.',
      },
    ],
  },
  {
    section: 'methods',
    title: 'Карточки по дробям для 5 класса',
    by: 'ivanova',
    daysAgo: 14,
    text: 'Сделала набор из 24 карточек на сравнение и сложение дробей, три уровня. Лежит в учительской на полке математиков, берите. На уроке хватает пятнадцати минут.',
    file: 'Карточки по дробям.txt',
    signs: { thanks: ['fedorova', 'математика и информатика 3'] },
    replies: [
      {
        by: 'математика и информатика 3',
        hoursLater: 5,
        text: 'Взял второй уровень для шестого класса на повторение. Зашло хорошо.',
      },
      { by: 'fedorova', hoursLater: 30, text: 'А для четвёртого класса первый уровень не будет трудным?' },
      { by: 'ivanova', hoursLater: 32, text: 'Первый подойдёт, там только половины и четверти.', quotes: 3 },
    ],
  },
  {
    section: 'methods',
    title: 'Теоретические задания на физкультуре для освобождённых',
    by: 'volkov',
    daysAgo: 7,
    text: 'По положению детей со справкой оцениваем по теории. Составил вопросы по правилам волейбола и технике безопасности, по десять на тему. Если кому-то нужны, поделюсь.',
    replies: [
      {
        by: 'физическая культура 2',
        hoursLater: 2,
        text: 'Возьму, мне как раз не хватает по лёгкой атлетике. Свои добавлю.',
      },
      { by: 'morozov', hoursLater: 25, text: 'Хорошее дело. Давайте хранить их здесь, в этой теме.' },
    ],
  },
  {
    section: 'free',
    title: 'Книги для школьной полки обмена',
    by: 'русский язык и литература 2',
    daysAgo: 19,
    text: 'В холле второго этажа теперь стоит полка: принесли книгу, взяли другую. Классные руководители, расскажите, пожалуйста, детям.',
    replies: [
      { by: 'английский язык 1', hoursLater: 6, text: 'Отнесла пять книг на английском, простых. Две уже взяли.' },
      { by: 'orlova', hoursLater: 12, text: 'Девятый класс обещал принести фантастику.' },
    ],
  },
  {
    section: 'free',
    title: 'Волейбол по четвергам',
    by: 'volkov',
    daysAgo: 2,
    text: 'По четвергам в 18:00 зал свободен. Собираем команду учителей, играем для здоровья. Первая встреча на этой неделе.',
    replies: [
      { by: 'физика 1', hoursLater: 1, text: 'Приду. Только предупреждаю, последний раз играл в институте.' },
      { by: 'технология и ОБЗР 1', hoursLater: 4, text: 'И я.' },
      { by: 'английский язык 2', hoursLater: 9, text: 'Если можно болеть с трибуны, то приду и я.' },
    ],
  },
  {
    section: 'suggestions',
    title: 'Показывать дни рождения класса',
    by: 'fedorova',
    daysAgo: 1,
    text: 'Классному руководителю было бы удобно видеть дни рождения на неделю вперёд. @kuznetsov, это трудно?',
    replies: [],
  },
  {
    section: 'suggestions',
    title: 'Печатать список класса для экскурсии',
    by: 'orlova',
    daysAgo: 11,
    text: 'Перед каждой поездкой переписываю список с телефонами родителей. Хорошо бы печатать его сразу.',
    replies: [{ by: 'kuznetsov', hoursLater: 5, text: 'Беру в работу.' }],
    judged: { state: 'planned', reason: 'Сделаем к весенним каникулам' },
  },
  {
    section: 'suggestions',
    title: 'Ставить отметки голосом',
    by: 'volkov',
    daysAgo: 35,
    text: 'В зале неудобно печатать. Можно ли диктовать?',
    replies: [{ by: 'kuznetsov', hoursLater: 4, text: 'Попробуйте диктовку клавиатуры: бот понимает фразы целиком.' }],
    judged: { state: 'declined', reason: 'Диктовка клавиатуры уже работает' },
  },
];
