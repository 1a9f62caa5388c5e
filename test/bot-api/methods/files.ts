import type { Message } from 'grammy/types';
import { fittingCaption, readCaption } from '../formatted-text.ts';
import { pictureSize } from '../picture-size.ts';
import { badRequest, Refused } from '../refused.ts';
import type { ApiRequest, Upload } from '../request.ts';
import type { Telegram } from '../telegram.ts';
import { send } from './sending.ts';

const megabyte = 1024 * 1024;

/** sendPhoto: PNG or JPEG up to 10 MB, as an upload or by the file_id of an earlier photo. */
export function sendPhoto(telegram: Telegram, request: ApiRequest): Message {
  const caption = readCaption(request);
  return send(telegram, request, () => {
    const file = fileOf(telegram, request, { field: 'photo', limit: 10 * megabyte });
    const size = pictureSize(file.bytes);
    if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
    if (size.width + size.height > 10_000) throw badRequest('PHOTO_INVALID_DIMENSIONS');
    return { photo: [{ ...named(file), ...size }], ...captioned(caption) };
  });
}

/** sendDocument: any file up to 50 MB, as an upload or by its file_id. */
export function sendDocument(telegram: Telegram, request: ApiRequest): Message {
  const caption = readCaption(request);
  return send(telegram, request, () => {
    const file = fileOf(telegram, request, { field: 'document', limit: 50 * megabyte });
    const document = { ...named(file), file_name: file.name, mime_type: file.type || 'application/octet-stream' };
    return { document, ...captioned(caption) };
  });
}

/** getFile: up to 20 MB; the bytes are then at `/file/bot<token>/<file_path>`. */
export function getFile(telegram: Telegram, request: ApiRequest) {
  const id = request.params.file_id;
  if (!id) throw badRequest('file_id not specified');
  const file = telegram.files.get(id);
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.bytes.length > 20 * megabyte) throw badRequest('file is too big');
  return { ...named(file), file_path: file.path };
}

/** Keeps a file and gives it an id and a path. */
export function keepFile(telegram: Telegram, upload: Upload) {
  const number = telegram.nextNumber();
  const id = `BQACAgIAAxkBAAI${number}`;
  const file = { ...upload, id, path: `documents/file_${number}${/\.\w+$/.exec(upload.name)?.[0] ?? ''}` };
  telegram.files.set(id, file);
  return file;
}

type KeptFile = ReturnType<typeof keepFile>;

function fileOf(telegram: Telegram, request: ApiRequest, { field, limit }: { field: string; limit: number }): KeptFile {
  const given = request.params[field] ?? '';
  const upload = request.files.get(given.startsWith('attach://') ? given.slice(9) : field);
  if (upload) {
    if (upload.bytes.length > limit) throw new Refused(413, 'Request Entity Too Large');
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    return keepFile(telegram, upload);
  }
  if (given === '') throw badRequest(`there is no ${field} in the request`);
  const known = telegram.files.get(given);
  // The stand-in fetches nothing: an address is refused like one that Telegram can't use.
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  return known;
}

function named(file: KeptFile) {
  return { file_id: file.id, file_unique_id: `AgAD${file.id.slice(-6)}`, file_size: file.bytes.length };
}

function captioned(caption: ReturnType<typeof readCaption>) {
  const { text, entities } = fittingCaption(caption);
  return { ...(text ? { caption: text } : {}), ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}
