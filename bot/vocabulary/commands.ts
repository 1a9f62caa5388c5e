import commands from '#templates/bot/vocabulary/commands.json' with { type: 'json' };
import { small } from './words.ts';

/** A command in words: `/marks вчера` is «отметки вчера». Nothing when there is no such command or alias. */
export function wordsOfCommand(said: string): string | undefined {
  const [, name = '', rest = ''] = /^\/([\p{L}\d_]+)(?:@\w+)?\s*(.*)$/u.exec(said) ?? [];
  const called = small(name);
  const command = commands.find(one => one.command === called || one.aliases.includes(called));
  return command && `${command.word} ${rest}`.trim();
}
