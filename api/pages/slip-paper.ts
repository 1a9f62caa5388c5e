import type { FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import type { Slip } from '#school/reset-password.ts';
import type { ApiHouse } from '../doors.ts';

/** What slips are printed with: where the journal is, the bot, and for its camera a picture of each code. */
export async function slipPaper(api: ApiHouse, request: FastifyRequest, slips: readonly Slip[]) {
  const botName = api.botName?.() ?? null;
  const site = api.publicUrl ?? `${request.protocol}://${request.host}`;
  const pictureOf = ({ linkCode }: Slip) =>
    botName ? QRCode.toDataURL(`https://t.me/${botName}?start=${linkCode}`, { margin: 1 }) : null;
  return { site, botName, slips: await Promise.all(slips.map(async slip => ({ ...slip, qr: await pictureOf(slip) }))) };
}
