import type { FastifyInstance, FastifyRequest } from 'fastify';
import { alternateWeeks, takeBackTurn, turnWeeks } from '#journal/timetable/keep-weeks.ts';
import type { Act } from '#school/act.ts';
import { type BellView, bells } from '#school/bells.ts';
import { addDays, weekOf } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { nextSchoolDay } from '#school/school-days.ts';
import { bellSettings } from '#school/timetable/bell-settings.ts';
import { ringSpecially, ringUsually, saveBells, takeBackBells } from '#school/timetable/keep-bells.ts';
import { classShifts, setShifts } from '#school/timetable/shifts.ts';
import { weekNameOn, weeks } from '#school/timetable/weeks.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

const path = '/timetable/bells';

/** Bell schedules, short days, shifts, weeks A and B (5.2a). */
export function bellPages(app: FastifyInstance, api: ApiHouse): void {
  const on = { name: 'timetable-bells', show: showBells };
  page(app, api, { path, ...on });
  const post = (at: string, flash: string, work: (act: Act, request: FastifyRequest) => Promise<unknown>) =>
    form(app, api, {
      path: `${path}/${at}`,
      ...on,
      submit: async (act, request) => {
        await work(act, request);
        return path;
      },
      flash: `timetable/${flash}`,
    });
  post('schedules', 'bells-saved', (act, request) => saveBells(act, scheduleOf(request)));
  post('usual', 'bells-set', (act, request) =>
    ringUsually(act, { ...ruleOf(request), since: textOf(fieldsOf(request).since) }),
  );
  post('special', 'bells-set', (act, request) => {
    const { from, to, reason } = fieldsOf(request);
    const first = textOf(from);
    return ringSpecially(act, { ...ruleOf(request), from: first, to: textOf(to) || first, reason: textOf(reason) });
  });
  post('uses/:id/take-back', 'bells-taken-back', (act, request) => takeBackBells(act, idOf(request)));
  post('weeks', 'weeks-saved', (act, request) => alternateWeeks(act, fieldsOf(request).alternating === 'yes'));
  post('weeks/turn', 'weeks-saved', (act, request) => {
    const { day, week } = fieldsOf(request);
    return turnWeeks(act, { day: textOf(day), week: week === 'B' ? 'B' : 'A' });
  });
  post('weeks/take-back', 'weeks-saved', (act, request) => takeBackTurn(act, textOf(fieldsOf(request).monday)));
  post('shifts', 'shifts-saved', (act, request) => setShifts(act, shiftsOf(request)));
}

async function showBells(act: Act): Promise<object> {
  const settings = await bellSettings(act);
  const counted = await weeks(act);
  const { monday } = weekOf(act.today);
  return {
    ...settings,
    bellsToday: await bells(act),
    next: await nextSchoolDay(act, act.today),
    today: act.today,
    tomorrow: addDays(act.today, 1),
    mayKeep: may(act.by, 'keepTimetable'),
    weeks: {
      ...counted,
      now: weekNameOn(counted, act.today),
      turns: counted.turns.filter(({ set }) => set).map(turn => ({ ...turn, ahead: turn.monday > act.today })),
      nextMonday: addDays(monday, 7),
    },
    classes: await classShifts(act),
    blank: blankBells,
    draft: {},
  };
}

/** Lessons of forty minutes with the usual breaks: a beginning to write over. */
const blankBells: BellView[] = [
  '08:30 09:10',
  '09:20 10:00',
  '10:15 10:55',
  '11:15 11:55',
  '12:10 12:50',
  '13:00 13:40',
  '13:50 14:30',
  '14:40 15:20',
].map((times, index) => ({ slot: index + 1, startsAt: times.slice(0, 5), endsAt: times.slice(6) }));

function ruleOf(request: FastifyRequest): { scheduleId: number; weekday: number | null; shift: number | null } {
  const { schedule, weekday, shift } = fieldsOf(request);
  return {
    scheduleId: wholeNumber(schedule) ?? 0,
    weekday: wholeNumber(weekday) ?? null,
    shift: wholeNumber(shift) ?? null,
  };
}

/** «starts-1», «ends-1» and so on; a lesson without a beginning and an end is none. */
function scheduleOf(request: FastifyRequest): { id?: number; name: string; bells: BellView[] } {
  const fields = fieldsOf(request);
  const id = wholeNumber(fields.id);
  const slots = Array.from({ length: 15 }, (_, slot) => slot);
  const bells = slots
    .map(slot => ({ slot, startsAt: textOf(fields[`starts-${slot}`]), endsAt: textOf(fields[`ends-${slot}`]) }))
    .filter(({ startsAt, endsAt }) => startsAt !== '' || endsAt !== '');
  return { ...(id === undefined ? {} : { id }), name: textOf(fields.name), bells };
}

function shiftsOf(request: FastifyRequest): { classId: number; shift: number }[] {
  return Object.entries(fieldsOf(request)).flatMap(([name, value]) => {
    const classId = wholeNumber(/^shift-(\d+)$/.exec(name)?.[1]);
    return classId === undefined ? [] : [{ classId, shift: wholeNumber(value) ?? 1 }];
  });
}
