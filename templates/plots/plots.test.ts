import { expect, test } from 'vitest';
import { attributesOf, drawn, picturesIn, textsOf } from '#test/plots.ts';
import { classCalendar } from './class-calendar.ts';
import { markBars } from './mark-bars.ts';
import { qualityPlot } from './quality.ts';

const none = { due: 0, five: 0, four: 0, three: 0, two: 0, one: 0, notAttested: 0, missing: 0 };

test('marks given are bars from the left, the most frequent the longest, each with its count', () => {
  const plot = drawn('mark-bars', { ...none, due: 25, five: 5, four: 10, three: 8, two: 1, notAttested: 1 });
  const [picture] = picturesIn(plot.svg);
  expect(textsOf(picture)).toEqual(['«5»', '5', '«4»', '10', '«3»', '8', '«2»', '1', 'н/а', '1']);
  // 190 units for the ten fours: 19 for each mark.
  expect(attributesOf(picture, 'rect', 'width')).toEqual(['95', '190', '152', '19', '19']);
  expect(plot.about).toBe('Всего 25 отметок: «5» — 5, «4» — 10, «3» — 8, «2» — 1, н/а — 1. Чаще всего «4».');
});

test('a mark nobody has keeps its place, without a bar; «1» and what is missing come only where there is any', () => {
  const plot = drawn('mark-bars', { ...none, due: 4, five: 1, one: 1, missing: 2 });
  const [picture] = picturesIn(plot.svg);
  expect(textsOf(picture)).toEqual([
    '«5»',
    '1',
    '«4»',
    '0',
    '«3»',
    '0',
    '«2»',
    '0',
    '«1»',
    '1',
    'н/а',
    '0',
    'нет',
    '2',
  ]);
  expect(attributesOf(picture, 'rect', 'stroke-dasharray')).toEqual([undefined, undefined, '2 2']);
  // None is the most frequent of two.
  expect(plot.about).toBe('Всего 2 отметки: «5» — 1, «1» — 1. Не выставлено: 2.');
});

test('one mark of one student says no more than that it stands; before the first there is no plot', () => {
  const one = drawn('mark-bars', { ...none, due: 1, four: 1 });
  expect(one.about).toBe('Всего 1 отметка: «4» — 1.');
  expect(markBars({ ...none, due: 4, missing: 4 })).toBeNull();
  expect(markBars(none)).toBeNull();
});

const ofClass = (days: Record<string, number>, students = 20) => ({
  students,
  days: Object.entries(days).map(([day, absent]) => ({ day, absent })),
});

test('a class’s year hangs as months, weeks down: the count in its day, darker by the share of the class', () => {
  // 30 September 2026 is a Wednesday, 1 October a Thursday; no lessons on 2 October.
  const facts = ofClass({ '2026-09-30': 0, '2026-10-01': 1, '2026-10-05': 2, '2026-10-06': 4 });
  const [september, october, ...others] = picturesIn(drawn('class-calendar', facts).svg);
  expect(others).toEqual([]);
  expect(textsOf(september).slice(0, 6)).toEqual(['Сентябрь 2026', 'пн', 'вт', 'ср', 'чт', 'пт']);
  // Five columns of 24: the fourth and the first two; rows from 32.
  const places = (name: string) => attributesOf(october, 'rect', name);
  expect([places('x'), places('y')]).toEqual([
    ['72.5', '0.5', '24.5'],
    ['32.5', '56.5', '56.5'],
  ]);
  // 1 of 20 is under a tenth, 2 a tenth, 4 a fifth: light, middle, dark with light letters.
  expect(places('class')).toEqual([1, 2, 3].map(level => `plot-cell plot-level-${level}`));
  expect(october!.shapes.filter(({ attributes }) => attributes.fill === '#fff').map(({ text }) => text)).toEqual([
    '6',
    '4',
  ]);
  expect(attributesOf(september, 'rect', 'fill')).toEqual(['#fff']);
  // All the working days of October have their number: the 2nd too, unframed.
  expect(textsOf(october).slice(6, 10)).toEqual(['1', '1', '2', '5']);
});

