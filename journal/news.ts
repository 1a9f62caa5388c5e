import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Change, Sheet, SheetMark } from './sheet.ts';

/** What a family hears about one cell: the facts of notices `mark` and `absence`. */
export type News = MarkNews | AbsenceNews;

export type ToldMark = { value: number; workKind: string; comment: string | null };
export type Presence = 'absent' | 'late' | 'present';

interface CellNews {
  /** Names the cell among the notices about its lesson. */
  cell: string;
  studentId: number;
  givenName: string;
  lessonId: number;
  subject: string;
  day: string;
  slot: number;
}
export type MarkNews = CellNews & { kind: 'mark'; mark: ToldMark | null; old: ToldMark | null };
export type AbsenceNews = CellNews & { kind: 'absence'; presence: Presence; old: Presence };

/** The change in a family's words. Never why somebody was absent: that is health, which leaves the site nowhere. */
export function newsOf(sheet: Sheet, change: Change): News {
  const { lesson } = sheet;
  const { student } = change;
  const common = {
    studentId: student.id,
    givenName: student.givenName,
    lessonId: lesson.id,
    subject: lesson.subject,
    day: lesson.day,
    slot: lesson.slot,
  };
  return change.cell === 'mark'
    ? {
        kind: 'mark',
        cell: `mark ${student.id} ${change.position}`,
        ...common,
        mark: toldMark(sheet, change.after),
        old: toldMark(sheet, change.before),
      }
    : {
        kind: 'absence',
        cell: `absence ${student.id}`,
        ...common,
        presence: presenceOf(change.after),
        old: presenceOf(change.before),
      };
}

function toldMark(sheet: Sheet, mark: SheetMark | undefined): ToldMark | null {
  if (!mark || mark.value === null) return null;
  const { name } = sheet.workKinds.find(kind => kind.id === mark.workKindId)!;
  return { value: mark.value, workKind: name, comment: mark.comment };
}

function presenceOf(kind: AbsenceKind | null): Presence {
  if (kind === null) return 'present';
  return kind === 'late' ? 'late' : 'absent';
}

/** Whether it ended as it began. */
export function isNoNews(news: News): boolean {
  if (news.kind === 'absence') return news.presence === news.old;
  const { mark, old } = news;
  return (
    mark?.value === old?.value && mark?.workKind === old?.workKind && (mark?.comment ?? null) === (old?.comment ?? null)
  );
}
