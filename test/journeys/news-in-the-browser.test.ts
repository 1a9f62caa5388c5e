import type { CDPSession, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchChannel } from '#school/ways/channels.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';
import { type PushService, startPushService } from '../push-service.ts';

// Web Push as its reader sees it (1.2e, 3.2f). The browser maker's push service is out of reach of a test: what the browser
// would be told by it comes from our own, and what arrives there is handed to the browser as if it had come over the line.
let service: PushService;
let school: OpenHouse;
let chromium: Chromium;
let people: Record<string, number>;

beforeAll(async () => {
  service = await startPushService();
  school = await openWholeSchool({ settings: { PUSH_SERVICES: service.origin } });
  chromium = await startChromium(school.address);
  const rows = await school.house.asHouse(act =>
    act.em.execute<{ login: string; id: number }[]>('select login, id from person where login is not null'),
  );
  people = Object.fromEntries(rows.map(({ login, id }) => [login, id]));
});
afterAll(async () => {
  await chromium?.close();
  await school?.close();
  await service?.close();
});

interface Subscribed {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** The page «Мессенджеры» in a browser whose push service is the test's; what it was told is kept as a browser keeps it. */
async function messengersOf(login: string, { allowed }: { allowed: boolean }): Promise<Page> {
  const page = await chromium.person(login);
  if (allowed) await page.context().grantPermissions(['notifications'], { origin: school.address });
  await page.exposeFunction('subscribeOutside', (key: string): Subscribed => service.subscribe(key));
  await page.addInitScript(() => {
    const outside = window as unknown as { subscribeOutside(key: string): Promise<Subscribed> };
    const known = () => {
      const kept = localStorage.getItem('subscription');
      if (!kept) return null;
      const told = JSON.parse(kept) as Subscribed;
      const unsubscribe = async () => {
        localStorage.removeItem('subscription');
        return true;
      };
      return { endpoint: told.endpoint, toJSON: () => told, unsubscribe } as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () => known();
    PushManager.prototype.subscribe = async options => {
      if (localStorage.getItem('no push service')) throw new DOMException('no service', 'AbortError');
      const told = await outside.subscribeOutside(String(options!.applicationServerKey));
      localStorage.setItem('subscription', JSON.stringify(told));
      return known()!;
    };
  });
  await page.goto('/messengers');
  return page;
}

const endpointOf = (page: Page) =>
  page.evaluate(() => (JSON.parse(localStorage.getItem('subscription') ?? '{}') as Partial<Subscribed>).endpoint);
const cardOf = (page: Page) => words(page, '[data-push]');

/** Маша's mark of today is told to her mother, and the courier goes its round. */
async function markIsTold(value: number): Promise<void> {
  await school.house.asHouse(async act => {
    const mark = { value, workKind: 'контрольная', comment: null };
    const facts = { givenName: 'Маша', subject: 'Математика', day: '2026-11-24', old: null, mark };
    act.tell(people.petrova!, { kind: 'mark', subject: 'lesson:1', facts });
  });
  await school.courierRuns();
}

describe('Ольга Петрова in a browser that asks and is refused', () => {
  it('reads what to do, and nothing is subscribed', async () => {
    const page = await messengersOf('petrova', { allowed: false });
    await expect.poll(() => cardOf(page)).toMatch(/Согласен, включить|Браузер запрещает/);
    if ((await cardOf(page)).includes('Согласен, включить')) await press(page, 'Согласен, включить');
    await sees(page, 'Браузер запрещает уведомления для этого сайта. Разрешите их в настройках браузера');
    expect(await cardOf(page)).not.toContain('Согласен, включить');
    expect(await endpointOf(page)).toBeUndefined();
    await page.context().close();
  });
});

describe('Ольга Петрова in a browser of her own', () => {
  let page: Page;
  let devtools: CDPSession;
  let registrationId: string;
  const shown = () =>
    page.evaluate(async () => {
      const notifications = await (await navigator.serviceWorker.ready).getNotifications();
      return notifications.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as { url: string } }));
    });
  /** What the service was sent last for this browser comes to the worker. */
  const arrives = async () => {
    const endpoint = (await endpointOf(page))!;
    const { payload } = service.arrived.get(endpoint)!.at(-1)!;
    const news = { origin: school.address, registrationId, data: JSON.stringify(payload) };
    await devtools.send('ServiceWorker.deliverPushMessage', news);
    return payload as { tag: string; body: string };
  };
  const seesNews = async () => {
    const { tag } = await arrives();
    await expect.poll(async () => (await shown()).map(one => one.tag)).toContain(tag);
    const { body, ...rest } = (await shown()).find(one => one.tag === tag)!;
    return { ...rest, body: body.replaceAll('\u00a0', ' ') };
  };

