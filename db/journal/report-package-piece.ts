import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { ReportPackage } from './report-package.ts';

/** A piece of the ZIP of a package, for it is written and read without ever being held whole. All are there, or none. */
const ReportPackagePieceSchema = defineEntity({
  name: 'ReportPackagePiece',
  uniques: [{ properties: ['package', 'number'] }],
  properties: {
    id: id(),
    package: () => p.manyToOne(ReportPackage).deleteRule('cascade'),
    /** From 0. */
    number: p.integer(),
    content: p.blob().lazy(),
  },
});
export class ReportPackagePiece extends ReportPackagePieceSchema.class {}
ReportPackagePieceSchema.setClass(ReportPackagePiece);
