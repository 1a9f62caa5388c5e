import type { Acceptance } from '#journal/finals/accept-suggested.ts';
import type { FinalEntry } from '#journal/finals/enter-final.ts';
import type { CourseFinals } from '#journal/finals/finals-of-course.ts';
import type { FinalsForm } from '#journal/finals/save-finals-form.ts';
import { isStage } from '#journal/finals/stages.ts';
import { Refusal } from '#school/refusal.ts';

type Body = Record<string, unknown>;
type Choice = NonNullable<FinalEntry['shown']> | null;

/** The page of final marks as it came. */
export function finalsFormOf(sent: unknown): FinalsForm {
  const body = (sent ?? {}) as Body;
  const shown = readShown(body.shown);
  const entries = Object.entries(body).flatMap(([name, value]) => {
    const cell = /^final\[(\d{1,9})-([a-z]+)(?:-(\d{1,9}))?\]$/.exec(name);
    if (!cell || typeof value !== 'string') return [];
    const [, student, stage, period] = cell;
    if (!isStage(stage!)) return [];
    const periodId = period === undefined ? null : Number(period);
    return [{ studentId: Number(student), stage, periodId, value, shown: shown[name] }];
  });
  const accept = acceptanceOf(body.accept, false) ?? acceptanceOf(body.acceptBorderline, true);
  return { entries, accept };
}

/** The view with the fields of the form, and over it what was typed into one that was refused. */
export function laidOut(view: CourseFinals, sent: unknown): object {
  const typed = (sent ?? {}) as Body;
  const shown: Record<string, Choice> = {};
  const students = view.students.map(({ id, name, cells }, index) => ({
    ...{ id, name, number: index + 1 },
    cells: cells.map((cell, at) => {
      if (!cell) return { field: null };
      const { key, open } = view.columns[at]!;
      const field = `final[${id}-${key}]`;
      if (open) shown[field] = cell.choice;
      const text = typed[field];
      return { ...cell, field, open, typed: typeof text === 'string' ? { text } : null };
    }),
  }));
  return {
    ...view,
    students,
    shown: JSON.stringify(shown),
    anyOpen: view.columns.some(({ open }) => open),
  };
}

function acceptanceOf(sent: unknown, borderline: boolean): Acceptance | undefined {
  const [, stage, period] = /^([a-z]+)(?:-(\d{1,9}))?$/.exec(`${sent ?? ''}`) ?? [];
  if (stage === undefined || !isStage(stage)) return undefined;
  return { stage, periodId: period === undefined ? null : Number(period), borderline };
}

/** Refuses what no page of ours has sent. */
function readShown(sent: unknown): Record<string, Choice | undefined> {
  const text = typeof sent === 'string' && sent !== '' ? sent : '{}';
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, Choice>;
  } catch {
    // Falls through to the refusal below.
  }
  throw new Refusal('invalid', 'malformed', { facts: { detail: '' } });
}
