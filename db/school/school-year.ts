import { defineEntity } from '@mikro-orm/core';
import { day, id } from '../columns.ts';

/** A school year, first to last day of lessons. */
const SchoolYearSchema = defineEntity({
  name: 'SchoolYear',
  properties: { id: id(), firstDay: day().unique(), lastDay: day() },
});
export class SchoolYear extends SchoolYearSchema.class {
  /** «2026/2027» */
  get name(): string {
    return `${this.firstDay.slice(0, 4)}/${this.lastDay.slice(0, 4)}`;
  }
}
SchoolYearSchema.setClass(SchoolYear);
