import type { Withheld } from './tables.ts';

/**
 * What an export leaves out, because it is opened in spreadsheets, sent and printed: hashes of passwords and codes, open sign-ins, keys.
 * Whoever restores a school from an export gets it whole but for these; people receive new passwords.
 */
export const secrets: Withheld = {
  tables: [
    'session',
    'sign_in_failure',
    'link_code',
    'calendar_feed',
    'email_confirmation',
    'lost_password',
    'mirror_code',
    'vapid_keys',
    'incoming_update',
    'report_package_piece',
  ],
  // Packages of reports and journals for the archive can be made again, and so can a report that was sent.
  columns: {
    ...{ person: ['password_hash'], chat: ['means'] },
    ...{ report_sending: ['content'], report_subscription: ['secret'] },
    ...{ class_journal: ['content'] },
  },
};
