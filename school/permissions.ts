import type { DocumentKind } from '#db/board/board-document.ts';
import type { Act } from './act.ts';
import { type Actor, addressWords, isStaff, personWord, staffWords } from './actor.ts';
import { Refusal } from './refusal.ts';

/** What the charter asks of a student: who and in which class now. */
export interface StudentFacts {
  studentId: number;
  classId: number | null;
}

/** What the charter asks of a lesson. */
export interface LessonFacts {
  teacherId: number;
  substituteId: number | null;
  classId: number;
}

/** What the charter asks of a course: one course is one journal. */
export interface CourseFacts {
  teacherId: number;
  classId: number;
}

/** What the charter asks of a document of «Учительская». */
export interface DocumentFacts {
  audience: readonly string[];
  signerId: number;
  /** Opened to everybody of the school, families included. */
  isPublic: boolean;
  /** Replaced, or in force no longer. */
  over: boolean;
}

/** What the charter asks of a training session: who holds it, and whom it names. */
export interface TrainingFacts {
  audience: readonly string[];
  organiserId: number;
}

/** What the charter asks of a section of the forum: in one that was put away nobody writes. */
export interface SectionFacts {
  readers: readonly string[];
  writers: readonly string[];
  archivedAt?: Date | string | null;
}

/** What the charter asks of a letter to be begun: to whom, and about which student when a family is at one end. */
export interface LetterFacts {
  toId: number;
  /** The other one works at the school. */
  toStaff: boolean;
  toDeputy: boolean;
  student: {
    studentId: number;
    /** The student as a person, and the parents. */
    personId: number;
    parentIds: readonly number[];
    /** The class teacher and the teachers of the student's courses today. */
    teacherIds: readonly number[];
  } | null;
}

/** What the charter asks of an announcement for families, with the classes of the reader's own students. */
export interface FamilyDocumentFacts {
  kind: string;
  audience: readonly string[];
  /** Of the actor's own students today. */
  classIds: readonly number[];
}

/** 7b: what families may be shown of the normative base; orders and announcements of the staff never. */
export const publicKinds: readonly string[] = ['regulation', 'instruction'] satisfies DocumentKind[];

const heads = (by: Actor) => by.roles.has('director') || by.roles.has('deputy');
const moderates = (by: Actor) => heads(by) || by.roles.has('registrar');

/**
 * The charter: every deed and who may do it, each rule once. Pure: an actor and the facts of the object.
 * Use cases ask it through `permit` and `see`; doors never do, they show the `may…` flags of views.
 */
