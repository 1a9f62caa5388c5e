import { expect, test } from 'vitest';
import { subjects as curriculum } from '#db/sample/subjects.ts';
import type { SaidValue } from './read-entries.ts';
import { readLessonBody } from './read-lesson-body.ts';
import { readLessonHead } from './read-lesson-head.ts';
import { whoIsMeant } from './who-is-meant.ts';

const subjects = curriculum.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName }));
const workKinds = ['ответ на уроке', 'самостоятельная работа', 'контрольная работа', 'диктант'].map((name, index) => ({
  id: index + 1,
  name,
}));
const pupils = [
  'Иванов Павел',
  'Иванов Пётр',
  'Королёв Сергей',
  'Котова Ксения',
  'Орлов Тимофей',
  'Петрова Мария',
  'Самойлов Юрий',
  'Смирнов Дмитрий',
  'Царёв Олег',
].map((name, index) => ({ id: index + 1, name }));

/** A message and how it is understood: class, subjects, slot, kind of work; names with values; texts. */
const phrases: [phrase: string, understood: string][] = [
  ['5б алгебра: Орлов 5, Петрова 4 4, Царёв н', '5Б Алгебра; Орлов=5; Петрова=4 4; Царёв=absent'],
  ['5Б алгебра Орлов 5, Петрова 4 4, Царёв н', '5Б Алгебра; Орлов=5; Петрова=4 4; Царёв=absent'],
  ['5 б матем Орлов 5', '5Б Алгебра+Вероятность и статистика+Геометрия+Математика; Орлов=5'],
  ['5-Б, алгебра. Орлов 5', '5Б Алгебра; Орлов=5'],
  ['5«Б» алгебра: Орлов 5', '5Б Алгебра; Орлов=5'],
  ['в 5б по алгебре: Орлов 5', '5Б Алгебра; Орлов=5'],
  ['алгебра 9а: Петрова 5', '9А Алгебра; Петрова=5'],
  ['10а геометрия: Царёв 5', '10А Геометрия; Царёв=5'],
  ['9a алгебра: Царёв 5', '9А Алгебра; Царёв=5'],
  ['5б: Орлов 5', '5Б; Орлов=5'],
  ['5б Орлов 5', '5Б; Орлов=5'],
  ['5б алгебра 2 урок: Орлов 5', '5Б Алгебра 2; Орлов=5'],
  ['5б алгебра 3-й урок Орлов 5', '5Б Алгебра 3; Орлов=5'],
  ['5б алгебра, урок 2: Орлов 5', '5Б Алгебра 2; Орлов=5'],
  ['5б алгбера: Орлов 5', '5Б Алгебра; Орлов=5'],
  ['5б физ-ра: Орлов 5', '5Б Физическая культура; Орлов=5'],
  ['5б русский контрольная: Орлов 5, Петрова 3', '5Б Русский язык (контрольная работа); Орлов=5; Петрова=3'],
  ['5б диктант Орлов 4/3, Петрова 5/5', '5Б (диктант); Орлов=4 3; Петрова=5 5'],
  ['5б самостоятельная работа: Орлов 4', '5Б (самостоятельная работа); Орлов=4'],
  ['5б орлов 5 петрова 4 царев н', '5Б; Орлов=5; Петрова=4; Царёв=absent'],
  ['5б Орлов — 5, Петрова - 4', '5Б; Орлов=5; Петрова=4'],
  ['5б Орлов: 5; Петрова: 4', '5Б; Орлов=5; Петрова=4'],
  ['5б\nОрлов 5\nПетрова 4 5', '5Б; Орлов=5; Петрова=4 5'],
  ['5б: Орлов 5. Петрова 4.', '5Б; Орлов=5; Петрова=4'],
  ['5б Петрова 4, 4', '5Б; Петрова=4 4'],
  ['5б Иванов Пётр 5', '5Б; Иванов Пётр=5'],
  ['5б Петр Иванов 5', '5Б; Иванов Пётр=5'],
  ['5б Иванов Петя 5', '5Б; Иванов Пётр=5'],
  ['5б Маша 5, Тимофей 4', '5Б; Петрова=5; Орлов=4'],
  ['5б Иванов 5', '5Б; Иванов Павел?Иванов Пётр=5'],
  ['5б Орлов и Петрова 5, Царёв 3', '5Б; Орлов=5; Петрова=5; Царёв=3'],
  ['5б: 5: Орлов, Петрова; 4: Царёв', '5Б; Орлов=5; Петрова=5; Царёв=4'],
  ['5б н: Орлов, Петрова', '5Б; Орлов=absent; Петрова=absent'],
  ['5б нет Орлова и Петровой', '5Б; Орлов=absent; Петрова=absent'],
  ['5б отсутствуют Орлов, Царёв; опоздала Петрова', '5Б; Орлов=absent; Царёв=absent; Петрова=late'],
  ['5б Орлов опоздал, Царёв не был, Петрова нб', '5Б; Орлов=late; Царёв=absent; Петрова=absent'],
  ['5б Орлов оп 5', '5Б; Орлов=late 5'],
  ['5б Орлов пять, Петрова четыре', '5Б; Орлов=5; Петрова=4'],
  ['5б у Орлова 5', '5Б; Орлов=5'],
  ['5б Орлов получил 5', '5Б; Орлов=5'],
  ['5б Смирноф 5, Каролёв 4', '5Б; Смирнов=5; Королёв=4'],
  ['5б Орлов осв., Царёв б, Петрова 7', '5Б; Орлов=осв; Царёв=б; Петрова=7'],
  ['5б Орлов 5-, Царёв зачёт', '5Б; Орлов=5-; Царёв=зачет'],
  ['5б Орлов убрать', '5Б; Орлов=takeBack'],
  ['5б Орлов H', '5Б; Орлов=absent'],
  ['5б все присутствуют', '5Б; all'],
  ['5б: все на месте, Орлов 5', '5Б; Орлов=5; all'],
  ['5б отсутствующих нет', '5Б; all'],
  [
    '5б математика тема Дроби; задано № 123',
    '5Б Алгебра+Вероятность и статистика+Геометрия+Математика; topic=Дроби; homework=№ 123',
  ],
  [
    '5б тема: Дроби, сложение и вычитание. Задано: § 5, № 12, 13',
    '5Б; topic=Дроби, сложение и вычитание; homework=§ 5, № 12, 13',
  ],
  ['5б тема Дроби задано № 5', '5Б; topic=Дроби; homework=№ 5'],
  ['5б дз: № 5; § 7', '5Б; homework=№ 5; § 7'],
  ['5б д/з № 5\nтема Дроби', '5Б; topic=Дроби; homework=№ 5'],
  ['5б домашнее задание: стр. 5', '5Б; homework=стр. 5'],
  ['5б не задано', '5Б; none'],
  ['5б дз нет', '5Б; none'],
  ['5б тема Дроби; не задано; Орлов 5', '5Б; Орлов=5; topic=Дроби; none'],
  ['5б Орлов 5, Петрова н; тема Дроби; задано № 5', '5Б; Орлов=5; Петрова=absent; topic=Дроби; homework=№ 5'],
  ['5б тема Дроби; Орлов 5, Петрова 4', '5Б; Орлов=5; Петрова=4; topic=Дроби'],
  ['5б Орлов 5, Сидоров 4', '5Б; Орлов=5; Сидоров!=4'],
  ['5б Орлов, Петрова 4', '5Б; Петрова=4; unread=Орлов'],
  ['5б что-то: Орлов 5', '5Б; Орлов=5; unread=что-то'],
  ['5б 5 Орлов 4', '5Б; Орлов=4; unread=5'],
  ['5б вчера: Орлов 5', '5Б another day; Орлов=5'],
  ['5б 23.11 алгебра: Орлов 5', '5Б Алгебра another day; Орлов=5'],
];

