import { Acknowledgement } from './board/acknowledgement.ts';
import { BoardDocument } from './board/board-document.ts';
import { BoardDraft } from './board/board-draft.ts';
import { BoardFile } from './board/board-file.ts';
import { DocumentDuty } from './board/document-duty.ts';
import { Consultation } from './forum/consultation.ts';
import { Mention } from './forum/mention.ts';
import { MirrorCode } from './forum/mirror-code.ts';
import { MirrorHint } from './forum/mirror-hint.ts';
import { MirrorLink } from './forum/mirror-link.ts';
import { MirrorMessage } from './forum/mirror-message.ts';
import { MirrorThread } from './forum/mirror-thread.ts';
import { Moderation } from './forum/moderation.ts';
import { Participant } from './forum/participant.ts';
import { Poll } from './forum/poll.ts';
import { PollBallot, PollChoice } from './forum/poll-ballot.ts';
import { PollOption } from './forum/poll-option.ts';
import { Reaction } from './forum/reaction.ts';
import { Reply } from './forum/reply.ts';
import { ReplyFile } from './forum/reply-file.ts';
import { ReplyReading } from './forum/reply-reading.ts';
import { ReplyVersion } from './forum/reply-version.ts';
import { Section } from './forum/section.ts';
import { SectionSubscription, TopicSubscription } from './forum/subscription.ts';
import { Topic } from './forum/topic.ts';
import { TopicReading } from './forum/topic-reading.ts';
import { Absence } from './journal/absence.ts';
import { AbsenceNote } from './journal/absence-note.ts';
import { BroughtMark } from './journal/brought-mark.ts';
import { CellConflict } from './journal/cell-conflict.ts';
import { Change } from './journal/change.ts';
import { ClassJournal } from './journal/class-journal.ts';
import { EntryReceipt } from './journal/entry-receipt.ts';
import { Lesson } from './journal/lesson.ts';
import { LessonPlan, PlannedTopic } from './journal/lesson-plan.ts';
import { LessonResource } from './journal/lesson-resource.ts';
import { Mark } from './journal/mark.ts';
import { NoticedParent, ParentNotice } from './journal/parent-notice.ts';
import { PeriodMark } from './journal/period-mark.ts';
import { ReportPackage } from './journal/report-package.ts';
import { ReportPackagePiece } from './journal/report-package-piece.ts';
import { ReportSending, ReportSubscription } from './journal/report-subscription.ts';
import { Substitution } from './journal/substitution.ts';
import { TeacherAbsence } from './journal/teacher-absence.ts';
import { Unlock } from './journal/unlock.ts';
import { WorkKind } from './journal/work-kind.ts';
import { ActivityDay } from './school/activity-day.ts';
import { Assignment } from './school/assignment.ts';
import { Bell, BellSchedule, BellUse } from './school/bell.ts';
import { CalendarFeed } from './school/calendar-feed.ts';
import { CardChange } from './school/card-change.ts';
import { CardReading } from './school/card-reading.ts';
import { ChannelSwitch } from './school/channel-switch.ts';
import { Chat, ChatTurn, Dialogue } from './school/chat.ts';
import { ClockSlot } from './school/clock-slot.ts';
import { Consent } from './school/consent.ts';
import { Course } from './school/course.ts';
import { DataCorrection } from './school/data-correction.ts';
import { DaysOff } from './school/days-off.ts';
import { EmailConfirmation } from './school/email-confirmation.ts';
import { Enrolment } from './school/enrolment.ts';
import { FunctionChange } from './school/function-change.ts';
import { Guardianship } from './school/guardianship.ts';
import { ImportRun } from './school/import-run.ts';
import { IncomingUpdate } from './school/incoming-update.ts';
import { LinkCode } from './school/link-code.ts';
import { LostPassword } from './school/lost-password.ts';
import { MedicalCertificate } from './school/medical-certificate.ts';
import { MovedDay } from './school/moved-day.ts';
import { MovementChange } from './school/movement-change.ts';
import { Delivery, Notice } from './school/notice.ts';
import { Period } from './school/period.ts';
import { Person } from './school/person.ts';
import { Room } from './school/room.ts';
import { School } from './school/school.ts';
import { SchoolClass } from './school/school-class.ts';
import { SchoolYear } from './school/school-year.ts';
import { Session } from './school/session.ts';
import { SignInFailure } from './school/sign-in-failure.ts';
import { StoredFile } from './school/stored-file.ts';
import { Student } from './school/student.ts';
import { Subgroup, SubgroupMember } from './school/subgroup.ts';
import { Subject } from './school/subject.ts';
import { TeacherChange } from './school/teacher-change.ts';
import { TellingChoice, TellingHours } from './school/telling-choice.ts';
import { Thresholds } from './school/thresholds.ts';
import { TimetableChange, TimetableChangeLine } from './school/timetable-change.ts';
import { TimetableDraft, TimetableDraftLine } from './school/timetable-draft.ts';
import { TimetableEntry } from './school/timetable-entry.ts';
import { TimetableName } from './school/timetable-name.ts';
import { Training } from './school/training.ts';
import { TrainingAnswer } from './school/training-answer.ts';
import { TrainingAttendance } from './school/training-attendance.ts';
import { Upkeep } from './school/upkeep.ts';
import { VapidKeys } from './school/vapid-keys.ts';
import { WeekTurn } from './school/week-turn.ts';
import { YearRollover } from './school/year-rollover.ts';

