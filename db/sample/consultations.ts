import type { Day } from '../day.ts';
import type { Consultation, ConsultationState } from '../forum/consultation.ts';
import type { Reply } from '../forum/reply.ts';
import type { Topic } from '../forum/topic.ts';
import { dayAfter, weekdayOf } from './calendar.ts';
import type { Row } from './rows.ts';

interface Question {
  by: string;
  daysAgo: number;
  state: ConsultationState;
  text: string;
  answer?: string;
}

const questions: readonly Question[] = [
  {
    by: 'kozlova',
    daysAgo: 6,
    state: 'closed',
    text: 'Не получается войти с телефона: пишет, что пароль неверный, а на компьютере он подходит.',
    answer: 'На телефоне первая буква пароля становится заглавной сама. Нажмите на глазок в поле и проверьте.',
  },
  {
    by: 'petrova',
    daysAgo: 5,
    state: 'new',
    text: 'Как сделать, чтобы сообщения об отметках Вани приходили вечером одним письмом?',
  },
  {
    by: 'orlova',
    daysAgo: 1,
    state: 'new',
    text: 'В плане по литературе 9А лишний урок. Можно ли убрать его, не загружая план заново?',
  },
];

interface Options {
  today: Day;
  at: Date;
  clock: (day: Day, minutes: number) => Date;
  personBy: (login: string) => number;
  /** Ids go on after the letters'. */
  after: { topics: number; replies: number };
}

/** Questions to the registrar: one closed, one that has waited too long, one fresh. */
export function askQuestions({ today, at, clock, personBy, after }: Options) {
  const topics: Row<Topic>[] = [];
  const replies: Row<Reply>[] = [];
  const consultations: Row<Consultation>[] = [];
  for (const { by, daysAgo, state, text, answer } of questions) {
    const topic = after.topics + topics.length + 1;
    const askedOn = dayAfter(today, -daysAgo);
    const askedAt = earlier(clock(askedOn, 18 * 60 + 20), at);
    const answeredAt = answer ? earlier(clock(dayAfter(today, 1 - daysAgo), 14 * 60), at) : null;
    const author = personBy(by);
    const registrar = personBy('kuznetsov');
    const said = [
      { author, text, at: askedAt },
      ...(answer ? [{ author: registrar, text: answer, at: answeredAt! }] : []),
    ];
    for (const [index, words] of said.entries()) {
      const id = after.replies + replies.length + 1;
      replies.push({
        id,
        topic,
        number: index + 1,
        ...words,
        editedAt: null,
        quotes: null,
        version: 1,
        siteOnly: false,
      });
    }
    const last = said.at(-1)!;
    topics.push({
      ...{ id: topic, kind: 'consultation', section: null, title: titleOf(text), author, at: askedAt, student: null },
      ...{ replyCount: said.length, lastReplyAt: last.at, lastReplyBy: last.author },
    });
    consultations.push({
      ...{ id: consultations.length + 1, topic, state, dueAt: clock(twoWorkingDaysAfter(askedOn), 18 * 60 + 20) },
      ...{ takenBy: answer ? registrar : null, answeredAt, closedAt: state === 'closed' ? answeredAt : null },
    });
  }
  return { topics, replies, consultations };
}

function twoWorkingDaysAfter(day: Day): Day {
  const next = Array.from({ length: 4 }, (_, ahead) => dayAfter(day, ahead + 1));
  return next.filter(one => weekdayOf(one) <= 5)[1]!;
}

function titleOf(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, text.lastIndexOf(' ', 79))}…`;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
