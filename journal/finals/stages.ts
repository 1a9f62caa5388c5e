import { type FinalStage, finalStages } from '#db/journal/period-mark.ts';

export { type FinalStage, finalStages } from '#db/journal/period-mark.ts';

/** Whether a text from outside names a stage. */
export function isStage(text: string): text is FinalStage {
  return (finalStages as readonly string[]).includes(text);
}
