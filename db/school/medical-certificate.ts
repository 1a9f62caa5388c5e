import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

/** The medical groups for physical education (3.3), and a release from it for a while. */
export const medicalKinds = ['basic', 'preparatory', 'special-a', 'special-b', 'released'] as const;
export type MedicalKind = (typeof medicalKinds)[number];

/**
 * A certificate as the class teacher has entered it: which group, on which days. Health data: see the charter's `readMedical`.
 * Never overwritten: one that was entered wrongly is withdrawn, and of several groups the one that began last holds.
 */
const MedicalCertificateSchema = defineEntity({
  name: 'MedicalCertificate',
  properties: {
    id: id(),
    student: () => p.manyToOne(Student).index(),
    kind: oneOf(medicalKinds),
    since: day(),
    /** The last day, at most a year after the first. */
    until: day().index(),
    number: p.string().length(40).nullable(),
    enteredBy: () => p.manyToOne(Person),
    enteredAt: moment(),
    withdrawnBy: () => p.manyToOne(Person).nullable(),
    withdrawnAt: moment().nullable(),
    /** When the class teacher was reminded that it ends: once. */
    remindedAt: moment().nullable(),
  },
});
export class MedicalCertificate extends MedicalCertificateSchema.class {}
MedicalCertificateSchema.setClass(MedicalCertificate);
