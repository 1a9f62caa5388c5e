import { type StudentNeed, type SubjectNeed, studentNeed, type TargetNeed } from '#journal/student-need.ts';
import { Refusal } from '#school/refusal.ts';
import { aboutChild } from '../about-child.ts';
import { idsOf, studentIdOf } from '../arguments.ts';
import { firstFitting } from '../fitting.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/**
 * «Что нужно до пятёрки»: for every subject the next better mark, for one subject all of them, or a target that was named
 * («-» stands for all subjects).
 */
export async function need(scene: Scene, student?: string, ids?: string, target?: string): Promise<Screen> {
  const subjectIds = ids && ids !== '-' ? idsOf(ids) : undefined;
  const wanted = target ? targetOf(target) : null;
  const shown = await studentNeed(scene.act, studentIdOf(scene, student), { subjectIds });
  const rest = [ids ?? (target ? '-' : ''), target].filter(Boolean).join(' ');
  const subjects = shown.subjects.map(one => subjectView(one, { wanted, whole: subjectIds !== undefined }));
  const view = {
    ...(await aboutChild(scene, shown.student, { screen: 'need', rest })),
    period: shown.period,
    target: wanted,
    narrowed: subjectIds !== undefined,
    subjectIds: subjectIds?.join(',') ?? '',
    ordinary: workOf(shown, 'ordinary'),
    control: workOf(shown, 'control'),
    counted: subjects.some(({ targets }) => targets.some(({ reachable }) => reachable)),
    subjects,
  };
  const argument = [shown.student.id, rest].filter(Boolean).join(' ');
  const brief = { ...view, subjects: view.subjects.map(one => ({ ...one, targets: one.targets.slice(0, 1) })) };
  return firstFitting([view, brief].map(one => () => print(scene.press, 'need', one, argument)));
}

function targetOf(argument: string): number {
  if (!/^[345]$/.test(argument)) throw new Refusal('not-found', 'not-found');
  return Number(argument);
}

function workOf({ works }: StudentNeed, kind: 'ordinary' | 'control') {
  return works.find(work => work.kind === kind) ?? null;
}

function subjectView(one: SubjectNeed, { wanted, whole }: { wanted: number | null; whole: boolean }) {
  const ahead = one.targets.filter(({ state }) => state !== 'already').toReversed();
  const targets = wanted === null ? (whole ? ahead : ahead.slice(0, 1)) : ahead.filter(one => one.target === wanted);
  return { ...one, targets: targets.map(targetView) };
}

/** The counts by value: how many with ordinary work, how many with control works. */
function targetView({ target, state, ways }: TargetNeed) {
  const reaching = ways.filter(({ count }) => count !== null);
  const values = [...Map.groupBy(reaching, ({ value }) => value)].map(([value, own]) => ({
    value,
    ordinary: own.find(({ kind }) => kind === 'ordinary')?.count ?? null,
    control: own.find(({ kind }) => kind === 'control')?.count ?? null,
  }));
  return { target, reachable: state === 'reachable', values };
}
