import { currentStudent } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import type { SubjectName } from '../vocabulary/subjects.ts';
import { buttonOf, type Wish } from '../wish.ts';

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

function childIdOf(wish: Wish, current: number | undefined): number | undefined {
  return 'childId' in wish ? wish.childId : wish.intent === 'marks' ? current : undefined;
}

function labelFacts(wish: Wish, subjects: readonly SubjectName[]) {
  const none = { intent: wish.intent, span: null, from: null, to: null, subject: null, news: false };
  if (wish.intent === 'lessons') return { ...none, from: wish.day };
  if (wish.intent !== 'marks') return none;
  const { when, subjectIds = [], news = false } = wish;
  const subject = subjects.find(({ id }) => subjectIds.includes(id))?.name ?? null;
  return {
    ...none,
    news,
    subject,
    span: when.span,
    ...(when.span === 'period' ? {} : { from: when.from, to: when.to }),
  };
}
