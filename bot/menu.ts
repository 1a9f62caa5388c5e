import { Refusal } from '#school/refusal.ts';
import { absent, absentWhen, absentWhy, explain, sendAbsent } from './dialogues/absent.ts';
import { askRegistrar, sendQuestion, writeOn } from './dialogues/consultation.ts';
import { cancelFilling, chooseLesson, chooseStudent, writeFilling } from './dialogues/fill-lesson.ts';
import { answerInTopic } from './dialogues/forum-reply.ts';
import { backToTalk, leaveTalk, takeLate } from './dialogues/in-talk.ts';
import { answerInChat, chooseWhom, sendLetter } from './dialogues/letter.ts';
import type { Screen } from './messenger.ts';
import { readingScreens } from './reading-menu.ts';
import { reportScreens } from './reports-menu.ts';
import type { Scene, Show } from './scene.ts';
import { acceptNote, declineNote } from './screens/absence-note.ts';
import { announcements, showAnnouncement } from './screens/announcements.ts';
import { base, showBaseDocument } from './screens/base.ts';
import { acknowledgeDocument } from './screens/board/acknowledge.ts';
import { showDocument } from './screens/board/document.ts';
import { board } from './screens/board.ts';
import { child } from './screens/child.ts';
import { ownClass } from './screens/class.ts';
import { consentYes } from './screens/consent.ts';
import { consultationClosed, consultationThread } from './screens/consultations/thread.ts';
import { forumThread } from './screens/forum/thread.ts';
import { help } from './screens/help.ts';
import { lessons } from './screens/lessons.ts';
import { letterThread } from './screens/letters/thread.ts';
import { letters } from './screens/letters.ts';
import { logout, logoutYes } from './screens/logout.ts';
import { marksDay } from './screens/marks/day.ts';
import { marksDays } from './screens/marks/days.ts';
import { marksNews } from './screens/marks/news.ts';
import { marksPeriod } from './screens/marks/period.ts';
import { marksSubject } from './screens/marks/subject.ts';
import { marksToday } from './screens/marks/today.ts';
import { marksWeek } from './screens/marks/week.ts';
import { message, messageStaff, messageTo } from './screens/message.ts';
import { missing } from './screens/missing.ts';
import { confirmParentNotice } from './screens/parent-notice/confirm.ts';
import { showPoll, takeBackInChat, voteInChat } from './screens/poll.ts';
import { endReportSubscription } from './screens/report-subscription/end.ts';
import { start } from './screens/start.ts';
import { comeToTraining, showTraining, stayFromTraining } from './screens/trainings/training.ts';
import { trainings } from './screens/trainings.ts';
import { settingsScreens } from './settings-menu.ts';

/** Every screen a button may name: its path, as button data begins. */
export const menu: ReadonlyMap<string, Show> = new Map<string, Show>([
  ['start', scene => start(scene)],
  ['help', help],
  ['consent', scene => start(scene)],
  ['consent/yes', consentYes],
  ['child', child],
  ['logout', logout],
  ['logout/yes', logoutYes],
  ['marks/today', marksToday],
  ['marks/day', marksDay],
  ['marks/week', marksWeek],
  ['marks/days', marksDays],
  ['marks/period', marksPeriod],
  ['marks/subject', marksSubject],
  ['marks/news', marksNews],
  ...readingScreens,
  ['board', board],
  ['document', showDocument],
  ['acknowledge', acknowledgeDocument],
  ['parent-notice/confirm', confirmParentNotice],
  ['poll', showPoll],
  ['poll/vote', voteInChat],
  ['poll/take-back', takeBackInChat],
  ['trainings', trainings],
  ['training', showTraining],
  ['training/come', comeToTraining],
  ['training/stay', stayFromTraining],
  ['lessons', lessons],
  ['missing', missing],
  ...reportScreens,
  ...settingsScreens,
  ['class', ownClass],
  ['absent', absent],
  ['absent/when', absentWhen],
  ['absent/why', absentWhy],
  ['absent/send', sendAbsent],
  ['explain', explain],
  ['absence-note/accept', acceptNote],
  ['absence-note/decline', declineNote],
  ['message', message],
  ['message/to', messageTo],
  ['message/staff', messageStaff],
  ['consultation', askRegistrar],
  ['consultation/answer', writeOn],
  ['consultation/send', sendQuestion],
  ['consultations/thread', consultationThread],
  ['consultations/close', consultationClosed],
  ['announcements', announcements],
  ['announcement', showAnnouncement],
  ['base', base],
  ['base/document', showBaseDocument],
  ['report-subscription/end', endReportSubscription],
  ['forum/answer', answerInTopic],
  ['forum/thread', forumThread],
  ['letters', letters],
  ['letters/thread', letterThread],
  ['letters/answer', answerInChat],
  ['letter/who', chooseWhom],
  ['letter/send', sendLetter],
  ['dialogue/back', backToTalk],
  ['dialogue/late', takeLate],
  ['dialogue/leave', leaveTalk],
  ['fill-lesson/lesson', chooseLesson],
  ['fill-lesson/who', chooseStudent],
  ['fill-lesson/write', writeFilling],
  ['fill-lesson/cancel', cancelFilling],
]);

/** Shows the screen of a button. Refusal: not-found when there is none of that name, or what it is about is not theirs. */
export async function press(scene: Scene, button: string): Promise<Screen> {
  const [path, ...args] = button.trim().split(/\s+/);
  const show = menu.get(path ?? '');
  if (!show) throw new Refusal('not-found', 'not-found');
  return show(scene, ...args);
}
