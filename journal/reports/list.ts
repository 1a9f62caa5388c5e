import { may } from '#school/permissions.ts';
import { classSizes } from './class-sizes.ts';
import { ofSchool, type Report } from './report.ts';

/** Every report of the program, one line each, in the order of the list; docs/adding-a-report.md. */
export const reports: readonly Report[] = [
  ofSchool('class-sizes', { asks: ['day'], query: classSizes, may: by => may(by, 'readClassSizes') }),
];
