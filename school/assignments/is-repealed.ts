/**
 * SQL: the order (the id of its document) is in force no longer on the day (an expression): another stands instead of it. A correction
 * of the same number is the same order.
 */
export function isRepealed(document: string, day: string): string {
  return `exists (
    select from board_document o join board_document e on e.kind = o.kind and e.year = o.year and e.number = o.number
    left join board_document n on n.id = e.superseded_by_id
    where o.id = ${document} and e.superseded_on <= ${day}
      and (n.id is null or n.kind <> e.kind or n.year <> e.year or n.number <> e.number))`;
}
