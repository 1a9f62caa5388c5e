import type { Day } from '../calendar.ts';

export const archiveKinds = ['backup', 'export'] as const;
/** A backup is for this program; an export can be opened by people, and holds no secrets. */
export type ArchiveKind = (typeof archiveKinds)[number];

/** A whole archive in its folder. */
export interface ArchiveFile {
  file: string;
  kind: ArchiveKind;
  bytes: number;
  /** In the school's time. */
  day: Day;
  time: string;
  at: Date;
}

/** An archive that is being made, or waits for its turn. */
export interface ArchiveWork {
  kind: ArchiveKind;
  /** Tables of all; nothing is done yet while it waits. */
  done: number;
  of: number;
}

/** The archives of the school; main.ts hands them to the doors. */
export interface Archives {
  /** Makes one now, and throws away those whose time is over. Nothing when one of this school is being made elsewhere. */
  make(kind: ArchiveKind): Promise<ArchiveFile | undefined>;
  /** A word for why making one has failed: «no-room». */
  reasonOf(error: unknown): string;
  /** The newest first. */
  list(): Promise<ArchiveFile[]>;
  /** The bytes of one that is in the folder. */
  read(file: string): Promise<{ bytes: number; content: NodeJS.ReadableStream } | undefined>;
  /** Says that one has been asked for, so that it is seen to wait. */
  expect(kind: ArchiveKind): void;
  working(): ArchiveWork | undefined;
  /** Breaks off what is being made: the program closes. */
  stop(): Promise<void>;
  /** When the backups are made, «02:30»; nothing when the clock makes none. */
  backupAt: string | undefined;
  /** Where they lie on this machine. */
  folder: string;
}
