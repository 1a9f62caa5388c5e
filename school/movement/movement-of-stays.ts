import type { Arrival, Departure } from '#db/school/enrolment.ts';
import type { Day } from '../calendar.ts';

/** A stay of a student in a class, as an enrolment keeps it. */
export interface Stay {
  studentId: number;
  classId: number;
  since: Day;
  arrival: Arrival;
  /** First day no longer in the class, as `stayEnd` reads it. */
  until: Day | null;
  departure: Departure | null;
}

/**
 * The days of a movement. `from` is the day whose students are those «на начало»: the first of the year, or the last day of
 * the period before, so that who comes or goes in holidays belongs to the period that follows. `to` is the last day, or today.
 */
export interface MovementSpan {
  from: Day;
  to: Day;
}

/** Движение of a class or of several together: start + arrived − left = end, always. */
export interface Movement {
  start: number;
  arrived: number;
  left: number;
  end: number;
  /** The stays that began and those that ended, by day. */
  arrivals: Stay[];
  departures: Stay[];
}

/**
 * Movement of the classes whose stays are given, taken as one: who moves between them neither arrives nor leaves, while who
 * leaves and returns does both. Given the stays of one class alone, every move counts.
 */
export function movementOf(stays: readonly Stay[], { from, to }: MovementSpan): Movement {
  const unbroken = [...Map.groupBy(stays, ({ studentId }) => studentId).values()].flatMap(joined);
  const isHere = ({ since, until }: Stay, day: Day) => since <= day && (until === null || until > day);
  const isInside = (day: Day | null) => day !== null && day > from && day <= to;
  const arrivals = unbroken.filter(({ since }) => isInside(since));
  const departures = unbroken.filter(({ until }) => isInside(until));
  const start = unbroken.filter(stay => isHere(stay, from)).length;
  return {
    ...{ start, arrived: arrivals.length, left: departures.length },
    end: unbroken.filter(stay => isHere(stay, to)).length,
    arrivals: arrivals.toSorted((a, b) => byDay(a.since, b.since)),
    departures: departures.toSorted((a, b) => byDay(a.until!, b.until!)),
  };
}

/** The movement of groups together that do not exchange students within the span, or are not asked whether they do. */
export function sumOfMovement(all: readonly Movement[]): Movement {
  const sum = (field: 'start' | 'arrived' | 'left' | 'end') => all.reduce((total, one) => total + one[field], 0);
  return {
    ...{ start: sum('start'), arrived: sum('arrived'), left: sum('left'), end: sum('end') },
    arrivals: all.flatMap(({ arrivals }) => arrivals).toSorted((a, b) => byDay(a.since, b.since)),
    departures: all.flatMap(({ departures }) => departures).toSorted((a, b) => byDay(a.until!, b.until!)),
  };
}

/** One student's stays with those made one that follow on each other without a day between: the first says how it began, the last how it ended. */
function joined(stays: readonly Stay[]): Stay[] {
  const whole: Stay[] = [];
  for (const stay of stays.toSorted((a, b) => byDay(a.since, b.since))) {
    const before = whole.at(-1);
    if (before && (before.until === null || stay.since <= before.until)) {
      const isLonger = before.until !== null && (stay.until === null || stay.until > before.until);
      if (isLonger) Object.assign(before, { until: stay.until, departure: stay.departure, classId: stay.classId });
    } else {
      whole.push({ ...stay });
    }
  }
  return whole.filter(({ since, until }) => until === null || until > since);
}

function byDay(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
