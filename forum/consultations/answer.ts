import { Consultation } from '#db/forum/consultation.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { may, permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { checkFlood } from '../flood.ts';
import { writeReply } from '../reply.ts';
import { seenTopic } from '../seen-topic.ts';
import { readText } from '../text.ts';
import type { Words } from './ask.ts';
import { dueAfter } from './due.ts';
import { tellAsker, tellRegistrars } from './tell.ts';

/**
 * Writes on in a question: the registrar's words answer it, the asker's open it anew, with a new time for the answer. Refusals:
 * not-found; invalid at text and files; too-many.
 */
export async function answerConsultation(act: Act, topicId: number, typed: Words): Promise<void> {
  const { consultation, askerId } = await load(act, topicId);
  const { files = [] } = typed;
  const text = readText(typed.text, { files: files.length });
  await checkFlood(act);
  await writeReply(act, topicId, { kind: 'consultation', text, files });
  if (may(act.by, 'answerConsultation', { askerId })) {
    Object.assign(consultation, { state: 'answered', answeredAt: act.at, closedAt: null });
    consultation.takenBy ??= act.em.getReference(Person, act.by.id);
    tellAsker(act, askerId, { topicId, text, files: files.length });
    return;
  }
  const again = consultation.state === 'answered' || consultation.state === 'closed';
  if (again) Object.assign(consultation, { state: 'new', dueAt: dueAfter(act.at, act.timeZone), closedAt: null });
  await tellRegistrars(act, { topicId, text, again, files: files.length });
}

/** The registrar has begun to look into it. Refusals: not-found, not-allowed; conflict when it is no new question. */
export async function takeConsultation(act: Act, topicId: number): Promise<void> {
  const { consultation, askerId } = await load(act, topicId);
  permit(act, 'answerConsultation', { askerId });
  if (consultation.state !== 'new') throw new Refusal('conflict', 'consultation/taken');
  consultation.state = 'in-work';
  consultation.takenBy = act.em.getReference(Person, act.by.id);
}

/** Nothing more is to be said: by who asked or by the registrar; closed again it stays closed. Refusal: not-found. */
export async function closeConsultation(act: Act, topicId: number): Promise<void> {
  const { consultation } = await load(act, topicId);
  if (consultation.state === 'closed') return;
  consultation.state = 'closed';
  consultation.closedAt = act.at;
}

async function load(act: Act, topicId: number) {
  const { authorId: askerId } = await seenTopic(act, topicId, 'consultation');
  const consultation = await act.em.findOneOrFail(Consultation, { topic: topicId });
  return { consultation, askerId };
}