const charter = {
  /** 2.4: own data only; 4.2c, 5.2, 6.2: class teacher, deputy and director control. */
  readMarks: (by: Actor, student: StudentFacts) =>
    by.studentId === student.studentId ||
    by.childIds.includes(student.studentId) ||
    (student.classId !== null && by.ownClassIds.includes(student.classId)) ||
    heads(by),
  readLesson: (by: Actor, lesson: LessonFacts) => readsLesson(by, lesson),
  /** 1.2g, 2.4: links and files of a lesson are for those who have the lesson, their families, and who reads the lesson. */
  readResource: (by: Actor, lesson: LessonFacts & { studentIds: readonly number[] }) =>
    readsLesson(by, lesson) || lesson.studentIds.some(id => by.studentId === id || by.childIds.includes(id)),
  /** 3.2: the teacher of the lesson, or the substitute for that lesson and no other. */
  fillLesson: (by: Actor, lesson: LessonFacts) => teaches(by, lesson),
  /** 3.2b: between two entries of a cell decides the substitute where there is one, else the teacher. */
  decideCell: (by: Actor, lesson: LessonFacts) =>
    by.roles.has('teacher') && (lesson.substituteId ?? lesson.teacherId) === by.id,
  /** 4.2b: reasons of absence in the class are the class teacher's. */
  giveReason: (by: Actor, { classId }: { classId: number }) => by.ownClassIds.includes(classId),
  /** 4.1, 4.2b: attendance of the class is kept by the class teacher and controlled by deputy and director (5.2, 6.2). */
  readAttendance: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || heads(by),
  /** 4.2b: a parent explains the absences of their own child; the class teacher confirms. */
  explainAbsence: (by: Actor, { studentId }: { studentId: number }) => by.childIds.includes(studentId),
  /**
   * 2.4, 3.2a, 5.2: a calendar is given the lessons of one's own child, one's own, or (without a student) what one of the staff
   * teaches and is invited to.
   */
  subscribeTimetable: (by: Actor, { studentId }: { studentId: number | null }) =>
    studentId === null ? isStaff(by) : by.studentId === studentId || by.childIds.includes(studentId),
  /** 3.2, 4.2b: whoever has something to write into a cell; which part, the two above say. */
  enterCell: (by: Actor, lesson: LessonFacts) => teaches(by, lesson) || by.ownClassIds.includes(lesson.classId),
  /** 5.2, 6.2: the keeping of every journal is controlled by deputy and director. */
  readEveryJournal: (by: Actor) => heads(by),
  /** 3.2, 4.2c, 5.2, 6.2: a journal is read by its teacher, the class teacher, and those who control. */
  readJournal: (by: Actor, course: CourseFacts) =>
    teachesCourse(by, course) || by.ownClassIds.includes(course.classId) || heads(by),
  /** 3.2: the plan of lessons is its teacher's work; who may read the journal reads it. */
  keepPlan: (by: Actor, course: CourseFacts) => teachesCourse(by, course),
  /** Whoever has any journal to open: the three above without a course. */
  readJournals: (by: Actor) => by.roles.has('teacher') || by.ownClassIds.length > 0 || heads(by),
  /** 3.2e: period, year, exam and final marks are the teacher's own. */
  setFinal: (by: Actor, course: CourseFacts) => teachesCourse(by, course),
  /** 3.2e, 4.2c, 5.2b: who sets final marks, and who controls that they are set in time. */
  readFinals: (by: Actor) => by.roles.has('teacher') || by.ownClassIds.length > 0 || heads(by),
  /** 6.1: a period is closed, and opened again, by the director's order. */
  closePeriod: (by: Actor) => by.roles.has('director'),
  /** 6.1: the director assigns people to the functions of the regulation. */
  assignFunctions: (by: Actor) => by.roles.has('director'),
  /** 6.1, 7: who holds which function, and by which order, is known to the heads and to who keeps the user base. */
  readFunctions: (by: Actor) => heads(by) || by.roles.has('registrar'),
  /** 8.2, 7: how people use the journal is reported to the registrar and the director. */
  readActivity: (by: Actor) => by.roles.has('director') || by.roles.has('registrar'),
  /** 1.2d: reports are brought out by who works here; of what, the four below say. */
  readReports: (by: Actor) => isStaff(by),
  /** 5.2c, 8.1: what is reported of the whole school. */
  readSchoolReports: (by: Actor) => heads(by),
  /** 5.2c, 7: sizes of classes are known to who keeps the user base as well. */
  readClassSizes: (by: Actor) => heads(by) || by.roles.has('registrar'),
  /** 4.1, 5.2c: the reports of a class are its class teacher's, and of those who control. */
  readClassReports: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || heads(by),
  /** 1.2b, 4.1: the whole journal of a class on paper; of which, the rule above says. */
  readClassJournals: (by: Actor) => by.ownClassIds.length > 0 || heads(by),
  /** 3.1b: what a teacher reports of all that they teach. */
  readTeacherReports: (by: Actor, teacherId: number) => (by.roles.has('teacher') && by.id === teacherId) || heads(by),
  /** 5.2: one journal of a closed period is opened by the deputy, with a reason. */
  unlockJournal: (by: Actor) => by.roles.has('deputy'),
  /** 5.2a, 7a: the timetable is given by the deputy and entered by the registrar. */
  keepTimetable: (by: Actor) => by.roles.has('deputy') || by.roles.has('registrar'),
  /** 5.2a: the staff see the timetable of every class, teacher and room; a family that of its own class (2.4). */
  readTimetables: (by: Actor) => isStaff(by),
  readClassTimetable: (by: Actor, { classId, ownClassIds }: { classId: number; ownClassIds: readonly number[] }) =>
    isStaff(by) || ownClassIds.includes(classId),
  /** 3.2c, 5.2a: who stands in for whom is known to all of the staff. */
  readSubstitutions: (by: Actor) => isStaff(by),
  /** 3.2c, 5.2a: who is away and who stands in is decided by who gives the timetable and who enters it. */
  keepSubstitutions: (by: Actor) => by.roles.has('deputy') || by.roles.has('registrar'),
  /** 5.2a, 6.2: why a teacher is away is often health: known to who keeps substitutions, and to the director who signs the order. */
  readTeacherAbsences: (by: Actor) => heads(by) || by.roles.has('registrar'),
  /** 4.2c: what is missing in a class is seen by its class teacher and by those who control (5.2, 6.2). */
  readMissingOfClass: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || heads(by),
  readBoard: (by: Actor) => isStaff(by),
  readDocument: (by: Actor, document: Omit<DocumentFacts, 'over'>) =>
    isAddressee(by, document) || document.signerId === by.id || by.roles.has('director') || document.isPublic,
  /** «Ознакомлен» is said by those the document is addressed to, as long as it is not over. */
  acknowledgeDocument: (by: Actor, document: DocumentFacts) =>
    !document.over && isAddressee(by, document) && document.signerId !== by.id,
  /** 6.2: the director sees who has read; so does whoever signed. */
  readAcknowledgements: (by: Actor, document: Pick<DocumentFacts, 'signerId'>) =>
    by.roles.has('director') || document.signerId === by.id,
  /** 5.1, 6.1, 7: who publishes a kind corrects its documents, pins them, and opens them to families. */
  keepDocument: (by: Actor, document: { kind: DocumentKind }) => publishes(by, document),
  /** 7b: the public part of the normative base is open to everybody of the school. */
  readPublicBase: (by: Actor) => by.roles.size > 0,
  readPublicDocument: (by: Actor, document: { kind: string; isPublic: boolean }) =>
    by.roles.size > 0 && document.isPublic && publicKinds.includes(document.kind),
  /** 6.1: orders and regulations are the director's. */
  postOrder: (by: Actor) => publishes(by, { kind: 'order' }),
  postRegulation: (by: Actor) => publishes(by, { kind: 'regulation' }),
  /** 7: instructions are the registrar's work together with the administration. */
  postInstruction: (by: Actor) => publishes(by, { kind: 'instruction' }),
  /** 5.1, 6.1 */
  postAnnouncement: (by: Actor) => publishes(by, { kind: 'announcement' }),
  /** 5.1, 6.1, 7: drafts are written by deputies and by who publishes the kind. */
  writeDraft: (by: Actor, draft: { kind: DocumentKind }) => by.roles.has('deputy') || publishes(by, draft),
  /** Of any kind: the rule above without a document. */
  writeDrafts: (by: Actor) => heads(by) || by.roles.has('registrar'),
  /** 5.1, 6.1: a draft is seen by who began it, while they write that kind, and by who publishes it. */
  readDraft: (by: Actor, draft: { kind: DocumentKind; authorId: number }) =>
    publishes(by, draft) || (draft.authorId === by.id && by.roles.has('deputy')),
  /** 3.2, 4.1, 5.1, 6.1: any topic, all of the staff. */
  useForum: (by: Actor) => isStaff(by),
  /** 3.2h: a section of the forum is for all of the staff or for some of their roles. */
  readSection: (by: Actor, section: { readers: readonly string[] }) => isNamed(by, section.readers),
  /** 3.2h: who may see a section does not always write in it. */
  writeInSection: (by: Actor, section: SectionFacts) =>
    !section.archivedAt && isNamed(by, section.readers) && isNamed(by, section.writers),
  /** 7, 3.2h: which sections there are, and for whom, is kept by the registrar and the director. */
  keepSections: (by: Actor) => by.roles.has('registrar') || by.roles.has('director'),
  /** 3.1a, 5.2, 7: what comes of a suggestion about the journal is said by the registrar and by deputies. */
  judgeSuggestion: (by: Actor) => by.roles.has('registrar') || by.roles.has('deputy'),
  /** 3.2h, 7: order on the forum is kept by the heads of the school and by the registrar. */
  moderateForum: (by: Actor) => moderates(by),
  /** 3.2h: a question is put to the vote by the topic's author and by those who keep order. */
  beginPoll: (by: Actor, topic: SectionFacts & { authorId: number }) =>
    !topic.archivedAt &&
    isNamed(by, topic.readers) &&
    isNamed(by, topic.writers) &&
    (topic.authorId === by.id || moderates(by)),
  /** 3.2h: who reads the section has a voice, until it is put away. */
  votePoll: (by: Actor, section: Pick<SectionFacts, 'readers' | 'archivedAt'>) =>
    !section.archivedAt && isNamed(by, section.readers),
  /** A poll is ended early by who began it and by those who keep order. */
  closePoll: (by: Actor, poll: { authorId: number }) => moderates(by) || poll.authorId === by.id,
  /** One takes back one's own words; those who keep order hide anybody's. */
  hideReply: (by: Actor, reply: { authorId: number }) => moderates(by) || reply.authorId === by.id,
  /** What is hidden is read by its author and by those who keep order. */
  readHiddenReply: (by: Actor, reply: { authorId: number }) => moderates(by) || reply.authorId === by.id,
  /** What one has taken back oneself one may show again; what was hidden for one, no. */
  restoreReply: (by: Actor, reply: { authorId: number; hiddenById: number | null }) =>
    moderates(by) || (reply.authorId === by.id && reply.hiddenById === by.id),
  /** 3.2h: whoever reads what somebody else wrote may put a sign under it; whether it may be read is asked before. */
  reactToReply: (by: Actor, reply: { authorId: number }) => reply.authorId !== by.id,
  /** One's own words, wherever they stand; whether that place may be seen is asked before. */
  editReply: (by: Actor, reply: { authorId: number }) => reply.authorId === by.id,
  /** 1.2f, 4.2d: a letter is seen by its participants and by nobody else, heads of the school included. */
  readLetter: (by: Actor, letter: { participantIds: readonly number[] }) => letter.participantIds.includes(by.id),
  /** 1.2f, 4.2d: who may begin a letter to whom; to answer one it is enough to take part in it. */
  writeLetter: (by: Actor, letter: LetterFacts) => letter.toId !== by.id && mayWrite(by, letter),
  /** 4.2d: to every family of a class, each its own letter. */
  writeToClass: (by: Actor, classId: number) => by.ownClassIds.includes(classId),
  /** Office hours are for who works at the school. */
  keepOfficeHours: (by: Actor) => isStaff(by),
  /** 2.6: everybody asks; the question is seen by who asked it and by the registrar. */
  readConsultation: (by: Actor, consultation: { askerId: number }) =>
    consultation.askerId === by.id || by.roles.has('registrar'),
  /** 2.6, 7: the registrar answers, but not oneself. */
  answerConsultation: (by: Actor, consultation: { askerId: number }) =>
    by.roles.has('registrar') && consultation.askerId !== by.id,
  /** 2.6: the queue of all questions. */
  readConsultations: (by: Actor) => by.roles.has('registrar'),
  /** 1.2f: families have announcements of their own. */
  readAnnouncements: (by: Actor) => by.roles.has('parent') || by.roles.has('student'),
  /** 1.2f, 5.1: announcements for families are read by those they are addressed to. */
  readAnnouncement: (by: Actor, document: FamilyDocumentFacts) => isFamilyAddressee(by, document),
  /** 3.2a: training sessions are a matter of the staff. */
  readTrainings: (by: Actor) => isStaff(by),
  /** 3.2a, 7: they are announced by the heads of the school and by the registrar. */
  holdTraining: (by: Actor) => announcesTraining(by),
  /** 3.2a: one is seen by those it invites, by who holds it, and by those who announce such. */
  readTraining: (by: Actor, training: TrainingFacts) =>
    isInvited(by, training) || (isStaff(by) && training.organiserId === by.id) || announcesTraining(by),
  /** 3.2a: whether one comes is said by those invited. */
  answerTraining: (by: Actor, training: TrainingFacts) => isInvited(by, training),
  /** 3.2a: who holds it moves it, calls it off and marks who came; so do the heads of the school. */
  keepTraining: (by: Actor, training: TrainingFacts) => (isStaff(by) && training.organiserId === by.id) || heads(by),
  /** 3.2a, 6.2: who came to how many is seen by the heads of the school. */
  readTrainingFigures: (by: Actor) => heads(by),
  /** 2.1, 5.2, 6.2, 7: how the school is set up is known to its heads and to who keeps the journal. */
  readSchoolSettings: (by: Actor) => moderates(by),
  /** 1.2b, 7: what the school is called on pages and papers. */
  keepSchool: (by: Actor) => by.roles.has('director') || by.roles.has('registrar'),
  /** 3.2e, 5.2b, 6.1, 7: by which rules marks are put is decided by the heads of the school, entered by them or the registrar. */
  keepMarkRules: (by: Actor) => moderates(by),
  /** 5.2a, 6.1, 7a: the calendar of the year is the director's order; deputies and the registrar enter it. */
  keepCalendar: (by: Actor) => moderates(by),
  /** 5.2a, 7: classes, subjects and the teaching load are given by the deputy and entered by the registrar. */
  keepLoad: (by: Actor) => by.roles.has('deputy') || by.roles.has('registrar'),
  /** 7: the registrar gives everyone credentials and keeps the user base. */
  keepPeople: (by: Actor) => by.roles.has('registrar'),
  /**
   * 7, 5.2, 3.4: movement is entered by the director's order: by the registrar, who keeps the user
   * base, or by the deputy, who answers for the sizes of classes.
   */
  keepMovement: (by: Actor) => by.roles.has('registrar') || by.roles.has('deputy'),
  /** 7, 5.2: the next year is prepared by the same, by the director's order. */
  rollOver: (by: Actor) => by.roles.has('registrar') || by.roles.has('deputy'),
  /** 4.2, 5.2, 6.2, 7: of the own class the class teacher knows it; of all, who keeps it and the heads. */
  readMovementOfClass: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || moderates(by),
  /** 5.2b, 7: of all classes in one report. */
  readMovementOfSchool: (by: Actor) => moderates(by),
  /** The rule above without a class. */
  readMovement: (by: Actor) => by.ownClassIds.length > 0 || moderates(by),
  /** 2.2.2, 7: slips for a class are given by its class teacher, and by the registrar for any. */
  giveSlips: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || by.roles.has('registrar'),
  /** 2.2.2: passwords of the families of a class; who works here as well is the registrar's, one at a time. */
  resetFamilyPassword: (by: Actor, person: { classId: number; isStaff: boolean }) =>
    !person.isStaff && (by.ownClassIds.includes(person.classId) || by.roles.has('registrar')),
  /** 7d: backups, exports and the state of the system are the registrar's. */
  keepSystem: (by: Actor) => by.roles.has('registrar'),
  /** 152-ФЗ, 41-ФЗ: which channels the school writes over is switched by who keeps the journal. */
  keepChannels: (by: Actor) => by.roles.has('registrar'),
  /** 3.2h, 41-ФЗ, 152-ФЗ: whether words of the staff also stand in a messenger's group is decided by who keeps the channels. */
  keepMirrors: (by: Actor) => by.roles.has('registrar'),
  /** 152-ФЗ: the register of consents is kept by who keeps the journal. */
  keepConsents: (by: Actor) => by.roles.has('registrar'),
  /** 3.2f, 4.2: who was told, and whom nothing reaches, is known to the class teacher and to those who control. */
  readInformed: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || heads(by),
  /** 3.2f: a subject teacher knows it of the students taught. */
  readInformedOfOwn: (by: Actor) => by.roles.has('teacher'),
  /** 3.2f, 4.2: paper is handed over by the class teacher. */
  handPaper: (by: Actor, classId: number) => by.ownClassIds.includes(classId),
  /** 3.2f, 4.2: parents of those who fail are told in the name of the class teacher. */
  tellParents: (by: Actor, classId: number) => by.ownClassIds.includes(classId),
  /** 2.4, 3.2f: what was sent to a parent about a child is theirs to read and to confirm, as long as the child is theirs. */
  readParentNotice: (by: Actor, { studentId }: { studentId: number }) => by.childIds.includes(studentId),
  /** Which classes there are and who leads them is known to all of the staff. */
  readClasses: (by: Actor) => isStaff(by),
  /** 4.2a: the data of students and parents of a class; each reading is written down (152-ФЗ). */
  readClassCard: (by: Actor, classId: number) => readsCard(by, classId),
  /** 152-ФЗ, 3.3: health, for those alone; the teacher of physical education is shown a sign and nothing else. */
  readMedical: (by: Actor, classId: number) => readsCard(by, classId),
  /** 3.3, 4.2a: certificates are entered by the class teacher; 7: and by who keeps the user base. */
  keepMedical: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || by.roles.has('registrar'),
  /** 4.2a: kept current by the class teacher; who works here as well signs in by these data, and is the registrar's. */
  keepContacts: (by: Actor, person: { classId: number; isStaff: boolean }) =>
    by.roles.has('registrar') || (!person.isStaff && by.ownClassIds.includes(person.classId)),
  /** 4.2a, 2.4: who is a parent of whom opens a journal: the class teacher adds new parents, the registrar ties those the school has. */
  keepParents: (by: Actor, classId: number) => by.ownClassIds.includes(classId) || by.roles.has('registrar'),
  tieKnownParent: (by: Actor) => by.roles.has('registrar'),
  /** 4.2a, 5.2a, 7: who learns in which subgroup, and from which day. */
  keepSubgroups: (by: Actor, classId: number) =>
    by.ownClassIds.includes(classId) || by.roles.has('deputy') || by.roles.has('registrar'),
  /** 152-ФЗ: who has looked into whose card is known to the director and the registrar. */
  readCardReadings: (by: Actor) => by.roles.has('director') || by.roles.has('registrar'),
  /** 2.4, 4.2a: a parent says what is wrong in the family's data: the own ones, and those of a child. */
  proposeCorrection: (by: Actor, person: { personId: number; studentId: number | null }) =>
    by.childIds.length > 0 &&
    (by.id === person.personId || (person.studentId !== null && by.childIds.includes(person.studentId))),
} satisfies Record<string, (by: Actor, object: never) => boolean>;

