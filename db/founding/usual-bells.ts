/** The bells of an ordinary day, eight lessons of forty minutes, in order of the slots from 1. */
export const bells = [
  ['08:30', '09:10'],
  ['09:20', '10:00'],
  ['10:15', '10:55'],
  ['11:15', '11:55'],
  ['12:10', '12:50'],
  ['13:00', '13:40'],
  ['13:50', '14:30'],
  ['14:40', '15:20'],
] as const;

/** The bells of a short day: lessons of thirty minutes. */
export const shortBells = [
  ['08:30', '09:00'],
  ['09:10', '09:40'],
  ['09:50', '10:20'],
  ['10:35', '11:05'],
  ['11:20', '11:50'],
  ['12:00', '12:30'],
  ['12:40', '13:10'],
  ['13:20', '13:50'],
] as const;
