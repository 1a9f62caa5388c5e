/** SQL: «2026/2027», the name of the year `y`. */
export const yearName = `left(y.first_day::text, 4) || '/' || left(y.last_day::text, 4)`;

/** SQL: a year after the year `y` has begun by the day (an expression). */
export function laterYearHasBegun(day: string): string {
  return `exists (select 1 from school_year later where later.first_day > y.first_day and later.first_day <= ${day})`;
}

/** SQL: `y` is the year of the day, in the summer after it too: a class is its teacher's until the next year begins. */
export function isYearOf(day: string): string {
  return `y.first_day <= ${day} and not ${laterYearHasBegun(day)}`;
}
