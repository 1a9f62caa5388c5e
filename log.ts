import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * The program's log. Neither names nor marks belong in it: a database's error quotes the statement with its values, a mail
 * server's the address, so of such an error only its kind, code, constraint and the places in our code are kept.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  return pino({ level, base: null, serializers: { err: readableFault } }, destination);
}

/** The last lines of the log, for a diagnosis. */
export interface RecentLines {
  /** Remembers what goes by. */
  destination(out: DestinationStream): DestinationStream;
  lines(): readonly string[];
}

export function rememberLines(most: number): RecentLines {
  const last: string[] = [];
  return {
    destination: out => ({
      write: line => {
        last.push(line.trimEnd());
        if (last.length > most) last.shift();
        out.write(line);
      },
    }),
    lines: () => last,
  };
}

interface Fault extends Error {
  code?: string;
  constraint?: string;
  table?: string;
  severity?: string;
  responseCode?: number;
  command?: string;
}

function readableFault(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { name, code, constraint, table, severity, responseCode, command, stack = '', cause } = error as Fault;
  const places = stack.split('\n').filter(line => /^\s+at /.test(line));
  const ofMail = responseCode !== undefined || command !== undefined;
  const ofDatabase = severity !== undefined || code?.match(/^[\dA-Z]{5}$/) !== null;
  return {
    kind: name,
    ...(code ? { code } : {}),
    ...(constraint ? { constraint } : {}),
    ...(table ? { table } : {}),
    ...(responseCode ? { responseCode } : {}),
    ...(ofMail || (ofDatabase && code) ? {} : { message: error.message }),
    at: places.slice(0, 12).map(line => line.trim()),
    ...(cause ? { cause: readableFault(cause) } : {}),
  };
}
