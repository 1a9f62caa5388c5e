/** The longest address that mail servers take. */
const longest = 254;

/** An address of e-mail as it is kept: tidy, in small letters; nothing when the text is none. The one rule of what an address is. */
export function emailAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return address.length <= longest && pattern.test(address) ? address : undefined;
}

// Anything but what would need quotes, then names of a domain, of letters of any alphabet, with a dot between them.
const pattern = /^[^\s@<>(),;:"=[\]\\]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[\p{L}\d-]{2,}$/u;
