import { currentStudent } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import type { SubjectName } from '../vocabulary/subjects.ts';
import { buttonOf, isAboutChild, type Wish } from '../wish.ts';

/** Asks back with two buttons rather than guesses. */
export async function unsure(
  scene: Scene,
  wishes: readonly Wish[],
  { subjects }: { subjects: readonly SubjectName[] },
): Promise<Screen> {
  const child = currentStudent(scene);
  const choices = wishes.map(wish => ({
    ...labelFacts(wish, subjects),
    child: scene.students.find(({ id }) => id === childIdOf(wish, child?.id))?.givenName ?? null,
    button: buttonOf(wish, scene.act.today, child?.id),
  }));
  return print(scene.press, 'unsure', { choices, today: scene.act.today });
}

/** A wish about a child is about the current one until it names another. */
function childIdOf(wish: Wish, current: number | undefined): number | undefined {
  const named = 'childId' in wish ? wish.childId : undefined;
  return wish.intent === 'child' || !isAboutChild(wish) ? named : (named ?? current);
}

function labelFacts(wish: Wish, subjects: readonly SubjectName[]) {
  const subjectIds = ('subjectIds' in wish && wish.subjectIds) || [];
  const subject = subjects.find(({ id }) => subjectIds.includes(id))?.name ?? null;
  const facts = { intent: wish.intent, span: null, from: null, to: null, subject, news: false };
  if ('day' in wish) return { ...facts, from: wish.day, to: wish.day };
  if ('days' in wish && wish.days) return { ...facts, ...wish.days };
  if (wish.intent !== 'marks') return facts;
  const { when, news = false } = wish;
  return { ...facts, news, span: when.span, ...(when.span === 'period' ? {} : { from: when.from, to: when.to }) };
}
