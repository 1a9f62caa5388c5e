import { beforeAll, expect, test } from 'vitest';
import { matterRules } from '#school/tellings/matters.ts';
import { plainText } from '#templates/plain-text.ts';
import { openPress, type Press } from '#templates/press.ts';

let press: Press;
beforeAll(() => {
  press = openPress({ timeZone: 'Europe/Moscow', now: () => new Date('2026-11-24T19:00:00+03:00') });
});

const mark = { value: 2, workKind: 'тест', comment: null };
const lesson = { givenName: 'Мария', subject: 'Музыка', day: '2026-11-24', slot: 3 };
const missing = { lessons: [], moreLessons: 0, courses: [], moreCourses: 0, finals: [], moreFinals: 0 };

/** Facts of one notice of each kind that may wait for a digest, and what the digest says of it. */
const notices: Record<string, [facts: object, said: string]> = {
  mark: [{ ...lesson, mark, old: null }, 'Отметки\nМузыка: 2 — тест'],
  'marks-imported': [
    { ...lesson, marks: 12, since: '2026-09-02', until: '2026-11-20' },
    'Прежние отметки\nМузыка: в журнал перенесено 12 прежних отметок, с 2 сентября по 20 ноября',
  ],
  absence: [{ ...lesson, presence: 'absent', old: 'present' }, 'Посещаемость\nнет на уроке. Музыка, 3-й урок'],
  homework: [
    { ...lesson, dueOn: '2026-11-25', homework: 'Песня', old: null },
    'Домашнее задание\nМузыка на 25 ноября: Песня',
  ],
  forecast: [
    { ...lesson, failing: true, suggested: 2, mean: 233, marks: 3 },
    'Прогноз\nМузыка: пока выходит 2 — средняя 2,33, учтено 3 отметки',
  ],
  final: [
    { ...lesson, stage: 'period', periodKind: 'quarter', number: 2, final: 4, old: 3 },
    'Итоговые отметки\nМузыка: 4 вместо 3 — 2-я четверть',
  ],
  substitution: [
    { ...lesson, day: '2026-11-25', substitute: 'Волков Д. О.' },
    'Замены учителей\n25 ноября, среда, 3-й урок — Музыка, ведёт Волков Д. О.',
  ],
  'substitution-off': [
    { ...lesson, day: '2026-11-25', teacher: 'Иванова Н. П.' },
    'Замены сняты\n25 ноября, среда, 3-й урок — Музыка, замена снята, по расписанию: Иванова Н. П.',
  ],
  'stood-in': [
    { ...lesson, day: '2026-11-25', className: '5Б', subgroup: null, substitute: 'Волков Д. О.', off: false },
    'Ваши уроки без вас\n25 ноября, среда, 3-й урок, 5Б, Музыка: ведёт Волков Д. О.',
  ],
  timetable: [
    {
      ...{ className: '5Б', since: '2026-11-30', more: 0 },
      lines: [
        {
          ...{ subject: 'Математика', className: '5Б', subgroup: null },
          was: { weekday: 2, slot: 4, week: 'both', room: '301' },
          now: { weekday: 2, slot: 6, week: 'A', room: '301' },
        },
        {
          ...{ subject: 'Английский язык', className: '5Б', subgroup: 1, now: null },
          was: { weekday: 1, slot: 2, week: 'both', room: null },
        },
      ],
    },
    'Расписание\nС 30 ноября (понедельник) в 5Б другое расписание\n• Математика: вторник, 6-й урок, неделя А, каб. 301 вместо: вторник, 4-й урок\n• Английский язык (1-я подгруппа): больше не стоит (понедельник, 2-й урок)',
  ],
  letter: [{ author: 'Иванова Н. П.', about: 'Мария, 5Б' }, 'Письма\nИванова Н. П. (Мария, 5Б)'],
  announcement: [{ title: 'Собрание' }, 'Объявления\n«Собрание»'],
  document: [{ number: '12-од', title: 'О дежурстве' }, 'Документы и объявления\n№ 12-од «О дежурстве»'],
  'documents-unread': [
    {
      documents: [
        { id: 1, kind: 'order', number: 4, title: 'О каникулах', acknowledgeBy: '2026-11-20', overdue: true },
      ],
      more: 0,
    },
    'Ждут вашего «Ознакомлен»\n№ 4 «О каникулах», срок был 20 ноября',
  ],
  'missing-own': [missing, 'В вашем журнале не всё заполнено'],
  'missing-class': [{ ...missing, className: '5Б' }, 'Журнал 5Б: не всё заполнено'],
  'absence-note': [{ student: 'Петрова Мария' }, 'Объяснение пропуска: Петрова Мария'],
  reply: [{ author: 'Волков Д. О.', title: 'Печать' }, 'Ответы на форуме\nВолков Д. О. в теме «Печать»'],
  mention: [{ author: 'Орлова М. А.', title: 'Диктант' }, 'Вас упомянули на форуме\nОрлова М. А. в теме «Диктант»'],
  topic: [{ author: 'Орлова М. А.', title: 'Диктант' }, 'Новые темы на форуме\nОрлова М. А.: «Диктант»'],
  suggestion: [{ title: 'Список класса', state: 'planned' }, 'Ваши предложения\n«Список класса»: в планах'],
  poll: [{ author: 'Соколова Е. В.', question: 'Где праздник?' }, 'Опросы на форуме\nСоколова Е. В.: «Где праздник?»'],
};

test('a digest has words for every kind that may wait for it, a spoiler included', () => {
  const kinds = Object.values(matterRules).flatMap(rule => rule.kinds);
  expect(Object.keys(notices).toSorted()).toEqual(kinds.toSorted());
  for (const [kind, [facts, said]] of Object.entries(notices)) {
    const digest = { children: [{ givenName: null, sections: [{ kind, notices: [facts] }] }] };
    const { text } = press.screen('notices/digest', { notices: [digest], spoiler: false });
    expect(plainText(text).replace(/^Итоги дня\n+/, '')).toBe(said);
    const hidden = press.screen('notices/digest', { notices: [digest], spoiler: true }).text;
    if (['mark', 'final', 'forecast'].includes(kind)) expect(hidden).toContain('<tg-spoiler>');
  }
});
