import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';

/** A failed sign-in, counted per login and per address to slow guessing down; swept after a day. */
const SignInFailureSchema = defineEntity({
  name: 'SignInFailure',
  properties: { id: id(), login: p.string().index(), address: p.string().index(), at: moment().index() },
});
export class SignInFailure extends SignInFailureSchema.class {}
SignInFailureSchema.setClass(SignInFailure);
