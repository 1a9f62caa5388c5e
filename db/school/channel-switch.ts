import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { consentScopes } from './consent.ts';
import { Person } from './person.ts';

/** What may go over a channel: everything, only that there is something new, nothing. */
export const channelModes = ['open', 'facts-only', 'off'] as const;
export type ChannelMode = (typeof channelModes)[number];

/** The registrar's switch of a channel, each time it was moved; the last row is its position. */
const ChannelSwitchSchema = defineEntity({
  name: 'ChannelSwitch',
  properties: {
    id: id(),
    channel: oneOf(consentScopes),
    mode: oneOf(channelModes),
    by: () => p.manyToOne(Person),
    at: moment(),
  },
});
export class ChannelSwitch extends ChannelSwitchSchema.class {}
ChannelSwitchSchema.setClass(ChannelSwitch);
