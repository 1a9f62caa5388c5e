/** A name without what a folder of some system cannot hold. */
export function fileName(name: string): string {
  return name
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/[. ]+$/, '');
}
