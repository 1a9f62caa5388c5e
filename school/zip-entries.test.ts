import { expect, test } from 'vitest';
import { zipOf } from '#test/files.ts';
import { endsAsZip, zipEntries } from './zip-entries.ts';

const archive = zipOf({ 'word/document.xml': '<w:document/>', 'приказ.txt': 'текст' });

test('a whole archive tells the names of what it holds', () => {
  expect(zipEntries(archive)).toEqual(['word/document.xml', 'приказ.txt']);
});

test('an archive glued to something else is none, in front or behind', () => {
  expect(zipEntries(Buffer.concat([Buffer.from('MZ'), archive]))).toBeUndefined();
  expect(zipEntries(Buffer.concat([archive, Buffer.from('<script>')]))).toBeUndefined();
  expect(endsAsZip(Buffer.concat([Buffer.from('GIF89a'), archive]))).toBe(true);
});

test('bytes cut off anywhere are no archive and no fault', () => {
  for (let length = 0; length < archive.length; length++)
    expect(zipEntries(archive.subarray(0, length))).toBeUndefined();
});

test('a directory that lies about its own size is no archive', () => {
  const end = archive.length - 22;
  for (const at of [10, 12, 16]) {
    const lying = Buffer.from(archive);
    lying.writeUInt16LE(0xffff, end + at);
    expect(zipEntries(lying)).toBeUndefined();
  }
});
