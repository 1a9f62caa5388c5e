import type { Locator, Page } from 'playwright-core';
import type { TestSchool } from './house.ts';
import { query } from './journal.ts';

/** The cell of a student in a lesson, on an open journal. */
export async function cellOf(page: Page, student: string, lessonId: number): Promise<Locator> {
  const head = page.locator(`th[data-lesson="${lessonId}"]`);
  const place = await head.evaluate(cell => (cell as HTMLTableCellElement).cellIndex);
  const row = page.locator('tbody tr', { has: page.getByRole('rowheader', { name: student, exact: true }) });
  return row.locator('td, th').nth(place);
}

/** The text of a student's cell. */
export async function cellText(page: Page, student: string, lessonId: number): Promise<string> {
  return (await (await cellOf(page, student, lessonId)).textContent())?.trim() ?? '';
}

/** The column of a lesson from the top down, so many cells of it. */
export async function columnText(page: Page, lessonId: number, count: number): Promise<string[]> {
  return page.locator(`th[data-lesson="${lessonId}"]`).evaluate((head, most) => {
    const { cellIndex } = head as HTMLTableCellElement;
    const { rows } = head.closest('table')!.tBodies[0]!;
    return [...rows].slice(0, most).map(row => row.cells[cellIndex]!.textContent.trim());
  }, count);
}

/** Waits until everything typed has its answer. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('td.u') && !document.body.hasAttribute('data-waiting'));
}

/** How many cells are shown as not yet saved. */
export function unsaved(page: Page): Promise<number> {
  return page.locator('td.u').count();
}

/** The marks ever written into a lesson, in the order of writing: «Петрова 5», «Петрова –» when it was taken back. */
export async function marksWritten(school: TestSchool, lessonId: number): Promise<string[]> {
  const rows = await query<{ said: string }>(
    school,
    `select p.family_name || ' ' || coalesce(m.value::text, case when m.owed then '.' else '–' end) as said
     from mark m join student s on s.id = m.student_id join person p on p.id = s.person_id
     where m.lesson_id = :lessonId order by m.id`,
    { lessonId },
  );
  return rows.map(({ said }) => said);
}

/** The same of absences: «Петрова unknown». */
export async function absencesWritten(school: TestSchool, lessonId: number): Promise<string[]> {
  const rows = await query<{ said: string }>(
    school,
    `select p.family_name || ' ' || coalesce(a.kind, '–') as said
     from absence a join student s on s.id = a.student_id join person p on p.id = s.person_id
     where a.lesson_id = :lessonId order by a.id`,
    { lessonId },
  );
  return rows.map(({ said }) => said);
}

// On a keyboard left on the Latin layout, as it often is.
const keyOf: Record<string, string> = { н: 'KeyY', о: 'KeyJ', п: 'KeyG', б: 'Comma', у: 'KeyE' };

/** Types into the cells of a column from the one that has the focus down, by keyboard; an empty text leaves a cell as it is. */
export async function typeDown(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await typeHere(page, text);
    await page.keyboard.press('Enter');
  }
}

export async function typeHere(page: Page, text: string): Promise<void> {
  for (const sign of text) await page.keyboard.press(keyOf[sign] ?? sign);
}
