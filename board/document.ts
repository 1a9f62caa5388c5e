import type { BoardDocument } from '#db/board/board-document.ts';
import type { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { type StaffRole, staffRoles } from '#school/actor.ts';
import { type Day, dayOf } from '#school/calendar.ts';
import type { FileContent } from '#school/files.ts';
import { may, publicKinds } from '#school/permissions.ts';
import { countAcknowledged, type Reading } from './acknowledgements.ts';
import { classNames, personNames } from './audience.ts';
import { type DutyView, dutiesOf } from './duties/duties-of.ts';
import { type FileLine, filesOf, readHungFile } from './files.ts';
import { beginsOn, type DocumentState } from './force.ts';
import type { DocumentKind } from './kinds.ts';
import { loadDocument } from './load-document.ts';
import { type Relatives, relativesOf } from './versions.ts';

export interface DocumentView extends Relatives {
  id: number;
  kind: DocumentKind;
  number: number;
  date: Day;
  title: string;
  text: string;
  audience: string[];
  /** The names of classes in it, by their word. */
  classNames: Record<string, string>;
  /** The names of chosen people in it, by their word. */
  personNames: Record<string, string>;
  /** Families may read it too. */
  isPublic: boolean;
  pinned: boolean;
  /** 1, or the number of its correction; `reason` says why it was corrected. */
  edition: number;
  reason: string | null;
  /** Names all versions of it in an address for ever. */
  line: string;
  version: number;
  state: DocumentState;
  /** The first and the last day in force, where they were set, and the day another took its place. */
  effectiveFrom: Day | null;
  effectiveUntil: Day | null;
  supersededOn: Day | null;
  publishedAt: Date;
  /** The school's full name, as it stands on top of the paper. */
  schoolName: string;
  signer: Signer;
  files: FileLine[];
  duties: DutyView[];
  /** Addressed to the reader, who has not said «Ознакомлен» yet. */
  mayAcknowledge: boolean;
  acknowledgedAt: Date | null;
  /** Said of an earlier edition, and it holds for this one. */
  acknowledgedEarlier: boolean;
  /** The last day to say «Ознакомлен». */
  acknowledgeBy: Day | null;
  /** That day has passed, and the reader has not said it. */
  overdue: boolean;
  mayReadAcknowledgements: boolean;
  /** May pin it, and open it to families where the kind is one for them. */
  mayKeep: boolean;
  mayPublic: boolean;
  /** May correct it, or publish another instead: it is the last word yet. */
  mayReplace: boolean;
  reading: Reading | null;
}

export interface Signer {
  id: number;
  name: string;
  shortName: string;
  /** As it stands under a signature: «Е. В. Соколова». */
  paperName: string;
  /** The highest function held when the document was posted, if any. */
  role: StaffRole | null;
}

/** A document as its reader sees it. Refusal: not-found to those it isn't for. */
export async function document(act: Act, id: number): Promise<DocumentView> {
  const { document, facts } = await loadDocument(act, id);
  const { schoolName, signerRoles, acknowledgedAt } = await surroundings(act, document);
  const mayReadAcknowledgements = may(act.by, 'readAcknowledgements', facts);
  const reading = mayReadAcknowledgements ? await countAcknowledged(act, [id]) : undefined;
  const { kind, number, date, title, text, audience, publishedAt, signer } = document;
  const acknowledgeBy = document.acknowledgeBy ?? null;
  const relatives = await relativesOf(act, document);
  const mayKeep = may(act.by, 'keepDocument', document);
  const force = forceOf(document, facts.over, act.today);
  const mayAcknowledge = acknowledgedAt === null && may(act.by, 'acknowledgeDocument', facts);
  return {
    ...{ id, kind, number, date, title, text, audience, publishedAt, schoolName },
    ...{ edition: document.edition, line: document.line, version: document.version, isPublic: document.isPublic },
    ...{ reason: document.reason ?? null, pinned: Boolean(document.pinnedAt) },
    ...force,
    ...relatives,
    classNames: await classNames(act, audience),
    personNames: await personNames(act, audience),
    signer: signerView(signer, signerRoles),
    files: await filesOf(act, { documentId: id }),
    duties: kind === 'order' ? await dutiesOf(act, firstEditionOf(relatives, id)) : [],
    ...{ mayAcknowledge, acknowledgeBy },
    acknowledgedAt: acknowledgedAt === null ? null : new Date(acknowledgedAt),
    acknowledgedEarlier: acknowledgedAt !== null && new Date(acknowledgedAt) < publishedAt,
    overdue: mayAcknowledge && acknowledgeBy !== null && acknowledgeBy < act.today,
    ...{ mayReadAcknowledgements, mayKeep: mayKeep && !facts.over },
    mayPublic: mayKeep && publicKinds.includes(kind),
    mayReplace: mayKeep && !document.supersededBy,
    reading: reading ? (reading.get(id) ?? { acknowledged: 0, addressees: 0 }) : null,
  };
}

function forceOf(document: BoardDocument, over: boolean, today: Day) {
  const [effectiveFrom, effectiveUntil] = [document.effectiveFrom ?? null, document.effectiveUntil ?? null];
  const supersededOn = document.supersededOn ?? null;
  const replaced = Boolean(document.supersededBy && supersededOn && supersededOn <= today);
  const waits = beginsOn({ date: document.date, effectiveFrom }) > today;
  const state: DocumentState = replaced ? 'replaced' : over ? 'expired' : waits ? 'upcoming' : 'in-force';
  return { effectiveFrom, effectiveUntil, supersededOn, state };
}

// What an order obliges to hangs on the first edition of its number.
function firstEditionOf({ versions }: Relatives, id: number): number {
  const own = versions.find(one => one.id === id);
  const editions = versions.filter(one => one.number === own?.number && one.date === own.date);
  return editions.at(-1)?.id ?? id;
}

interface Surroundings {
  schoolName: string;
  signerRoles: StaffRole[];
  acknowledgedAt: string | null;
}

// The signer's functions on the day of posting: a paper stays signed by «Директор» after the director has left.
async function surroundings(
  act: Act,
  { id, signer, publishedAt }: { id: number; signer: { id: number }; publishedAt: Date },
): Promise<Surroundings> {
  const day = dayOf(publishedAt, act.timeZone);
  const [row] = await act.em.execute<Surroundings[]>(
    `select school.full_name as "schoolName",
       array(select a.role from assignment a
         where a.person_id = ? and a.since <= ? and (a.until is null or a.until >= ?)) as "signerRoles",
       (select a.at from acknowledgement a where a.document_id = ? and a.person_id = ?) as "acknowledgedAt"
     from school`,
    [signer.id, day, day, id, act.by.id],
  );
  return row!;
}

function signerView(signer: Pick<Person, 'id' | 'fullName' | 'shortName' | NameParts>, held: StaffRole[]): Signer {
  const { id, fullName: name, shortName, familyName, givenName, patronymic } = signer;
  const initials = [givenName, patronymic].filter(part => part).map(part => `${part![0]}.`);
  const paperName = [...initials, familyName].join('\u00a0');
  return { id, name, shortName, paperName, role: staffRoles.find(role => held.includes(role)) ?? null };
}

type NameParts = 'familyName' | 'givenName' | 'patronymic';

/** A file hung on a document (the first, when none is named), to those who may see the document. Refusal: not-found. */
export async function documentFile(act: Act, id: number, fileId?: number): Promise<FileContent> {
  await loadDocument(act, id);
  return readHungFile(act, { documentId: id }, fileId);
}
