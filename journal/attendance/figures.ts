import type { Day } from '#school/calendar.ts';
import { shareTenths } from '../arithmetic/means.ts';

/** One student's day in a class: its lessons and what became of them. */
export interface StudentDay {
  studentId: number;
  day: Day;
  /** Lessons of the class or of the student's own subgroups on that day, those to come included. */
  lessons: number;
  /** Of these, lessons that have begun by now. */
  held: number;
  ill: number;
  valid: number;
  /** Without a valid reason. */
  unexcused: number;
  /** Nobody has given the reason yet. */
  unknown: number;
  late: number;
}

/** What reports say of attendance (domain, "Attendance"), of one student or of many together. */
export interface AttendanceFigures {
  lessons: number;
  held: number;
  /** All lessons missed, whatever the reason: ill + valid + unexcused + unknown. */
  missed: number;
  ill: number;
  valid: number;
  unexcused: number;
  unknown: number;
  late: number;
  /** Full days: every lesson of the day was missed. */
  days: number;
  /** Full days of illness: every lesson of the day was missed because of it. */
  daysIll: number;
}

export const noFigures: AttendanceFigures = {
  ...{ lessons: 0, held: 0, missed: 0, ill: 0, valid: 0, unexcused: 0, unknown: 0, late: 0 },
  ...{ days: 0, daysIll: 0 },
};

/** The figures of some days of students. */
export function figuresOf(days: readonly StudentDay[]): AttendanceFigures {
  return sumOf(days.map(figuresOfDay));
}

function figuresOfDay({ lessons, held, ill, valid, unexcused, unknown, late }: StudentDay): AttendanceFigures {
  const missed = ill + valid + unexcused + unknown;
  const isFull = lessons > 0 && missed === lessons;
  const isIll = isFull && ill === lessons;
  return { lessons, held, missed, ill, valid, unexcused, unknown, late, days: Number(isFull), daysIll: Number(isIll) };
}

/** The figures of several together: a class, a school. */
export function sumOf(all: readonly AttendanceFigures[]): AttendanceFigures {
  const keys = Object.keys(noFigures) as (keyof AttendanceFigures)[];
  const sum = { ...noFigures };
  for (const figures of all) for (const key of keys) sum[key] += figures[key];
  return sum;
}

/** Attendance in tenths of a percent, 1 − missed / held, rounded mathematically; nothing where no lesson was held. */
export function attendanceTenths({ held, missed }: AttendanceFigures): number | null {
  return shareTenths(held - missed, held);
}

const systematicPercent = 30;

/** The share of lessons missed without a valid reason, in tenths of a percent of all lessons of those days. */
export function unexcusedTenths({ lessons, unexcused }: AttendanceFigures): number {
  return shareTenths(unexcused, lessons) ?? 0;
}

/** Whether 30 % of the lessons of a month were missed without a valid reason: to be asked of the figures of a month. */
export function isSystematic({ lessons, unexcused }: AttendanceFigures): boolean {
  return lessons > 0 && unexcused * 100 >= systematicPercent * lessons;
}
