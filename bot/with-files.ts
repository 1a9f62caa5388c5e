/** Whether any of these parts has files, and what an address of the site begins with: files are read there. */
export function withFiles(parts: readonly { files: readonly unknown[]; hidden?: unknown }[], site: string | null) {
  return { withFiles: parts.some(({ files, hidden }) => !hidden && files.length > 0), site };
}