test('Saturday has a column only where it has lessons', () => {
  const width = (days: Record<string, number>) => picturesIn(drawn('class-calendar', ofClass(days)).svg)[0]!.width;
  expect([width({ '2026-10-02': 0 }), width({ '2026-10-03': 0 })]).toEqual([5 * 24, 6 * 24]);
  // 1 November 2026 is a Sunday: the month begins with the week of Monday the 2nd.
  const [november] = picturesIn(drawn('class-calendar', ofClass({ '2026-11-02': 1 })).svg);
  expect(attributesOf(november, 'rect', 'y')).toEqual(['32.5']);
});

test('its words name the worst day, of equals the first, the days without absences, the weekday', () => {
  const mondays = { '2026-09-07': 3, '2026-09-14': 2, '2026-09-21': 2 };
  const tuesdays = { '2026-09-08': 0, '2026-09-15': 3, '2026-09-22': 0 };
  const said = (days: Record<string, number>) => drawn('class-calendar', ofClass(days)).about;
  const cell =
    'Число в клетке — сколько учеников пропустили в этот день хотя бы один урок; у дней без уроков клетки нет.';
  expect(said({ ...mondays, ...tuesdays })).toBe(
    `В 2 из 6 учебных дней никто не пропускал уроков. Больше всего пропускавших 7 сентября: 3 ученика. Чаще всего пропускают по понедельникам: в среднем 2,3. ${cell}`,
  );
  // Two Mondays are too few to speak of.
  expect(said({ '2026-09-07': 1, '2026-09-14': 1 })).toBe(
    `Дней без пропусков не было. Больше всего пропускавших 7 сентября: 1 ученик. ${cell}`,
  );
  expect(said({ '2026-09-07': 0 })).toBe('За 1 учебный день никто не пропустил ни одного урока.');
  expect(classCalendar(ofClass({}))).toBeNull();
});

test('a student’s year shows lessons missed; a whole day is dark', () => {
  const day = (day: string, missed: number, full = false) => ({ day, missed, full });
  const plot = drawn('student-calendar', {
    days: [day('2026-09-30', 2), day('2026-10-01', 6, true), day('2026-10-02', 0)],
  });
  const [september, october] = picturesIn(plot.svg);
  expect(attributesOf(september, 'rect', 'class')).toEqual(['plot-cell plot-level-1']);
  expect(attributesOf(october, 'rect', 'class')).toEqual(['plot-cell plot-level-3', 'plot-cell plot-level-0']);
  expect(plot.about).toBe(
    'За 3 учебных дня пропущено 8 уроков; дней с пропусками 2, из них полных 1. Больше всего — октябрь 2026: 6 уроков. Число в клетке — сколько уроков пропущено; тёмная клетка — пропущен весь день.',
  );
  expect(drawn('student-calendar', { days: [day('2026-10-02', 0)] }).about).toBe(
    'За 1 учебный день не пропущено ни одного урока.',
  );
});

const point = (number: number, success: number | null, quality: number | null, missing = 0) => {
  return { kind: 'quarter', number, success, quality, missing };
};
const later = [point(3, null, null), point(4, null, null)];

