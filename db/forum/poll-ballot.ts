import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Poll } from './poll.ts';
import { PollOption } from './poll-option.ts';

/**
 * «Has voted», once for each person. Of a secret poll that is all: no moment and no choice, and at its end the ballots go
 * (docs/decisions/023).
 */
const PollBallotSchema = defineEntity({
  name: 'PollBallot',
  uniques: [{ properties: ['poll', 'person'] }],
  properties: {
    id: id(),
    poll: () => p.manyToOne(Poll),
    person: () => p.manyToOne(Person).index(),
  },
});
export class PollBallot extends PollBallotSchema.class {}
PollBallotSchema.setClass(PollBallot);

/** What a ballot of a named poll chose. A secret poll has no such row. */
const PollChoiceSchema = defineEntity({
  name: 'PollChoice',
  uniques: [{ properties: ['ballot', 'option'] }],
  properties: {
    id: id(),
    ballot: () => p.manyToOne(PollBallot).deleteRule('cascade'),
    option: () => p.manyToOne(PollOption).index(),
  },
});
export class PollChoice extends PollChoiceSchema.class {}
PollChoiceSchema.setClass(PollChoice);