/** Every table of the school, room by room. */
export const entities = [
  School,
  SchoolYear,
  Period,
  DaysOff,
  BellSchedule,
  Bell,
  BellUse,
  WeekTurn,
  Room,
  Person,
  FunctionChange,
  Assignment,
  ActivityDay,
  Student,
  Guardianship,
  MedicalCertificate,
  CardReading,
  CardChange,
  DataCorrection,
  SchoolClass,
  Enrolment,
  MovementChange,
  YearRollover,
  Subject,
  Subgroup,
  SubgroupMember,
  Course,
  TimetableEntry,
  TimetableChange,
  TimetableChangeLine,
  TimetableDraft,
  TimetableDraftLine,
  TimetableName,
  Session,
  SignInFailure,
  LinkCode,
  CalendarFeed,
  Chat,
  ChatTurn,
  Dialogue,
  Notice,
  Delivery,
  TellingChoice,
  TellingHours,
  Consent,
  ChannelSwitch,
  EmailConfirmation,
  LostPassword,
  VapidKeys,
  ClockSlot,
  Upkeep,
  ImportRun,
  IncomingUpdate,
  StoredFile,
  TeacherChange,
  MovedDay,
  Thresholds,
  WorkKind,
  Lesson,
  Substitution,
  TeacherAbsence,
  Mark,
  Absence,
  AbsenceNote,
  PeriodMark,
  ReportPackage,
  ReportPackagePiece,
  ParentNotice,
  NoticedParent,
  ReportSubscription,
  ReportSending,
  ClassJournal,
  BroughtMark,
  LessonPlan,
  PlannedTopic,
  LessonResource,
  Unlock,
  Change,
  EntryReceipt,
  CellConflict,
  Section,
  Topic,
  Reply,
  TopicReading,
  Participant,
  ReplyReading,
  ReplyVersion,
  ReplyFile,
  Reaction,
  Moderation,
  Mention,
  TopicSubscription,
  SectionSubscription,
  MirrorCode,
  MirrorLink,
  MirrorThread,
  MirrorMessage,
  MirrorHint,
  Poll,
  PollOption,
  PollBallot,
  PollChoice,
  Consultation,
  BoardDocument,
  BoardDraft,
  BoardFile,
  Acknowledgement,
  DocumentDuty,
  Training,
  TrainingAnswer,
  TrainingAttendance,
];