export type Deed = keyof typeof charter;
type ObjectOf<D extends Deed> = Parameters<(typeof charter)[D]> extends [Actor, infer O] ? [object: O] : [];

/** Whether the actor may do the deed to the object. */
export function may<D extends Deed>(by: Actor, deed: D, ...object: ObjectOf<D>): boolean {
  return (charter[deed] as (by: Actor, ...object: unknown[]) => boolean)(by, ...object);
}

/** Refuses with «not allowed» what the person sees but may not do. */
export function permit<D extends Deed>(act: Act, deed: D, ...object: ObjectOf<D>): void {
  if (!may(act.by, deed, ...object)) throw new Refusal('not-allowed', `not-allowed/${deed}`);
}

/** Refuses with «not found» what the person may not even see. */
export function see<D extends Deed>(act: Act, deed: D, ...object: ObjectOf<D>): void {
  if (!may(act.by, deed, ...object)) throw new Refusal('not-found', 'not-found');
}

/** 5.1, 6.1, 7: whose signature a document of the kind bears. */
function publishes(by: Actor, { kind }: { kind: DocumentKind }): boolean {
  const isDirector = by.roles.has('director');
  if (kind === 'announcement') return heads(by);
  return kind === 'instruction' ? isDirector || by.roles.has('registrar') : isDirector;
}

