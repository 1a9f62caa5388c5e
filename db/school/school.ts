import { defineEntity, p } from '@mikro-orm/core';

/** The one school this program serves: its name and the settings a school may change. */
const SchoolSchema = defineEntity({
  name: 'School',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    fullName: p.string(),
    /** Where it is, for papers: «с. Крюково». */
    town: p.string().length(80).nullable(),
    /** Who signs papers as the director, «М. И. Соколова»; without it the director of that day. */
    directorName: p.string().length(80).nullable(),
    timeZone: p.string(),
    /** The invented school of the demonstration; a real one never is. */
    sample: p.boolean().default(false),
    daysPerWeek: p.smallint().default(5),
    /** The timetable has a week A and a week B. */
    alternatingWeeks: p.boolean().default(false),
    /** Fewest marks for attestation in a quarter and in a half-year (domain, "Periods"). */
    fewestMarksInQuarter: p.smallint().default(3),
    fewestMarksInHalfYear: p.smallint().default(5),
    /** The mark «1» exists but is off by default (domain, "Marks"). */
    lowestMark: p.smallint().default(2),
    /** Days in which a teacher may still change an entry without the deputy (domain, "Editing window"). */
    editingDays: p.smallint().default(7),
    /** Days for which it is kept who has read whose card (152-ФЗ). */
    cardReadingDays: p.smallint().default(1095),
    /** What an owed work becomes after its due day: a 2, or nothing ever (domain, «Точка»). */
    owedCountsAsTwo: p.boolean().default(true),
    /** Marks a newcomer brought from another school enter the mean of the period. */
    broughtMarksCount: p.boolean().default(true),
    /** Days in which an owed work may come when the teacher names no day. */
    owedDays: p.smallint().default(14),
    /** Weight of «н/а» in СОУ: 7 or 0 (domain, "Figures of progress"). */
    notAttestedWeight: p.smallint().default(7),
    /** Local time of the daily reminders, «15:30». */
    remindersAt: p.string().default('15:30'),
  },
});
export class School extends SchoolSchema.class {}
SchoolSchema.setClass(School);
