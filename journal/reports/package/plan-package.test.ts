import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Shared } from '#school/shared.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { type ReportView, runReport } from '../run-report.ts';
import { termsOf, yearOf } from '../terms.ts';
import { type PlannedPaper, planPackage } from './plan-package.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const planOf = (name: string) =>
  school.as('morozov', async act => {
    const year = (await yearOf(act, act.today))!;
    const term = (await termsOf(act, year)).find(one => one.name === name)!;
    return planPackage(act, { year, term });
  });
const made = ({ name, typed }: PlannedPaper, shared?: Shared): Promise<ReportView> =>
  school.as('morozov', async act => (await runReport(shared ? { ...act, shared } : act, name, typed)).view);
const onPaper = ({ name }: PlannedPaper, view: ReportView) => school.press.sheets(name, view);
/** How many statements a report takes, asked for by itself or among the others of a package. */
const statements = (paper: PlannedPaper, shared?: Shared) => school.countQueries(() => made(paper, shared));

test('a package says of each class what the report says by itself', { timeout: 120_000 }, async () => {
  const ofClasses = (await planOf('quarter-1')).filter(
    ({ folder, name }) => folder !== '' && name !== 'teacher-results',
  );
  const ofYear = (await planOf('year')).filter(({ folder }) => folder === '9А' || folder === '11А');
  const shared: Shared = new Map();
  for (const paper of [...ofClasses, ...ofYear]) {
    const [among, alone] = [await made(paper, shared), await made(paper)];
    expect(onPaper(paper, among), `${paper.name} ${paper.folder}`).toEqual(onPaper(paper, alone));
  }
});

test('what a package reads for the whole school it reads once: a class more is always so many statements more', {
  timeout: 60_000,
}, async () => {
  const shared: Shared = new Map();
  const counted = new Map<string, number[]>();
  for (const paper of await planOf('quarter-1')) {
    if (paper.folder === '' || paper.name === 'teacher-results') continue;
    counted.set(paper.name, [...(counted.get(paper.name) ?? []), await statements(paper, shared)]);
  }
  const ofNextClass = [...counted].map(([name, [, ...others]]) => [name, ...new Set(others)]);
  expect(ofNextClass).toEqual([
    ['class-results', 4],
    ['class-teacher-report', 6],
    ['student-report', 9],
    ['consolidated-progress', 9],
    ['class-quality', 5],
    ['consolidated-attendance', 7],
  ]);
});

test('a consolidated sheet is so many statements by itself, of 1А and of 9А, of the class and of the school', async () => {
  const papers = await planOf('quarter-1');
  const find = (name: string, folder: string) => papers.find(one => one.name === name && one.folder === folder)!;
  expect({
    first: await statements(find('consolidated-progress', '1А')),
    fifth: await statements(find('consolidated-progress', '5Б')),
    ninth: await statements(find('consolidated-progress', '9А')),
    school: await statements(find('school-progress', '')),
  }).toEqual({ first: 34, fifth: 34, ninth: 34, school: 13 });
});