test('the course of качество is a line with dots, that of успеваемость a broken one with squares, each with its number', () => {
  const panel = { head: true, name: { className: '5Б' }, points: [point(1, 1000, 500), point(2, 900, 625), ...later] };
  const plot = drawn('quality', { panels: [panel] });
  const [picture, ...others] = picturesIn(plot.svg);
  expect(others).toEqual([]);
  // 100 % lies at 46, 0 % at 122; four quarters from 32 to 112, two of them to come.
  expect(attributesOf(picture, 'path', 'd')).toEqual(['M32 46 L58.7 53.6', 'M32 84 L58.7 74.5']);
  expect(attributesOf(picture, 'path', 'stroke-dasharray')).toEqual(['3 2', undefined]);
  expect([attributesOf(picture, 'circle', 'cx'), attributesOf(picture, 'circle', 'cy')]).toEqual([
    ['32', '58.7'],
    ['84', '74.5'],
  ]);
  expect(textsOf(picture)).toEqual([
    ...['5Б', '0', '50', '100', '100,0', '90,0', '50,0', '62,5', 'усп.', 'кач.'],
    ...['I ч.', 'II ч.', 'III ч.', 'IV ч.'],
  ]);
  expect(plot.svg).toContain(
    '<title>5Б. Качество: I ч. 50,0 %, II ч. 62,5 %. Успеваемость: I ч. 100,0 %, II ч. 90,0 %</title>',
  );
  expect(plot.about).toBe('5Б: качество выросло с 50,0 % (I четверть) до 62,5 % (II четверть); успеваемость 90,0 %.');
});

test('what still lacks marks is starred, no line leads to it, and the words leave it out', () => {
  const ofClass = {
    head: true,
    name: { className: '5Б' },
    points: [point(1, 900, 440), point(2, 200, 100, 40), ...later],
  };
  const subject = (name: string, quality: number) => {
    return { head: false, name: { subject: name }, points: [point(1, 1000, quality), ...later] };
  };
  const panels = [
    ofClass,
    subject('Музыка', 1000),
    subject('Математика', 333),
    subject('Основы безопасности и защиты Родины', 400),
  ];
  const plot = drawn('quality', { panels });
  const [first, , maths, safety] = picturesIn(plot.svg);
  expect(attributesOf(first, 'path', 'd')).toEqual([]);
  expect(textsOf(first)).toContain('10,0*');
  expect(textsOf(maths)).not.toContain('33,3*');
  expect(textsOf(safety).slice(0, 2)).toEqual(['Основы безопасности', 'и защиты Родины']);
  expect(plot.about).toBe(
    '5Б: качество 44,0 %, успеваемость 90,0 % (I четверть). Ниже всего качество за I четверть: Математика — 33,3 %; выше всего: Музыка — 100,0 %. Звёздочка: выставлены ещё не все отметки.',
  );
});

test('the lowest and the highest are those of the last complete period, together with their equals', () => {
  const subject = (name: string, ...qualities: number[]) => {
    return {
      head: false,
      name: { subject: name },
      points: qualities.map((quality, at) => point(at + 1, 1000, quality)),
    };
  };
  const names = ['Алгебра', 'Геометрия', 'Физика', 'Химия'].map(name => subject(name, 900, 500));
  const plot = drawn('quality', { panels: [subject('Музыка', 100), ...names, subject('Труд', 400, 1000)] });
  expect(plot.about).toBe(
    'Ниже всего качество за II четверть: Алгебра, Геометрия, Физика и ещё 1 — 50,0 %; выше всего: Труд — 100,0 %.',
  );
});

test('half-years have their own axis; equal courses keep their words apart; nothing is said of what is the same', () => {
  const half = (number: number, quality: number) => ({ ...point(number, quality, quality), kind: 'half-year' });
  const plot = drawn('quality', {
    panels: [{ head: true, name: { from: 10, to: 11 }, points: [half(1, 1000), half(2, 1000)] }],
  });
  const [picture] = picturesIn(plot.svg);
  expect(textsOf(picture).slice(-2)).toEqual(['I п/г', 'II п/г']);
  expect(attributesOf(picture, 'circle', 'cx')).toEqual(['32', '112']);
  const ends = picture!.shapes
    .filter(({ text }) => ['усп.', 'кач.'].includes(text))
    .map(({ attributes }) => attributes.y);
  expect(ends).toEqual(['44.5', '53.5']);
  expect(plot.about).toBe(
    '10–11-е классы: качество не изменилось, 100,0 % (I полугодие и II полугодие); успеваемость 100,0 %.',
  );
  expect(qualityPlot({ panels: [{ head: true, name: { className: '1А' }, points: later }] })).toBeNull();
});

