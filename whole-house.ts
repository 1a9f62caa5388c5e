import type { Logger } from 'pino';
import type { ApiHouse } from '#api/doors.ts';
import { type Live, openLive } from '#api/live.ts';
import { type ApiServer, buildServer } from '#api/server.ts';
import { type Bot, openBot } from '#bot/answer.ts';
import { type Courier, openCourier } from '#bot/courier.ts';
import { openEmail } from '#bot/email/email.ts';
import { makeVapidKeys, openPush } from '#bot/push/push.ts';
import { openTelegram, type Telegram } from '#bot/telegram/telegram.ts';
import { openWebChat } from '#bot/webchat/web-chat.ts';
import type { Connection } from '#db/connection.ts';
import { listen } from '#db/listening.ts';
import type { Orm } from '#db/orm.ts';
import { readWord, repliesChannel } from '#forum/announce.ts';
import { archiveWork } from '#jobs/archive.ts';
import { type Clock, openClock } from '#jobs/clock.ts';
import { emailConfirmationLetter } from '#jobs/email-confirmation-letter.ts';
import { firstPasswordLetter } from '#jobs/first-password-letter.ts';
import { importWork } from '#jobs/import.ts';
import { lostPasswordLetter } from '#jobs/lost-password-letter.ts';
import { openPost } from '#jobs/post.ts';
import { openQueue, type Queue } from '#jobs/queue.ts';
import { reportSendingWork } from '#jobs/report-sending.ts';
import { rolloverWork } from '#jobs/rollover.ts';
import { schedule } from '#jobs/schedule.ts';
import { type House, openHouse } from '#school/house.ts';
import { vapidKeys } from '#school/ways/push.ts';
import type { World } from '#school/world.ts';
import { openPaperMachine } from '#templates/paper/paper-machine.ts';
import { openPress } from '#templates/press.ts';
import { openApart } from './apart/apart.ts';
import { openArchives } from './archives.ts';
import { type DiagnosedSettings, diagnosis, diagnosisName } from './diagnosis/diagnosis.ts';
import { exportPapers } from './export-papers.ts';
import { healthOf } from './health.ts';
import { version } from './version.ts';

/** Every part of the program, put together over a filled database and still at rest: nobody listens, nothing ticks. */
export interface WholeHouse {
  house: House;
  server: ApiServer;
  live: Live;
  bot: Bot;
  telegram: Telegram | undefined;
  courier: Courier;
  queue: Queue;
  clock: Clock;
}

interface Ground {
  orm: Orm;
  connection: Connection;
  config: DiagnosedSettings;
  world: World;
  log: Logger;
  /** The last lines of the log, for a diagnosis. */
  recentLog?(): readonly string[];
}

/** Puts the house together; `onClose` is handed what undoes each step, to be called last first. */
export async function buildWholeHouse(
  { orm, connection, config, world, log, recentLog = () => [] }: Ground,
  onClose: (step: () => Promise<unknown>) => void,
): Promise<WholeHouse> {
  const queue = openQueue({ connection, now: world.now, log });
  const house = await openHouse(orm, { world, timeZone: config.timeZone, enqueue: queue.enqueue });
  const press = openPress({ timeZone: house.timeZone, now: world.now });
  const times = {
    get remindersAt() {
      return house.remindersAt;
    },
    backupAt: config.backupAt,
  };
  const clock = openClock(house, schedule(times), log);
  const post = config.smtpUrl ? openPost(config.smtpUrl) : undefined;
  const site = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const archives = openArchives({
    ...{ connection, world, timeZone: house.timeZone, program: version },
    ...{ folder: config.backupDir, backupAt: config.backupAt, keep: config.backupKeep },
    papers: manifest => exportPapers(press, manifest),
  });
  const paper = openPaperMachine();
  onClose(paper.stop);
  const apart = openApart({ connection, timeZone: house.timeZone, world });
  await queue.prepare({
    clock: clock.work,
    backup: archiveWork(house, archives, 'backup'),
    export: archiveWork(house, archives, 'export'),
    import: importWork(house),
    rollover: rolloverWork(house),
    'class-journal': apart.work('class-journal'),
    'report-package': apart.work('report-package'),
    'report-sending': reportSendingWork({ house, press, paper }),
    ...(post
      ? {
          'first-password-letter': firstPasswordLetter({ house, press, post, site }),
          'email-confirmation': emailConfirmationLetter({ house, press, post, site }),
          'lost-password-letter': lostPasswordLetter({ house, press, post, site }),
        }
      : {}),
  });
  onClose(queue.stop);
  onClose(apart.stop);
  onClose(archives.stop);
  onClose(async () => post?.close());

  const bot = openBot({ house, press, paper, log, publicUrl: config.publicUrl, botName: () => telegram?.name() });
  const webChat = openWebChat({ house, bot });
  const telegram = config.telegramToken
    ? openTelegram({
        token: config.telegramToken,
        apiRoot: config.telegramApiRoot,
        publicUrl: config.publicUrl,
        house,
        press,
        bot,
        log,
      })
    : undefined;
  const pushKeys = await house.asHouse(act => vapidKeys(act, makeVapidKeys));
  const courier = openCourier({
    house,
    press,
    log,
    messengers: [
      webChat.messenger,
      ...(telegram ? [telegram.messenger] : []),
      ...(post ? [openEmail({ press, letterBox: post, site })] : []),
      openPush({ press, keys: pushKeys, site, now: world.now }),
    ],
  });

  const live = openLive();
  const again = () => live.everybody();
  const hear = (word: string) => live.hear(readWord(word));
  const listening = await listen(connection, { channel: repliesChannel, hear, again });
  onClose(listening.stop);

  const health = healthOf({ house, telegram, courier, queue, clock, archives });
  const api: ApiHouse = {
    house,
    press,
    log,
    chat: webChat,
    live,
    archives,
    paper,
    diagnosis: async () => {
      const at = world.now();
      const logs = { 'log.ndjson': recentLog() };
      return {
        file: diagnosisName(at),
        content: await diagnosis({ connection, config, at, logs, health: await health() }),
      };
    },
    health,
    mails: post !== undefined,
    push: { publicKey: pushKeys.publicKey, further: config.pushServices },
    ...(config.publicUrl ? { publicUrl: config.publicUrl, trustProxy: config.trustProxy } : {}),
    ...(telegram ? { botName: telegram.name } : {}),
    ...(telegram?.webhook ? { webhook: telegram.webhook } : {}),
  };
  const server = await buildServer(api);
  onClose(() => server.close());
  return { house, server, live, bot, telegram, courier, queue, clock };
}
