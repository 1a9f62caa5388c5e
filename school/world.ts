/** Time and chance, which enter in main.ts only, so that a test can live through a school year. */
export interface World {
  now(): Date;
  /** So many unpredictable bytes. */
  random(size: number): Buffer;
}
