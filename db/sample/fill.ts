import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { hash } from '@node-rs/argon2';
import { Acknowledgement } from '../board/acknowledgement.ts';
import { BoardDocument } from '../board/board-document.ts';
import { BoardDraft } from '../board/board-draft.ts';
import { BoardFile } from '../board/board-file.ts';
import type { Day } from '../day.ts';
import { Consultation } from '../forum/consultation.ts';
import { Moderation } from '../forum/moderation.ts';
import { Participant } from '../forum/participant.ts';
import { Poll } from '../forum/poll.ts';
import { PollBallot, PollChoice } from '../forum/poll-ballot.ts';
import { PollOption } from '../forum/poll-option.ts';
import { Reaction } from '../forum/reaction.ts';
import { Reply } from '../forum/reply.ts';
import { ReplyFile } from '../forum/reply-file.ts';
import { ReplyReading } from '../forum/reply-reading.ts';
import { Section } from '../forum/section.ts';
import { Topic } from '../forum/topic.ts';
import { TopicReading } from '../forum/topic-reading.ts';
import { Absence } from '../journal/absence.ts';
import { Lesson } from '../journal/lesson.ts';
import { LessonPlan, PlannedTopic } from '../journal/lesson-plan.ts';
import { LessonResource } from '../journal/lesson-resource.ts';
import { Mark } from '../journal/mark.ts';
import { Substitution } from '../journal/substitution.ts';
import { TeacherAbsence } from '../journal/teacher-absence.ts';
import { WorkKind } from '../journal/work-kind.ts';
import type { Orm } from '../orm.ts';
import { Assignment } from '../school/assignment.ts';
import { Bell, BellSchedule, BellUse } from '../school/bell.ts';
import { Consent } from '../school/consent.ts';
import { Course } from '../school/course.ts';
import { DaysOff } from '../school/days-off.ts';
import { Enrolment } from '../school/enrolment.ts';
import { Guardianship } from '../school/guardianship.ts';
import { Period } from '../school/period.ts';
import { Person } from '../school/person.ts';
import { Room } from '../school/room.ts';
import { School } from '../school/school.ts';
import { SchoolClass } from '../school/school-class.ts';
import { SchoolYear } from '../school/school-year.ts';
import { StoredFile } from '../school/stored-file.ts';
import { Student } from '../school/student.ts';
import { Subgroup, SubgroupMember } from '../school/subgroup.ts';
import { Subject } from '../school/subject.ts';
import { TimetableEntry } from '../school/timetable-entry.ts';
import { Training } from '../school/training.ts';
import { TrainingAnswer } from '../school/training-answer.ts';
import { TrainingAttendance } from '../school/training-attendance.ts';
import { putCertificates, putContacts, putReadings } from './cards.ts';
import { cast } from './cast.ts';
import { putConflict } from './conflict.ts';
import { putActivity, putClosings, putFunctionLog } from './control.ts';
import { putDeadlines, putFinals } from './finals.ts';
import { withoutForeignKeys } from './foreign-keys.ts';
import { makeSchool, type SampleOptions, type SampleSchool } from './make-school.ts';
import { putParentNotices } from './parent-notices.ts';
import { putRows, type Row } from './rows.ts';
import { putReportSubscriptions, putSubscriptions, putTellings } from './tellings.ts';

/** Whether the database holds nothing yet: neither a school nor a person. */
export async function isEmpty(orm: Orm): Promise<boolean> {
  const [row] = await orm.em
    .fork()
    .execute('select exists(select from school) or exists(select from person) as filled');
  return !row!.filled;
}

