import { type Bot, openBot } from '#bot/answer.ts';
import type { Address, Screen } from '#bot/messenger.ts';
import { issuePaperCode } from '#school/link-codes.ts';
import { plainText } from '#templates/plain-text.ts';
import type { TestSchool } from './house.ts';

/** A chat with the bot in a messenger, as its person sees it. */
export interface Conversation {
  from: Address;
  say(text: string): Promise<Heard>;
  press(button: string): Promise<Heard>;
  /** Presses the button with that label on the last screen. */
  choose(label: string): Promise<Heard>;
}

export interface Heard extends Screen {
  /** The text without markup. */
  words: string;
  labels: string[];
}

export interface Conversations {
  bot: Bot;
  /** Faults of ours that the bot wrote down. */
  faults: object[];
  /** A chat that is linked to nobody. */
  stranger(address: string): Conversation;
  /** A Telegram chat linked to the person with that login. */
  linked(login: string, address?: string): Promise<Conversation>;
}

/** Opens the bot over a test school, for conversations in a messenger without the messenger. */
export function openConversations(
  school: TestSchool,
  options: { botName?: string; publicUrl?: string } = {},
): Conversations {
  const faults: object[] = [];
  const { house, press } = school;
  const bot = openBot({
    house,
    press,
    botName: () => options.botName,
    publicUrl: options.publicUrl,
    log: { error: facts => void faults.push(facts) },
  });
  const stranger = (address: string) => openConversation(bot, { messenger: 'telegram', address });
  const linked = async (login: string, address = `chat-of-${login}`) => {
    const personId = await school.person(login);
    const { code } = await school.as(login, act => issuePaperCode(act, personId));
    const chat = stranger(address);
    await chat.say(`/start ${code}`);
    return chat;
  };
  return { bot, faults, stranger, linked };
}

let keys = 0;

function openConversation(bot: Bot, from: Address): Conversation {
  let last: Heard | undefined;
  const hear = async (said: { text: string } | { button: string }) => {
    const screen = await bot.answer({ from, key: `update ${++keys}`, ...said });
    last = { ...screen, words: plainText(screen.text), labels: screen.buttons.flat().map(button => button.label) };
    return last;
  };
  return {
    from,
    say: text => hear({ text }),
    press: button => hear({ button }),
    choose: label => {
      const chosen = last?.buttons.flat().find(button => button.label === label);
      if (!chosen) throw new Error(`no button «${label}» among ${last?.labels.join(', ')}`);
      return hear({ button: chosen.button });
    },
  };
}
