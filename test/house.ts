import type { InjectOptions, Response } from 'light-my-request';
import pino from 'pino';
import type { ApiHouse } from '#api/doors.ts';
import { openLive } from '#api/live.ts';
import { type ApiServer, buildServer } from '#api/server.ts';
import { openBot } from '#bot/answer.ts';
import { openWebChat } from '#bot/webchat/web-chat.ts';
import type { Connection } from '#db/connection.ts';
import { type Orm, openOrm } from '#db/orm.ts';
import { cast } from '#db/sample/cast.ts';
import type { Act, Enqueue } from '#school/act.ts';
import { type House, openHouse } from '#school/house.ts';
import type { Archives } from '#school/upkeep/archives.ts';
import { paperHere } from '#templates/paper/paper-machine.ts';
import { openPress, type Press } from '#templates/press.ts';
import { createDatabase } from './setup/database.ts';
import { sampleMoment } from './setup/template.ts';
import { type TestWorld, testWorld } from './world.ts';

/** The sample school on a database of its own, under a clock that stands until the test moves it. */
export interface TestSchool {
  orm: Orm;
  /** Where its database is, for another process. */
  connection: Connection;
  house: House;
  press: Press;
  world: TestWorld;
  /** The id of a person by login. */
  person(login: string): Promise<number>;
  /** Runs a use case as the person with that login. */
  as<T>(login: string, work: (act: Act) => Promise<T>): Promise<T>;
  /** The browser's door, opened at first use. */
  server(): Promise<ApiServer>;
  /** A browser in which the person (one of the cast) is signed in. */
  browser(login?: string): Promise<TestBrowser>;
  /** How many SQL statements the work sends. */
  countQueries(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** Requests without a network, with the cookie and the token of a signed-in person. */
export interface TestBrowser {
  csrfToken: string;
  /** The cookie header a browser would send. */
  cookie: string;
  get(url: string): Promise<Response>;
  /** Sends a form; arrays repeat the field. */
  post(url: string, fields?: Record<string, string | string[]>, options?: Sending): Promise<Response>;
  /** Sends a form with files, as a browser does (multipart/form-data). */
  upload(url: string, form: FormData): Promise<Response>;
  json(method: InjectOptions['method'], url: string, body?: object, options?: Sending): Promise<Response>;
}

interface Sending {
  /** False leaves out what proves that our own page sends it. */
  token?: boolean;
}

interface TestOptions {
  at?: string;
  api?: Partial<ApiHouse>;
  /** Opens a queue on the school's database; its jobs are the test's to prepare and to stop. */
  queue?: (ground: { connection: Connection; now(): Date }) => { enqueue: Enqueue };
}

/**
 * Opens a school cloned from the template; `extras` replace parts of what main.ts hands to the server. A test file holds its school
 * as long as its process lives, and other files live in it too: a closed school holds nothing.
 */
export async function openTestSchool(options: TestOptions = {}): Promise<TestSchool> {
  const held: { parts: Parts | undefined } = { parts: await openParts(options) };
  return heldSchool(
    () => held.parts ?? refuseClosed(),
    async () => {
      const { parts } = held;
      held.parts = undefined;
      await parts?.close();
    },
  );
}

interface Parts
  extends Pick<TestSchool, 'orm' | 'connection' | 'house' | 'press' | 'world' | 'server' | 'countQueries' | 'close'> {}

function refuseClosed(): never {
  throw new Error('the school of this test is closed');
}

function heldSchool(parts: () => Parts, close: () => Promise<void>): TestSchool {
  const school: TestSchool = {
    get orm() {
      return parts().orm;
    },
    get connection() {
      return parts().connection;
    },
    get house() {
      return parts().house;
    },
    get press() {
      return parts().press;
    },
    get world() {
      return parts().world;
    },
    person: async login => {
      const [row] = await parts()
        .orm.em.fork()
        .execute<{ id: number }[]>('select id from person where login = ?', [login]);
      if (!row) throw new Error(`the sample school has no ${login}`);
      return row.id;
    },
    as: async (login, work) => parts().house.as(await school.person(login), work),
    server: () => parts().server(),
    browser: login => openBrowser(school.server, login),
    countQueries: work => parts().countQueries(work),
    close,
  };
  return school;
}

async function openParts(options: TestOptions): Promise<Parts> {
  const database = await createDatabase();
  let statements = 0;
  const orm = openOrm(database.connection, { poolSize: 5, logger: () => void statements++ });
  const world = testWorld(options.at ?? sampleMoment);
  const enqueue = options.queue?.({ connection: database.connection, now: world.now }).enqueue;
  const house = await openHouse(orm, { world, ...(enqueue ? { enqueue } : {}) });
  const press = openPress({ timeZone: house.timeZone, now: world.now });
  let server: Promise<ApiServer> | undefined;

  return {
    orm,
    connection: database.connection,
    house,
    press,
    world,
    server: () => {
      server ??= buildServer({
        house,
        press,
        chat: openWebChat({ house, bot: openBot({ house, press }) }),
        health: notGiven,
        archives: noArchives,
        paper: paperHere,
        diagnosis: async () => ({ file: 'diagnosis.zip', content: Buffer.from('PK') }),
        // A try of a route is not a browser that waits: it hears the beginning and goes.
        live: { ...openLive(), follow: (_topic, _person, answer) => void answer.writeHead(200).end() },
        log: pino({ level: 'silent' }),
        ...options.api,
      });
      return server;
    },
    countQueries: async work => {
      statements = 0;
      await work();
      return statements;
    },
    close: async () => {
      if (server) await (await server).close();
      await orm.close();
      await database.drop();
    },
  };
}

async function openBrowser(server: () => Promise<ApiServer>, login?: string): Promise<TestBrowser> {
  let cookie = '';
  let csrfToken = '';
  const send = async (request: InjectOptions) =>
    (await server()).inject({ ...request, headers: { cookie, ...request.headers } });
  if (login) {
    const password = cast.find(member => member.login === login)?.password;
    if (!password) throw new Error(`${login} is not in the cast`);
    const answer = await (await server()).inject({ method: 'POST', url: '/api/session', payload: { login, password } });
    if (answer.statusCode !== 200) throw new Error(`${login} could not sign in: ${answer.body}`);
    cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    csrfToken = answer.json().csrfToken;
  }
  return {
    csrfToken,
    cookie,
    get: url => send({ method: 'GET', url }),
    post: (url, fields = {}, { token = true } = {}) => {
      const form = new URLSearchParams(token ? { _csrf: csrfToken } : {});
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return send({ method: 'POST', url, payload: form.toString(), headers });
    },
    upload: async (url, form) => {
      form.set('_csrf', csrfToken);
      const sent = new Request('http://zvonok', { method: 'POST', body: form });
      const headers = { 'content-type': sent.headers.get('content-type')! };
      return send({ method: 'POST', url, payload: Buffer.from(await sent.arrayBuffer()), headers });
    },
    json: (method, url, body, { token = true } = {}) =>
      send({
        method: method ?? 'GET',
        url,
        headers: token ? { 'x-csrf-token': csrfToken } : {},
        ...(body ? { payload: body } : {}),
      }),
  };
}

/** A school whose folder of archives is empty. */
export const noArchives: Archives = {
  ...{ make: async () => undefined, reasonOf: () => 'fault', list: async () => [], read: async () => undefined },
  ...{ expect: () => {}, working: () => undefined, stop: async () => {}, backupAt: '02:30', folder: 'data/backups' },
};

async function notGiven(): Promise<never> {
  throw new Error('this test school was opened without that part: hand it in as api: { … }');
}
