import { describe, expect, test } from 'vitest';
import { subjects as curriculum } from '#db/sample/subjects.ts';
import { phrasesOf } from '#test/phrases/read-phrases.ts';
import { readReport } from './read-report.ts';

// It is Tuesday, 24 November 2026, in the second quarter.
const subjects = curriculum.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName }));
const timofey = { id: 7, givenName: 'Тимофей', familyName: 'Орлов', sex: 'male', className: '5Б' } as const;
const asker = { today: '2026-11-24', subjects, students: [], staff: true, classTeacher: true } as const;

/** «class-results 5б quarter 1 xlsx» */
function read(phrase: string, students: readonly (typeof timofey)[] = []): string {
  const said = readReport(phrase, { ...asker, students });
  if (!said) return '—';
  const { names, className, subjectIds = [], time, kind } = said;
  const when = !time
    ? ''
    : time.of === 'days'
      ? `${time.from}..${time.to}`
      : time.of === 'period'
        ? [time.kind, time.which].filter(Boolean).join(' ')
        : time.of;
  const subject = subjects.find(({ id }) => id === subjectIds[0])?.name ?? '';
  return [names.join('|'), className, subject, when, kind === 'xlsx' ? kind : ''].filter(Boolean).join(', ');
}

describe('a report asked for in plain words', () => {
  test.each([
    ['форма 6 за 1 четверть', 'class-results, quarter 1'],
    ['ведомость 5Б', 'class-results, 5б'],
    ['ведомость 5Б за первую четверть', 'class-results, 5б, quarter 1'],
    ['отчёт классного руководителя за первую четверть в экселе', 'class-teacher-report, quarter 1, xlsx'],
    ['сводная ведомость успеваемости 9А pdf', 'consolidated-progress, 9а'],
    ['движение учащихся', 'student-movement'],
    ['журнал математики 5Б', 'journal-page, 5б, Математика'],
    ['список незаполненного', 'missing-entries'],
    ['Пришлите, пожалуйста, итоги успеваемости моего класса', 'class-results'],
    ['нужна ведомость 9-А за прошлую четверть', 'class-results, 9а, quarter last'],
    ['дай ведомость по 5 Б', 'class-results, 5б'],
    ['ведомость пятого Б класса', 'class-results, 5б'],
    ['Форму №9 можно?', 'class-sizes'],
    ['форма номер 12 по русскому 9а', 'journal-page, 9а, Русский язык'],
    ['5-я форма за год', 'class-teacher-report, year'],
    ['форма 10 после аттестации', 'student-totals, final'],
    ['посещаемость 5Б за ноябрь отчётом', 'class-attendance, 5б, 2026-11-01..2026-11-30'],
    ['отчет о посещаемости моего класса', 'class-attendance'],
    ['отчёт по пропускам 5Б за прошлую неделю', 'class-attendance, 5б, 2026-11-16..2026-11-22'],
    ['сводная ведомость посещаемости 5б', 'consolidated-attendance, 5б'],
    ['ведомость учёта посещаемости класса за год', 'consolidated-attendance, year'],
    ['сводная посещаемость по школе за 1 четверть отчётом', 'school-attendance, quarter 1'],
    ['предварительный отчёт за четверть', 'preliminary-results, quarter current'],
    ['предварительные итоги 5Б', 'preliminary-results, 5б'],
    ['наполняемость классов', 'class-sizes'],
    ['наполняемость на 1 октября', 'class-sizes, 2026-10-01..2026-10-01'],
    ['численность классов таблицей', 'class-sizes, xlsx'],
    ['Отчёт учителя-предметника за 2 четверть', 'teacher-results, quarter 2'],
    ['мой отчёт за первую четверть', 'teacher-results, quarter 1'],
    ['итоги успеваемости по математике 5Б', 'subject-results, 5б, Математика'],
    ['отчёт по алгебре 9А за I четверть', 'subject-results, 9а, Алгебра, quarter 1'],
    ['табель 5Б', 'student-report, 5б'],
    ['распечатать табели класса', 'student-report'],
    ['итоговые данные по учащимся за первое полугодие', 'student-totals, half-year 1'],
    ['сводная ведомость успеваемости по школе', 'school-progress'],
    ['успеваемость и качество по школе, отчёт за 1 четверть', 'school-progress, quarter 1'],
    ['сводная по организации', 'school-progress'],
    ['движение за первую четверть в excel', 'student-movement, quarter 1, xlsx'],
    ['прибывшие и выбывшие по школе', 'student-movement'],
    ['журнал замещений за октябрь', 'substitutions, 2026-10-01..2026-10-31'],
    ['список замен в экселе', 'substitutions, xlsx'],
    ['контроль заполнения журнала', 'filling'],
    ['отчёт о незаполненных уроках', 'filling'],
    ['активность пользователей за неделю', 'activity, 2026-11-23..2026-11-29'],
    ['уведомления родителям двоечников', 'parent-notice'],
    ['страницы журнала 5Б по математике за первую четверть', 'journal-page, 5б, Математика, quarter 1'],
    ['отчет классрука', 'class-teacher-report'],
    ['отчёт кл. рук. 9а пдф', 'class-teacher-report, 9а'],
    ['ведомасть 5б', 'class-results, 5б'],
    ['отчет классного руковадителя', 'class-teacher-report'],
    ['ведомость за второй триместр', 'class-results, trimester 2'],
    ['ВЕДОМОСТЬ 5Б', 'class-results, 5б'],
    ['dtljvjcnm 5,', 'class-results, 5б'],
    ['все формы за первую четверть', 'packages, quarter 1'],
    ['пакет отчётов', 'packages'],
    ['журнал 5Б целиком', 'class-journal, 5б'],
    ['архив журнала 5б', 'class-journal, 5б'],
    ['отчёты', 'reports'],
    ['формы', 'reports'],
    ['какие есть отчёты', 'reports'],
  ])('«%s»', (phrase, meant) => {
    expect(read(phrase)).toBe(meant);
  });
});

describe('what only sounds like one', () => {
  test.each([
    'когда сдавать отчёт за четверть',
    'почему в ведомости 5Б ошибка',
    'форма одежды на праздник',
    'кто сегодня без формы',
    'школьная форма 5Б',
    'зарплатная ведомость',
    'ведомость на питание 5Б',
    'напомните про отчёт',
    'кому сдать журнал инструктажа',
    'отчёт по командировке',
    'сколько детей в форме',
    'уроки завтра',
    'что не заполнено',
    'замены на сегодня',
    'кто кого замещает сегодня',
    'расписание 5Б',
    'кого нет в 5Б',
    'мой класс',
    'журнал не открывается',
    'как ведётся журнал',
    'свободные кабинеты',
    'двойки моего класса',
    'учительская',
    'письма родителям',
    'подписать отчёт',
    'родительское собрание 5Б',
    'форма',
  ])('«%s»', phrase => {
    expect(read(phrase)).toMatch(/^(—|reports)$/);
    if (phrase !== 'форма') expect(read(phrase)).toBe('—');
  });

  test('a child of one’s own is asked about as every family asks', () => {
    expect(read('ведомость Тимофея', [timofey])).toBe('—');
    expect(read('ведомость 9А', [timofey])).toBe('class-results, 9а');
  });

  test.each(['tuning', 'second'] as const)('nothing of what teachers write in the set «%s» became a report', set => {
    const taken = phrasesOf(set)
      .filter(({ as }) => as === 'teacher')
      .map(({ phrase }) => [phrase, read(phrase)])
      .filter(([, meant]) => meant !== '—');
    expect(taken).toEqual([]);
  });
});
