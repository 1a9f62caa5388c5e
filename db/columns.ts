import { p } from '@mikro-orm/core';
import type { Day } from './day.ts';

/** A calendar day column. */
export const day = () => p.date().$type<Day>();

/** A moment column, to the millisecond, with time zone. */
export const moment = () => p.datetime().length(3);

/** The usual primary key. */
export const id = () => p.integer().primary().autoincrement();

/** An enumeration kept as text under a check constraint. */
export const oneOf = <const T extends readonly string[]>(values: T) => p.enum([...values] as T[number][]);
