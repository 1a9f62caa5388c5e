/** The levels of school education by grades: primary, basic, secondary. */
export const levels = [
  { from: 1, to: 4 },
  { from: 5, to: 9 },
  { from: 10, to: 11 },
] as const;