const week = (monday: string, [onDay, later, owed]: [number, number, number]) => {
  return { monday, held: onDay + later + owed, onDay, later, owed };
};
const teacher = (name: string, weeks: ReturnType<typeof week>[], share: number) => {
  const sum = (of: 'held' | 'onDay' | 'later' | 'owed') => weeks.reduce((total, one) => total + one[of], 0);
  return { name, share, held: sum('held'), onDay: sum('onDay'), later: sum('later'), owed: sum('owed'), weeks };
};

test('the keeping of the journal: a square for each week, filled by shares: dark above, hatched, light below', () => {
  const weeks = [week('2026-11-02', [4, 0, 0]), week('2026-11-09', [2, 1, 1]), week('2026-11-16', [38, 1, 1])];
  const ivanova = teacher('Иванова Н. П.', weeks, 917);
  const volkov = teacher('Волков Д. О.', [week('2026-11-09', [0, 0, 2])], 0);
  const [total] = [teacher('', [...weeks, ...volkov.weeks], 880)];
  const shared = [...weeks.entries()].map(([at, one]) => ({ ...one, share: [1000, 500, 950][at]! }));
  const plot = drawn('keeping', { total: total!, weeks: shared, teachers: [volkov, ivanova] });
  const [picture, ...others] = picturesIn(plot.svg);
  expect([others.length, plot.wide]).toEqual([0, true]);
  expect(textsOf(picture)).toEqual([
    ...['в день урока', 'позже', 'не заполнено', '02.11', '09.11', '16.11'],
    ...['Волков Д. О.', '0,0 %', 'Иванова Н. П.', '91,7 %'],
  ]);
  // Names of 13 letters take 91.2 units, a week 25. The first of each kind is that of the key.
  const heights = (name: string) => attributesOf(picture, 'rect', 'height', { class: name }).slice(1);
  expect(attributesOf(picture, 'rect', 'x', { class: 'plot-frame-line' }).slice(2)).toEqual([
    '116.2',
    '91.2',
    '116.2',
    '141.2',
  ]);
  // 17 of 17; of four lessons 17 / 4 is 4 for one, and 9 remain for two; of forty one lesson still has 3.
  expect(heights('plot-kept')).toEqual(['17', '9', '11']);
  expect(heights('plot-owed')).toEqual(['17', '4', '3']);
  // A stroke for each three units of what came later.
  expect(attributesOf(picture, 'path', 'd').slice(1)).toEqual(['M116.2 67.5 h17', 'M141.2 66.5 h17']);
  expect(plot.about).toBe(
    'За 3 недели 50 уроков проведено (2 учителя): в день урока заполнено 88,0 %, позже — 2, не заполнено — 4. Меньше всего в день урока: Волков Д. О. — 0,0 %. Худшая неделя — с 9 ноября (50,0 %).',
  );
});

test('teachers stand fourteen in a picture at most, the weeks above each; a long name is not cut', () => {
  const one = (name: string) => teacher(name, [week('2026-11-02', [1, 0, 0])], 1000);
  const names = Array.from({ length: 15 }, (_, at) => one(`Учитель ${at + 1}`));
  const long = one('Константинопольская-Задунайская А. М.');
  const weeks = [{ ...week('2026-11-02', [16, 0, 0]), share: 1000 }];
  const plot = drawn('keeping', { total: one(''), weeks, teachers: [...names, long] });
  const pictures = picturesIn(plot.svg);
  expect(pictures.map(picture => textsOf(picture).filter(text => text === '02.11').length)).toEqual([1, 1]);
  expect(pictures.map(({ height }) => height)).toEqual([40 + 8 * 22, 40 + 8 * 22]);
  // 37 letters of 6.4 and 8.
  expect(attributesOf(pictures[1], 'rect', 'x', { class: 'plot-frame-line' }).at(-1)).toBe('244.8');
  expect(plot.about).not.toMatch(/Меньше|Больше|Худшая/);
});
