import { type AbsenceDay, studentAbsences } from '#journal/attendance/student-absences.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { begunPeriods, periodAmong } from '#school/student-periods.ts';
import { aboutChild } from '../about-child.ts';
import { daysOf, studentIdOf } from '../arguments.ts';
import { fitting } from '../fitting.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** A chat's keyboard is not for long lists. */
const mostToExplain = 4;

/** Absences and lates of the current period, or between two days, with what a parent may explain; the latest first. */
export async function absences(scene: Scene, student?: string, first?: string, last?: string): Promise<Screen> {
  const { act } = scene;
  const studentId = studentIdOf(scene, student);
  const period = first && last ? null : (periodAmong(await begunPeriods(act, studentId)) ?? null);
  const asked = first && last ? daysOf(first, last) : period;
  const span = asked && 'firstDay' in asked ? { from: asked.firstDay, to: earlier(asked.lastDay, act.today) } : asked;
  const shown = await studentAbsences(act, studentId, span ?? { from: addDays(act.today, -30), to: act.today });
  const rest = first && last ? `${first} ${last}` : '';
  const toExplain = shown.days.filter(({ mayExplain }) => mayExplain).toReversed();
  const view = {
    ...(await aboutChild(scene, shown.student, { screen: 'absences', rest })),
    ...{ period, from: shown.from, to: shown.to, figures: shown.figures, mayExplain: shown.mayExplain },
    toExplain: toExplain.slice(0, mostToExplain).map(({ day }) => day),
    moreToExplain: Math.max(0, toExplain.length - mostToExplain),
  };
  const days = shown.days.toReversed().map(dayView);
  const words = [studentId, rest].filter(Boolean).join(' ');
  return fitting(days, some =>
    print(scene.press, 'absences', { ...view, days: some, earlierDays: days.length - some.length }, words),
  );
}

/** Without the reason: it is health, and no messenger is told of it. */
function dayView({ day, full, state, absences, lessons }: AbsenceDay) {
  return {
    ...{ day, full, state, lessons },
    missed: absences.filter(({ kind }) => kind !== 'late').map(({ slot, subject }) => ({ slot, subject })),
    late: absences.filter(({ kind }) => kind === 'late').map(({ slot, subject }) => ({ slot, subject })),
  };
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
