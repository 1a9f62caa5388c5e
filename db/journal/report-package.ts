import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';

/** Every paper of a period's end in one ZIP, made in the background; thrown away after some days, since it can be made again. */
const ReportPackageSchema = defineEntity({
  name: 'ReportPackage',
  properties: {
    id: id(),
    /** `quarter-1`, `half-year-2`, `year`, `final` */
    term: p.string(),
    /** First day of the school year. */
    yearFrom: day(),
    by: () => p.manyToOne(Person).index(),
    at: moment(),
    state: oneOf(['waiting', 'done', 'refused', 'cancelled', 'failed'] as const),
    /** Papers made, of how many. */
    done: p.integer().default(0),
    total: p.integer().default(0),
    /** Of the ZIP, when it is whole (report_package_piece). */
    bytes: p.integer().nullable(),
    finishedAt: moment().nullable(),
  },
});
export class ReportPackage extends ReportPackageSchema.class {}
ReportPackageSchema.setClass(ReportPackage);
