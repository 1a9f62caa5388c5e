import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type ApiHouse, actOf, statusOf, wordRefusal } from '../doors.ts';
import { fieldsOf } from './fields.ts';
import { leaveFlash } from './flash.ts';
import { frame } from './frame.ts';

type Show = (act: Act, request: FastifyRequest) => Promise<object>;

interface Page {
  path: string;
  /** Of the template: templates/pages/<name>.hbs. */
  name: string;
  show: Show;
  config?: FastifyContextConfig;
}

/** A page of the signed-in person: one act asks the room, the template templates/pages/<name>.hbs shows the view. */
export function page(app: FastifyInstance, api: ApiHouse, options: Page): void {
  app.get(options.path, { config: options.config ?? {} }, (request, reply) =>
    showPage(api, { request, reply, ...options }),
  );
}

/** `path` is where the form is sent; `name` and `show` give the page it stands on, shown again when the room refuses. */
interface Form extends Page {
  /** Done first, outside the act: what must stay written even if the act is refused. */
  before?(request: FastifyRequest): Promise<void>;
  /** The use case; gives the address to go on to. */
  submit(act: Act, request: FastifyRequest): Promise<string>;
  /** Done once the act is over. */
  after?(): Promise<void>;
  /** Said on the next page: templates/flashes/<name>.hbs. */
  flash?: string;
}

/**
 * A form's POST. A refused value comes back on the same page: `draft` holds what was typed, `errors` the sentence
 * under its field, and a refusal without a field stands above the page.
 */
export function form(app: FastifyInstance, api: ApiHouse, options: Form): void {
  app.post(options.path, { config: options.config ?? {} }, async (request, reply) => {
    try {
      await options.before?.(request);
      const next = await actOf(api, request, act => options.submit(act, request));
      await options.after?.();
      if (options.flash) leaveFlash(reply, options.flash);
      // A script that sends files and shows how far they are goes on by itself: led on, it would see the flash instead of the person.
      if (request.headers['x-sent-by'] === 'script') return reply.send({ next });
      return reply.redirect(next, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || ['signed-out', 'not-found'].includes(error.kind)) throw error;
      reply.code(statusOf[error.kind]);
      return showPage(api, { request, reply, name: options.name, show: options.show, refusal: error });
    }
  });
}

interface Showing {
  request: FastifyRequest;
  reply: FastifyReply;
  name: string;
  show: Show;
  refusal?: Refusal;
}

/** Prints a page; of a refused form with what was typed and the sentences under its fields. */
export async function showPage(api: ApiHouse, { request, reply, name, show, refusal }: Showing): Promise<unknown> {
  const printed = await actOf(api, request, async act => {
    const view = (await show(act, request)) as { draft?: object };
    const around = await frame(api, act, { request, reply });
    if (!refusal) return { view: { errors: {}, ...view }, around };
    const sentence = wordRefusal(api.press, refusal);
    return {
      view: {
        ...view,
        draft: { ...view.draft, ...fieldsOf(request) },
        errors: wordedByField(api, refusal),
      },
      around: refusal.field ? around : { ...around, flash: { kind: 'refusal', text: sentence } },
    };
  });
  return reply.type('text/html').send(api.press.page(name, printed.view, printed.around));
}

function wordedByField(api: ApiHouse, refusal: Refusal): Record<string, string> {
  const fields = [refusal, ...refusal.details].filter(one => one.field !== undefined);
  return Object.fromEntries(fields.map(one => [one.field!, wordRefusal(api.press, one)]));
}
