import sounds from '#templates/bot/vocabulary/sounds.json' with { type: 'json' };

/** A word as it is heard, more or less: «дамашка» sounds like «домашка», «класный» like «классный». */
export function soundOf(word: string): string {
  let sound = '';
  for (const letter of word) {
    const heard = (sounds as Record<string, string>)[letter] ?? letter;
    if (!sound.endsWith(heard) || heard === '') sound += heard;
  }
  return sound;
}
