import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type TimetableChoices, timetableChoices } from '#journal/timetable/choices.ts';
import { freeAt } from '#journal/timetable/free-at.ts';
import { type TimetableKind, type TimetableWeek, weekOfKind } from '#journal/timetable/week.ts';
import type { Act } from '#school/act.ts';
import { bells } from '#school/bells.ts';
import { weekdayOf } from '#school/calendar.ts';
import { keepRoom, rooms } from '#school/timetable/rooms.ts';
import { dayOr } from '../days.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** The timetable of a class, a teacher, a room (5.2a); who is free; the rooms. */
export function timetablePages(app: FastifyInstance, api: ApiHouse): void {
  page(app, api, { path: '/timetable', name: 'timetable', show: showWeek });
  page(app, api, { path: '/timetable/free', name: 'timetable-free', show: showFree });
  const list = { name: 'timetable-rooms', show: showRooms };
  page(app, api, { path: '/timetable/rooms', ...list });
  form(app, api, {
    path: '/timetable/rooms',
    ...list,
    submit: async (act, request) => {
      await keepRoom(act, { ...roomOf(request), closedOn: null });
      return '/timetable/rooms';
    },
    flash: 'timetable/room-added',
  });
  form(app, api, {
    path: '/timetable/rooms/:id',
    ...list,
    submit: async (act, request) => {
      const { closedOn } = fieldsOf(request);
      await keepRoom(act, {
        id: idOf(request),
        ...roomOf(request),
        closedOn: dayOr(closedOn, undefined, 'closedOn') ?? null,
      });
      return '/timetable/rooms';
    },
    flash: 'timetable/room-saved',
  });
}

function roomOf(request: FastifyRequest): { name: string; seats: number | null } {
  const { name, seats } = fieldsOf(request);
  return { name: textOf(name), seats: textOf(seats).trim() === '' ? null : Number(seats) };
}

async function showRooms(act: Act): Promise<object> {
  const choices = await timetableChoices(act);
  return { rooms: await rooms(act), mayKeep: choices.mayKeep, today: act.today, draft: {} };
}

const kinds = ['class', 'teacher', 'room'] as const;

async function showWeek(act: Act, request: FastifyRequest): Promise<object> {
  const asked = request.query as Record<string, unknown>;
  const day = dayOr(asked.day, act.today);
  const choices = await timetableChoices(act);
  const chosen = chosenOf(asked, choices);
  if (!chosen) return { ...choices, nothing: true, today: act.today };
  const week = await weekOfKind(act, chosen, day);
  return {
    ...choices,
    nothing: false,
    ...pageOf(week),
    today: act.today,
    filesDay: [week.monday, act.today].toSorted().at(-1),
    address: `/timetable?${chosen.kind}=${chosen.id}`,
  };
}

/** What the address asks for (`?class=12`, or `?of=class-12` of the list); one's own where it asks for nothing. */
function chosenOf(
  asked: Record<string, unknown>,
  { own }: Pick<TimetableChoices, 'own'>,
): { kind: TimetableKind; id: number } | null {
  const [, listed, of] = /^(class|teacher|room)-(\d+)$/.exec(textOf(asked.of)) ?? [];
  if (listed) return { kind: listed as TimetableKind, id: wholeNumber(of) ?? 0 };
  const kind = kinds.find(one => asked[one] !== undefined && asked[one] !== '');
  return kind ? { kind, id: wholeNumber(String(asked[kind])) ?? 0 } : own;
}

/** The week as the page draws it: each day with every slot, so that the slots of all days stand in rows. */
function pageOf(week: TimetableWeek): object {
  const shown = week.days.filter(
    ({ day, lessons, isSchoolDay }) => weekdayOf(day) <= 5 || lessons.length > 0 || isSchoolDay,
  );
  return {
    ...week,
    sameMonth: week.monday.slice(0, 7) === week.sunday.slice(0, 7),
    isFree: week.slots.length === 0,
    dayOff: week.days.find(({ dayOff }) => dayOff !== null)?.dayOff ?? null,
    days: shown.map(day => ({
      ...day,
      cells: week.slots.map(slot => {
        const lessons = day.lessons.filter(lesson => lesson.slot === slot);
        return { slot, lessons, startsAt: lessons[0]?.startsAt ?? null, endsAt: lessons[0]?.endsAt ?? null };
      }),
    })),
  };
}

async function showFree(act: Act, request: FastifyRequest): Promise<object> {
  const asked = request.query as Record<string, unknown>;
  const day = dayOr(asked.day, act.today);
  const rung = await bells(act, { day });
  const slot = /^\d{1,2}$/.test(textOf(asked.slot)) ? Number(asked.slot) : (rung[0]?.slot ?? 1);
  const shift = wholeNumber(asked.shift) ?? 1;
  const free = await freeAt(act, { day, slot, shift });
  const slots = rung.length > 0 ? rung.map(one => one.slot) : Array.from({ length: 8 }, (_, index) => index + 1);
  return {
    ...free,
    slots,
    shift,
    here: free.teachers.filter(({ lessonsThatDay }) => lessonsThatDay > 0),
    away: free.teachers.filter(({ lessonsThatDay }) => lessonsThatDay === 0),
  };
}