  beforeAll(async () => {
    page = await messengersOf('petrova', { allowed: true });
    devtools = await page.context().newCDPSession(page);
    const registered = new Promise<string>(resolve =>
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL }) => scopeURL === `${school.address}/`);
        if (own) resolve(own.registrationId);
      }),
    );
    await devtools.send('ServiceWorker.enable');
    registrationId = await registered;
  });

  it('is asked once more when she has left the browser’s question without an answer', async () => {
    await page.evaluate(() => {
      const asks = Notification.requestPermission;
      Notification.requestPermission = async () => {
        Notification.requestPermission = asks;
        return 'default';
      };
    });
    await press(page, 'Согласен, включить');
    await sees(page, 'Нажмите кнопку ещё раз и выберите «Разрешить».');
    expect(await endpointOf(page)).toBeUndefined();
  });

  it('is told when the browser’s service does not answer, and nothing is subscribed', async () => {
    await page.evaluate(() => localStorage.setItem('no push service', 'yes'));
    await press(page, 'Согласен, включить');
    await sees(page, 'Браузер или его служба уведомлений не ответили');
    await page.evaluate(() => localStorage.removeItem('no push service'));
    expect(await endpointOf(page)).toBeUndefined();
    expect(await cardOf(page)).toContain('Согласен, включить');
  });

  it('reads what she agrees to beside the button, and switches it on with one press', async () => {
    expect(await cardOf(page)).toMatch(
      /Согласен, чтобы школа «.+» присылала мне новости из журнала .* уведомлениями браузера.*Сведений о здоровье в них не бывает/,
    );
    await press(page, 'Согласен, включить');
    await sees(page, 'На этом устройстве уведомления включены.');
    expect(await words(page)).toMatch(/Куда приходят новости.*Основной/);
  });

  it('sees the mark on her screen, though the journal is only in the background', async () => {
    await markIsTold(5);
    expect(await seesNews()).toMatchObject({
      title: 'Школьный журнал',
      body: 'Маша, Математика: 5 — контрольная',
      data: { url: '/notices' },
    });
  });

  it('is led to her notices by a press on it, in the window that is open', async () => {
    await page.goto('/settings');
    const worker = page.context().serviceWorkers()[0]!;
    expect(await pressOn(worker)).toEqual([]);
    await page.waitForURL('**/notices');
    await sees(page, 'контрольная');
  });

  it('sees no mark who has it covered up', async () => {
    await page.goto('/settings');
    await page.getByLabel('Скрывать, пока их не коснуться').check();
    await press(page, 'Сохранить');
    await markIsTold(3);
    const { body } = await seesNews();
    expect(body).toMatch(/^Маша, Математика: /);
    expect(body).not.toContain('3');
  });

  it('sees neither name nor mark while the registrar has switched to «только факт»', async () => {
    await school.house.as(people.kuznetsov!, act => switchChannel(act, 'push', 'facts-only'));
    await markIsTold(4);
    expect((await seesNews()).body).toBe('Новая запись в журнале. Посмотреть можно на сайте.');
    await school.house.as(people.kuznetsov!, act => switchChannel(act, 'push', 'open'));
  });

  it('hears nothing more after «Выключить»', async () => {
    await page.goto('/messengers');
    const endpoint = (await endpointOf(page))!;
    const heard = service.arrived.get(endpoint)!.length;
    await press(page, 'Выключить');
    await page.getByRole('button', { name: 'Согласен, включить' }).waitFor();
    expect(await endpointOf(page)).toBeUndefined();
    await markIsTold(5);
    expect(service.arrived.get(endpoint)).toHaveLength(heard);
  });

  it('hears nothing more in this browser once she has signed out', async () => {
    await press(page, 'Согласен, включить');
    await sees(page, 'На этом устройстве уведомления включены.');
    const endpoint = (await endpointOf(page))!;
    await markIsTold(5);
    expect(service.arrived.get(endpoint)).toHaveLength(1);
    await page.evaluate(() => document.querySelector<HTMLFormElement>('form[action="/sign-out"]')!.requestSubmit());
    await page.waitForURL(/\/sign-in|\/$/);
    await markIsTold(4);
    expect(service.arrived.get(endpoint)).toHaveLength(1);
  });

  it('and nothing went wrong unseen', () => {
    expect(chromium.complaints).toEqual([]);
  });
});

/** What of a worker's surroundings is needed here: the compiler knows those of a page alone. */
interface InWorker {
  registration: ServiceWorkerRegistration;
  WindowClient: { prototype: { focus(): Promise<unknown> } };
  NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
}

/** Presses every notification that is shown; gives those left. Focus is a person's to give, so the worker's asking for it is passed over. */
function pressOn(worker: Worker): Promise<string[]> {
  return worker.evaluate(async () => {
    const { registration, WindowClient, NotificationEvent } = self as unknown as InWorker;
    WindowClient.prototype.focus = async () => {};
    const done: Promise<unknown>[] = [];
    for (const notification of await registration.getNotifications()) {
      const pressed = new NotificationEvent('notificationclick', { notification });
      // Only a browser's own event may be prolonged.
      Object.defineProperty(pressed, 'waitUntil', { value: (work: Promise<unknown>) => done.push(work) });
      self.dispatchEvent(pressed);
    }
    await Promise.all(done);
    return (await registration.getNotifications()).map(({ title }) => title);
  });
}
