const most = { width: 320, height: 240 };

/** The size at which a picture stands in a text: whole, within 320 by 240 points, never larger than it is. */
export function thumbnail({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