test.each(phrases)('«%s»', (phrase, understood) => {
  expect(understoodIn(phrase)).toBe(understood);
});

test.each(['отметки', 'мои уроки', 'что не заполнено', '24.11', 'уроки 24 ноября', 'с 5 по 10 ноября', 'Орлов 5', ''])(
  '«%s» names no class',
  phrase => expect(readLessonHead(phrase, { subjects, workKinds })).toBeUndefined(),
);

test('a boy and a girl of one family name are told apart by its ending, but not in a case', () => {
  const both = ['Иванов Пётр', 'Иванова Анна'].map((name, index) => ({ id: index, name }));
  const meant = (words: string[], oblique = false) => whoIsMeant(words, both, oblique).map(({ name }) => name);
  expect(meant(['Иванова'])).toEqual(['Иванова Анна']);
  expect(meant(['Иванов'])).toEqual(['Иванов Пётр']);
  expect(meant(['Иванова'], true)).toEqual(['Иванов Пётр', 'Иванова Анна']);
  expect(meant(['Иванова', 'А'])).toEqual(['Иванова Анна']);
  expect(meant(['Иванов', 'П'])).toEqual(['Иванов Пётр']);
  expect(meant(['Анна', 'Сергеевна', 'Иванова'])).toEqual([]);
  expect(meant(['Ан'])).toEqual([]);
});

function understoodIn(phrase: string): string {
  const head = readLessonHead(phrase, { subjects, workKinds });
  if (!head) return 'no class';
  const said = readLessonBody(head.body);
  const names = subjects.filter(({ id }) => head.subjectIds?.includes(id)).map(({ name }) => name);
  const kind = workKinds.find(({ id }) => id === head.workKindId)?.name;
  const lesson = [
    head.className,
    names.toSorted().join('+'),
    head.slot,
    kind && `(${kind})`,
    head.otherDay && 'another day',
  ];
  return [
    lesson.filter(Boolean).join(' '),
    ...said.entries.map(entry => `${nameOf(entry.names, entry.oblique)}=${entry.values.map(worded).join(' ')}`),
    ...(said.topic === undefined ? [] : [`topic=${said.topic}`]),
    ...(said.homework === undefined ? [] : [`homework=${said.homework}`]),
    ...(said.noHomework ? ['none'] : []),
    ...(said.allPresent ? ['all'] : []),
    ...said.unread.map(piece => `unread=${piece}`),
  ].join('; ');
}

function nameOf(words: string[], oblique: boolean): string {
  const meant = whoIsMeant(words, pupils, oblique);
  if (meant.length === 0) return `${words.join(' ')}!`;
  if (meant.length > 1) return meant.map(({ name }) => name).join('?');
  const [family] = meant[0]!.name.split(' ');
  return family === 'Иванов' ? meant[0]!.name : family!;
}

function worded(value: SaidValue): string {
  if ('mark' in value) return value.mark;
  return 'absence' in value ? value.absence || 'present' : 'takeBack';
}
