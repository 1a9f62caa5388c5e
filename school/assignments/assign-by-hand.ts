import type { Act } from '../act.ts';
import { type Day, parseDay } from '../calendar.ts';
import { permit, see } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';
import { changeFunctions, type FunctionEntry, type OrderNamed } from './change-functions.ts';
import { personNamed } from './named-person.ts';

/** An assignment typed on the page «Функции» or sent by a program; every value still to be checked. */
export interface AssignmentEntry extends Omit<FunctionEntry, 'personId' | 'prefix'> {
  personId?: number | undefined;
  /** Instead of the id: the whole name, or the login. */
  person?: string | undefined;
  /** The order of «Учительская» … */
  documentId?: number | undefined;
  /** … or the one on paper. */
  orderNumber?: string | undefined;
  orderDate?: string | undefined;
}

/**
 * Assigns somebody to a function or relieves them of it, by an order that exists already (6.1). Gives the line of the log.
 * Refusals: as changeFunctions, and invalid at order, orderNumber, orderDate.
 */
export async function assignByHand(act: Act, entry: AssignmentEntry): Promise<number> {
  see(act, 'readFunctions');
  permit(act, 'assignFunctions');
  const order = await orderNamed(act, entry);
  const personId = entry.personId ?? (await personNamed(act, entry.person ?? '', 'person'));
  const { deed, classId, day, until } = entry;
  const [line] = await changeFunctions(act, [{ deed, personId, function: entry.function, classId, day, until }], order);
  return line!.id;
}

async function orderNamed(
  act: Act,
  { documentId, orderNumber = '', orderDate = '' }: AssignmentEntry,
): Promise<OrderNamed> {
  if (documentId !== undefined) {
    const known = await act.em.execute('select 1 from board_document where id = ? and kind = ?', [documentId, 'order']);
    return known.length === 1 ? { documentId } : invalid('function/order', 'order');
  }
  const number = tidyLine(orderNumber);
  if (number === '') invalid('function/order', 'order');
  if (number.length > 20) invalid('function/order-number', 'orderNumber');
  const date = parseDay(orderDate);
  if (!date || date > act.today || date < '1990-01-01') invalid('function/order-date', 'orderDate');
  return { number, date };
}

/** The latest orders of the board, for a form. */
export function latestOrders(act: Act): Promise<{ id: number; number: number; date: Day; title: string }[]> {
  return act.em.execute(
    `select id, number, date::text as date, title from board_document where kind = 'order'
     order by published_at desc, id desc limit 20`,
  );
}
