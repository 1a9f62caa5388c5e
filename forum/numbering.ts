/** Replies on one page of a topic. Numbers have no gaps, so a reply's page follows from its number. */
export const repliesPerPage = 50;
/** Topics on one page of a list. */
export const topicsPerPage = 30;

/** The page of a topic on which the reply of that number stands. */
export function pageOf(number: number): number {
  return Math.max(1, Math.ceil(number / repliesPerPage));
}

/** How many pages so many rows take: one at least. */
export function pagesFor(rows: number, perPage: number): number {
  return Math.max(1, Math.ceil(rows / perPage));
}
