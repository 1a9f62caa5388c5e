import type { Day } from '../day.ts';
import type { Training } from '../school/training.ts';
import type { TrainingAnswer } from '../school/training-answer.ts';
import type { TrainingAttendance } from '../school/training-attendance.ts';
import { dayAfter, weekdayOf } from './calendar.ts';
import { chanceOf } from './chance.ts';
import type { Row } from './rows.ts';

interface Options {
  today: Day;
  at: Date;
  clock: (day: Day, minutes: number) => Date;
  staff: readonly number[];
  personBy: (who: string) => number;
}

interface Trainings {
  trainings: Row<Training>[];
  answers: Row<TrainingAnswer>[];
  attendances: Row<TrainingAttendance>[];
}

/** A session of two weeks ago with who came, and one of the coming days that waits for answers. */
export function holdTrainings(options: Options): Trainings {
  const { today, at, clock, staff, personBy } = options;
  const [kuznetsov, morozov] = [personBy('kuznetsov'), personBy('morozov')];
  const past = { ...pastTraining, ...span(options, workday(dayAfter(today, -14), -1), 15 * 60), organiser: kuznetsov };
  const coming = { ...comingTraining, ...span(options, workday(dayAfter(today, 3), 1), 15 * 60), organiser: morozov };
  const common = {
    ...{ capacity: null, document: null, changedAt: null, cancelledAt: null, cancelledReason: null, cancelledBy: null },
    ...{ hourToldAt: null, version: 1 },
  };
  const ago = (days: number) => clock(workday(dayAfter(today, -days), -1), 13 * 60);
  const marked = { markedAt: new Date(past.endsAt.getTime() + 20 * 60_000), markedBy: kuznetsov };
  const chance = chanceOf('training');
  const asked = staff.filter(person => person !== kuznetsov);
  const said = [
    { training: 2, person: personBy('ivanova'), coming: true, at, through: 'page' as const },
    { training: 2, person: personBy('volkov'), coming: false, at, through: 'web' as const },
  ];
  return {
    trainings: [
      { id: 1, ...past, ...common, announcedAt: ago(21), ...marked },
      { id: 2, ...coming, ...common, announcedAt: earlier(ago(1), at), markedAt: null, markedBy: null },
    ],
    answers: said.map((answer, index) => ({ id: index + 1, ...answer, at: earlier(ago(0), at) })),
    attendances: asked.map((person, index) => ({ id: index + 1, training: 1, person, came: chance.happens(0.85) })),
  };
}

const pastTraining = {
  title: 'Электронный журнал: заполняем урок за минуту',
  text: 'Показываю сетку журнала, клавиши и запись без сети. Вопросы собираем заранее на форуме, в разделе «Электронный журнал».',
  place: 'Кабинет информатики',
  audience: ['staff'],
};

const comingTraining = {
  title: 'Спорные отметки перед концом четверти',
  text: 'Разберём, как журнал предлагает четвертную отметку и когда учитель решает иначе. Возьмите с собой список спорных отметок своего предмета.',
  place: 'Учительская',
  audience: ['teacher'],
};

function span({ clock }: Options, day: Day, minutes: number) {
  return { startsAt: clock(day, minutes), endsAt: clock(day, minutes + 60) };
}

/** On a weekend nobody gathers: the nearest working day before (-1) or after (1). */
function workday(day: Day, step: 1 | -1): Day {
  return weekdayOf(day) > 5 ? workday(dayAfter(day, step), step) : day;
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
