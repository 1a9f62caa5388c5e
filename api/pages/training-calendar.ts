import type { TrainingEvent } from '#school/trainings/trainings-in-calendar.ts';
import { type CalendarEvent, icalendar } from '#templates/icalendar.ts';
import type { ApiHouse } from '../doors.ts';

/** One session as a file for a calendar. */
export function trainingCalendar(api: ApiHouse, event: TrainingEvent): string {
  return icalendar({ name: event.title, events: [calendarEvent(api, event)] });
}

/** A session as an event: the same in its own file and in the person's feed, so that a calendar knows it for one. */
export function calendarEvent({ press, publicUrl }: ApiHouse, event: TrainingEvent): CalendarEvent {
  const { id, title, place, text, organiser, ...rest } = event;
  const host = publicUrl ? new URL(publicUrl).host : 'zvonok';
  return {
    ...rest,
    uid: `training-${id}@${host}`,
    summary: title,
    location: place,
    about: [press.sentence('calendar/training', { organiser }), text].filter(Boolean).join('\n'),
  };
}
