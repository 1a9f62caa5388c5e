import type { LessonForm } from '#journal/fill-lesson-sheet.ts';
import type { LessonView } from '#journal/lesson.ts';
import { rowFields, type SheetRow } from '#journal/sheet-row.ts';
import type { SentFile } from '#school/files.ts';
import { Refusal } from '#school/refusal.ts';
import { wholeNumber } from './address.ts';

/** What the lesson's form showed; travels with it, so that only what a teacher touched is written. */
interface Shown {
  topic: string;
  homework: string;
  noHomework: boolean;
  /** The lesson for which it is due, or nothing for the next. */
  homeworkFor: string;
  /** The planned control work, or nothing. */
  control: string;
  rows: Record<string, SheetRow>;
}

type Body = Record<string, unknown>;

/** The form of a lesson as it came. */
export function lessonFormOf(sent: unknown): LessonForm {
  const body = (sent ?? {}) as Body;
  const shown = readShown(body.shown);
  const setsHomework = body.homework !== undefined;
  return {
    text: {
      topic: textOf(body.topic),
      ...(setsHomework ? { homework: textOf(body.homework), noHomework: isTicked(body.noHomework) } : {}),
      ...(typeof body.homeworkFor === 'string' ? { homeworkForId: wholeNumber(body.homeworkFor) ?? null } : {}),
      plannedTopicId: plannedTopicOf(body.plannedTopic),
    },
    rows: rowsOf(body, shown),
    shown: {
      text: {
        topic: shown.topic,
        ...(setsHomework ? { homework: shown.homework, noHomework: shown.noHomework } : {}),
        ...(typeof body.homeworkFor === 'string' ? { homeworkForId: wholeNumber(shown.homeworkFor) ?? null } : {}),
      },
      rows: new Map(Object.entries(shown.rows).map(([id, row]) => [Number(id), row])),
    },
    attendance: isTicked(body.attendance),
    workKindId: wholeNumber(body.workKind),
  };
}

/** What the form shows: the lesson as it stands, and over it what was typed into a form that was refused. */
export function typedOver(view: LessonView, sent: unknown): object {
  const fresh: Shown = {
    topic: view.topic ?? '',
    homework: view.homework ?? '',
    noHomework: view.noHomework,
    homeworkFor: idText(view.homeworkForId),
    control: idText(view.controlId),
    rows: Object.fromEntries(view.students.map(({ id, row }) => [id, row])),
  };
  const body = sent as Body | undefined;
  const before = body ? readShown(body.shown) : fresh;
  const typed = body ? lessonFormOf(body) : undefined;
  const over = <T>(now: T, was: T, said: T | undefined) => (said === undefined || said === was ? now : said);
  const students = view.students.map((student, index) => {
    const was = before.rows[student.id];
    const said = typed?.rows.get(student.id);
    const row = rowFields.map(field => [field, over(student.row[field], was?.[field] ?? '', said?.[field])] as const);
    return { ...student, number: index + 1, row: Object.fromEntries(row) as unknown as SheetRow };
  });
  return {
    shown: JSON.stringify(fresh),
    entry: {
      topic: over(fresh.topic, before.topic, typed?.text.topic),
      homework: over(fresh.homework, before.homework, typed?.text.homework),
      noHomework: over(fresh.noHomework, before.noHomework, typed?.text.noHomework),
      homeworkFor: over(fresh.homeworkFor, before.homeworkFor, fieldOf(body, 'homeworkFor')),
      control: over(fresh.control, before.control, fieldOf(body, 'control')),
      link: fieldOf(body, 'link') ?? '',
      linkTitle: fieldOf(body, 'linkTitle') ?? '',
      fileLost: typeof body?.file === 'object',
      attendance: view.attendanceTaken || (typed?.attendance ?? false),
      workKindId: typed?.workKindId ?? view.workKinds[0]?.id ?? null,
    },
    students,
    hasSecond: students.some(({ row }) => row.second !== ''),
    hasComments: students.some(({ row }) => row.comment !== ''),
  };
}

/** What the form says of the lesson beside its texts and cells: links, files, a planned control work. */
export function extrasOf(sent: unknown): LessonExtras {
  const body = (sent ?? {}) as Body;
  const control = fieldOf(body, 'control');
  const url = textOf(body.link).trim();
  return {
    control:
      control === undefined || control === readShown(body.shown).control ? undefined : (wholeNumber(control) ?? null),
    link: url === '' ? undefined : { url, title: textOf(body.linkTitle) },
    file: typeof body.file === 'object' && body.file !== null ? (body.file as SentFile) : undefined,
    removed: Object.keys(body).flatMap(name => wholeNumber(/^removed\[(\d+)\]$/.exec(name)?.[1]) ?? []),
  };
}

interface LessonExtras {
  /** A kind of control work, null for none; nothing when it was not touched. */
  control: number | null | undefined;
  link: { url: string; title: string } | undefined;
  file: SentFile | undefined;
  removed: number[];
}

function idText(id: number | null): string {
  return id === null ? '' : String(id);
}

function fieldOf(body: Body | undefined, name: string): string | undefined {
  return typeof body?.[name] === 'string' ? (body[name] as string) : undefined;
}

/** The button and the list have one name: whichever of them says a line of the plan. */
function plannedTopicOf(sent: unknown): number | undefined {
  return [sent].flat().flatMap(one => wholeNumber(one) ?? [])[0];
}

function rowsOf(body: Body, shown: Shown): Map<number, SheetRow> {
  const rows = new Map<number, SheetRow>();
  for (const [name, value] of Object.entries(body)) {
    const cell = /^(absence|mark|second|kind|comment)\[(\d{1,9})\]$/.exec(name);
    if (!cell) continue;
    const id = Number(cell[2]);
    const row = rows.get(id) ?? { ...emptyRow, ...shown.rows[id] };
    rows.set(id, { ...row, [cell[1]!]: textOf(value) });
  }
  return rows;
}

const emptyRow: SheetRow = { absence: '', mark: '', second: '', kind: '', comment: '' };

/** Refuses what no page of ours has sent. */
function readShown(sent: unknown): Shown {
  const parsed = parseObject(textOf(sent));
  const rows = Object.entries((parsed.rows ?? {}) as Body).map(([id, row]) => {
    const fields = rowFields.map(field => [field, textOf((row as Body | null)?.[field])] as const);
    return [id, Object.fromEntries(fields) as unknown as SheetRow] as const;
  });
  return {
    topic: textOf(parsed.topic),
    homework: textOf(parsed.homework),
    noHomework: parsed.noHomework === true,
    homeworkFor: textOf(parsed.homeworkFor),
    control: textOf(parsed.control),
    rows: Object.fromEntries(rows),
  };
}

function parseObject(text: string): Body {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Body;
  } catch {
    // Said below.
  }
  throw new Refusal('invalid', 'malformed', { facts: { detail: '' } });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\r\n/g, '\n') : '';
}

function isTicked(value: unknown): boolean {
  return value === 'on';
}
