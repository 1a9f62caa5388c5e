import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { hash } from '@node-rs/argon2';
import { Acknowledgement } from '../board/acknowledgement.ts';
import { BoardDocument } from '../board/board-document.ts';
import { Reply } from '../forum/reply.ts';
import { Section } from '../forum/section.ts';
import { Topic } from '../forum/topic.ts';
import { TopicReading } from '../forum/topic-reading.ts';
import { Absence } from '../journal/absence.ts';
import { Lesson } from '../journal/lesson.ts';
import { Mark } from '../journal/mark.ts';
import { Substitution } from '../journal/substitution.ts';
import { WorkKind } from '../journal/work-kind.ts';
import type { Orm } from '../orm.ts';
import { Assignment } from '../school/assignment.ts';
import { Bell } from '../school/bell.ts';
import { Course } from '../school/course.ts';
import { DaysOff } from '../school/days-off.ts';
import { Enrolment } from '../school/enrolment.ts';
import { Guardianship } from '../school/guardianship.ts';
import { Period } from '../school/period.ts';
import { Person } from '../school/person.ts';
import { School } from '../school/school.ts';
import { SchoolClass } from '../school/school-class.ts';
import { SchoolYear } from '../school/school-year.ts';
import { StoredFile } from '../school/stored-file.ts';
import { Student } from '../school/student.ts';
import { Subgroup, SubgroupMember } from '../school/subgroup.ts';
import { Subject } from '../school/subject.ts';
import { TimetableEntry } from '../school/timetable-entry.ts';
import { cast } from './cast.ts';
import { makeSchool, type SampleOptions, type SampleSchool } from './make-school.ts';
import { putRows } from './rows.ts';

/** Whether the database holds nothing yet: neither a school nor a person. */
export async function isEmpty(orm: Orm): Promise<boolean> {
  const [row] = await orm.em
    .fork()
    .execute('select exists(select from school) or exists(select from person) as filled');
  return !row!.filled;
}

/**
 * Fills an empty, migrated database with the sample school as it stands on the day and at the moment given, in one
 * transaction. The same options give the same rows. `progress` hears of each step by its name.
 */
export async function fillSampleSchool(orm: Orm, options: FillOptions): Promise<void> {
  const { progress = () => {}, students = 280, timeZone = 'Europe/Moscow', today, at } = options;
  progress('people and timetable');
  const sample = makeSchool({ today, at, students, timeZone, passwordHashes: await castPasswords() });
  await orm.em.fork().transactional(async em => {
    for (const [step, put] of steps(sample)) {
      progress(step);
      await put(em);
    }
  });
}

export interface FillOptions extends Omit<SampleOptions, 'passwordHashes' | 'students' | 'timeZone'> {
  students?: number;
  timeZone?: string;
  progress?: (step: string) => void;
}

// argon2id as for everybody; the salt comes from the login, so that two fillings are alike.
async function castPasswords(): Promise<Map<string, string>> {
  const hashes = cast.map(async ({ login, password }) => {
    const salt = createHash('sha256').update(`sample ${login}`).digest().subarray(0, 16);
    return [login, await hash(password, { memoryCost: 19456, timeCost: 2, parallelism: 1, salt })] as const;
  });
  return new Map(await Promise.all(hashes));
}

function steps(sample: SampleSchool): [string, (em: EntityManager) => Promise<void>][] {
  return [
    ['people', em => putPeople(em, sample)],
    ['classes and courses', em => putClasses(em, sample)],
    ['lessons', em => putLessons(em, sample)],
    ['absences', em => putRows(em, Absence, sample.absences)],
    ['marks', em => putRows(em, Mark, sample.marks)],
    ['forum and board', em => putTalk(em, sample)],
  ];
}

async function putPeople(em: EntityManager, sample: SampleSchool): Promise<void> {
  await putRows(em, School, [sample.school]);
  await putRows(em, SchoolYear, [sample.year]);
  await putRows(em, Period, sample.periods);
  await putRows(em, DaysOff, sample.daysOff);
  await putRows(em, Bell, sample.bells);
  await putRows(em, Person, sample.people);
  await putRows(em, Assignment, sample.assignments);
  await putRows(em, Student, sample.students);
  await putRows(em, Guardianship, sample.guardianships);
}

async function putClasses(em: EntityManager, sample: SampleSchool): Promise<void> {
  await putRows(em, SchoolClass, sample.classes);
  await putRows(em, Enrolment, sample.enrolments);
  await putRows(em, Subject, sample.subjects);
  await putRows(em, Subgroup, sample.subgroups);
  await putRows(em, SubgroupMember, sample.members);
  await putRows(em, Course, sample.courses);
  await putRows(em, TimetableEntry, sample.entries);
}

async function putLessons(em: EntityManager, sample: SampleSchool): Promise<void> {
  await putRows(em, WorkKind, sample.workKinds);
  await putRows(em, Lesson, sample.lessons);
  await putRows(em, Substitution, sample.substitutions);
}

async function putTalk(em: EntityManager, sample: SampleSchool): Promise<void> {
  await putRows(em, Section, sample.forum.sections);
  await putRows(em, Topic, sample.forum.topics);
  await putRows(em, Reply, sample.forum.replies);
  await putRows(em, TopicReading, sample.forum.readings);
  await putRows(em, StoredFile, sample.board.files);
  await putRows(em, BoardDocument, sample.board.documents);
  await putRows(em, Acknowledgement, sample.board.acknowledgements);
}
