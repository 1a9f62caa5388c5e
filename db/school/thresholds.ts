import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';

/** From which weighted mean, in hundredths, a 5, a 4 and a 3 are suggested; for one grade, or for all others (null). */
const ThresholdsSchema = defineEntity({
  name: 'Thresholds',
  properties: {
    id: id(),
    grade: p.smallint().unique().nullable(),
    five: p.smallint(),
    four: p.smallint(),
    three: p.smallint(),
  },
});
export class Thresholds extends ThresholdsSchema.class {}
ThresholdsSchema.setClass(Thresholds);