/** Whether it is the invented school that lives in the database. */
export async function isSample(orm: Orm): Promise<boolean> {
  const [row] = await orm.em.fork().execute('select coalesce(bool_or(sample), false) as sample from school');
  return row!.sample;
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
    await withoutForeignKeys(em, ['lesson', 'absence', 'mark'], async () => {
      for (const [step, tables] of steps(sample, { today, timeZone })) {
        progress(step);
        for (const put of tables) await put(em);
      }
    });
    // Until PostgreSQL has counted the rows, it reads large tables one row at a time.
    await em.execute('analyze');
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

type PutTable = (em: EntityManager) => Promise<void>;

// In the order of their references.
function steps(sample: SampleSchool, { today, timeZone }: { today: Day; timeZone: string }): [string, PutTable[]][] {
  return [
    ['people', peopleTables(sample)],
    ['classes and courses', classTables(sample)],
    ['plans', [table(LessonPlan, sample.lessonPlans), table(PlannedTopic, sample.plannedTopics)]],
    ['lessons', [table(WorkKind, sample.workKinds), table(Lesson, sample.lessons)]],
    ['absences', [table(TeacherAbsence, sample.teacherAbsences), ...absenceTables(sample)]],
    ['marks', [table(Mark, sample.marks), putConflict]],
    [
      'forum and board',
      [
        ...forumTables(sample.forum),
        ...letterTables(sample),
        ...boardTables(sample.board),
        ...trainingTables(sample.training),
        ...pollTables(sample.votes),
      ],
    ],
    [
      'links and files',
      [
        ...[table(StoredFile, sample.resources.files), table(LessonResource, sample.resources.lessonResources)],
        ...[table(StoredFile, sample.forum.files), table(ReplyFile, sample.forum.replyFiles)],
      ],
    ],
    ['final marks', [putFinals, putDeadlines, putClosings]],
    ['activity', [putFunctionLog, em => putActivity(em, today)]],
    ['notices to parents', [em => putParentNotices(em, today, timeZone)]],
    ['cards', [putContacts, em => putCertificates(em, today), em => putReadings(em, today)]],
  ];
}

function table<E>(entity: new () => E, rows: readonly Row<E>[]): PutTable {
  return em => putRows(em, entity, rows);
}

function peopleTables(sample: SampleSchool): PutTable[] {
  return [
    table(School, [sample.school]),
    table(SchoolYear, [sample.year]),
    table(Period, sample.periods),
    table(DaysOff, sample.daysOff),
    table(BellSchedule, sample.bellSchedules),
    table(Bell, sample.bells),
    table(BellUse, sample.bellUses),
    table(Room, sample.rooms),
    table(Person, sample.people),
    table(Assignment, sample.assignments),
    table(Student, sample.students),
    table(Guardianship, sample.guardianships),
    table(Consent, sample.consents),
    putTellings,
    putReportSubscriptions,
  ];
}

function classTables(sample: SampleSchool): PutTable[] {
  return [
    table(SchoolClass, sample.classes),
    table(Enrolment, sample.enrolments),
    table(Subject, sample.subjects),
    table(Subgroup, sample.subgroups),
    table(SubgroupMember, sample.members),
    table(Course, sample.courses),
    table(TimetableEntry, sample.entries),
  ];
}

function absenceTables({ substitutions, absences }: SampleSchool): PutTable[] {
  return [table(Substitution, substitutions), table(Absence, absences)];
}

function forumTables({
  sections,
  topics,
  replies,
  readings,
  moderations,
  reactions,
}: SampleSchool['forum']): PutTable[] {
  return [
    ...[table(Section, sections), table(Topic, topics), table(Reply, replies), table(TopicReading, readings)],
    ...[table(Moderation, moderations), table(Reaction, reactions)],
    putSubscriptions,
  ];
}

function letterTables({ letters, questions }: SampleSchool): PutTable[] {
  const { topics, replies, participants, readings, replyReadings } = letters;
  return [
    ...[table(Topic, topics), table(Reply, replies), table(Participant, participants)],
    ...[table(TopicReading, readings), table(ReplyReading, replyReadings)],
    ...[table(Topic, questions.topics), table(Reply, questions.replies)],
    table(Consultation, questions.consultations),
  ];
}

function pollTables({ polls, options, ballots, choices }: SampleSchool['votes']): PutTable[] {
  return [table(Poll, polls), table(PollOption, options), table(PollBallot, ballots), table(PollChoice, choices)];
}

function trainingTables({ trainings, answers, attendances }: SampleSchool['training']): PutTable[] {
  return [table(Training, trainings), table(TrainingAnswer, answers), table(TrainingAttendance, attendances)];
}

function boardTables({ files, documents, acknowledgements, drafts, hung }: SampleSchool['board']): PutTable[] {
  const published = [table(BoardDocument, documents), table(Acknowledgement, acknowledgements)];
  return [table(StoredFile, files), ...published, table(BoardDraft, drafts), table(BoardFile, hung)];
}
