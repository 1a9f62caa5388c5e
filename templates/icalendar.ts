/** An event of a calendar: with times, or (without) of a whole day. */
export interface CalendarEvent {
  uid: string;
  /** Grows with each change. */
  sequence: number;
  changedAt: Date;
  /** ISO. */
  day: string;
  starts: Date | null;
  ends: Date | null;
  summary: string;
  location: string;
  about: string;
  /** Called off: a program that has it takes it away. */
  cancelled?: boolean;
}

/**
 * A calendar as RFC 5545 wants it: times in UTC, so that it needs no time zones; lines of at most 75 octets; the same
 * events make the same text.
 */
export function icalendar({ name, events }: { name: string; events: readonly CalendarEvent[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Zvonok//Timetable//RU',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${textValue(name)}`,
    `X-WR-CALNAME:${textValue(name)}`,
    // How often to ask again, in the standard's words (RFC 7986) and in those of older programs.
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function eventLines(event: CalendarEvent): string[] {
  const { uid, sequence, changedAt, summary, location, about } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${textValue(uid)}`,
    `DTSTAMP:${moment(changedAt)}`,
    `LAST-MODIFIED:${moment(changedAt)}`,
    `SEQUENCE:${sequence}`,
    ...times(event),
    ...(event.cancelled ? ['STATUS:CANCELLED'] : []),
    `SUMMARY:${textValue(summary)}`,
    ...(location ? [`LOCATION:${textValue(location)}`] : []),
    ...(about ? [`DESCRIPTION:${textValue(about)}`] : []),
    'END:VEVENT',
  ];
}

function times({ day, starts, ends }: CalendarEvent): string[] {
  if (starts && ends) return [`DTSTART:${moment(starts)}`, `DTEND:${moment(ends)}`];
  return [`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`, 'TRANSP:TRANSPARENT'];
}

/** «20261124T053000Z» */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A TEXT value: what has a meaning in the format is escaped, what no line may hold is left out. */
function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, sign => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[^\t\x20-\u{10ffff}]|\x7f/gu, '');
}

const mostOctets = 75;

/** Breaks a line between characters; what follows begins with a blank, which counts. */
function folded(line: string): string {
  const parts: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > mostOctets) {
      parts.push('');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join('\r\n ');
}