function readsCard(by: Actor, classId: number): boolean {
  return by.ownClassIds.includes(classId) || moderates(by);
}

function teaches(by: Actor, lesson: LessonFacts): boolean {
  return by.roles.has('teacher') && (lesson.teacherId === by.id || lesson.substituteId === by.id);
}

function readsLesson(by: Actor, lesson: LessonFacts): boolean {
  return teaches(by, lesson) || by.ownClassIds.includes(lesson.classId) || heads(by);
}

function teachesCourse(by: Actor, course: CourseFacts): boolean {
  return by.roles.has('teacher') && course.teacherId === by.id;
}

/** Staff among themselves; a family and those who teach their child; parents and the deputy; heads and any family. */
function mayWrite(by: Actor, { toId, toStaff, toDeputy, student }: LetterFacts): boolean {
  if (student === null) return isStaff(by) && toStaff;
  const { studentId, personId, parentIds, teacherIds } = student;
  const isParent = by.childIds.includes(studentId);
  const isFamily = isParent || by.studentId === studentId;
  if (isFamily && toStaff && (teacherIds.includes(toId) || (isParent && toDeputy))) return true;
  const ofSchool = isStaff(by) && (teacherIds.includes(by.id) || heads(by));
  return ofSchool && (parentIds.includes(toId) || personId === toId);
}

function isFamilyAddressee(by: Actor, { kind, audience, classIds }: FamilyDocumentFacts): boolean {
  if (kind !== 'announcement') return false;
  if (audience.includes('parents') && by.roles.has('parent')) return true;
  if (audience.includes('students') && by.roles.has('student')) return true;
  // Who works here as well is addressed as staff.
  if (audience.includes(personWord(by.id)) && !isStaff(by)) return true;
  return classIds.some(id => audience.includes(`class:${id}`));
}

function announcesTraining(by: Actor): boolean {
  return heads(by) || by.roles.has('registrar');
}

function isInvited(by: Actor, { audience, organiserId }: TrainingFacts): boolean {
  if (!isStaff(by) || organiserId === by.id) return false;
  return isNamed(by, audience) || audience.includes(`person:${by.id}`);
}

function isAddressee(by: Actor, { audience }: Pick<DocumentFacts, 'audience'>): boolean {
  return addressWords(by).some(word => audience.includes(word));
}

function isNamed(by: Actor, words: readonly string[]): boolean {
  return staffWords(by).some(word => words.includes(word));
}
