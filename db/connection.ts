/** Where the PostgreSQL server answers; `host` may be a socket's folder. */
export interface Connection {
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
  ssl?: boolean;
}

/** Reads `postgres://user:password@host:5432/database`; `?host=/folder` names a socket. Throws on another form. */
export function connectionFromUrl(text: string): Connection {
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new TypeError(`not a postgres:// address: ${url.protocol}`);
  const password = decodeURIComponent(url.password);
  return {
    host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    port: Number(url.port || url.searchParams.get('port') || 5432),
    user: decodeURIComponent(url.username) || 'postgres',
    database: decodeURIComponent(url.pathname.slice(1)) || 'zvonok',
    ...(password ? { password } : {}),
    ...(['require', 'verify-full', 'verify-ca'].includes(url.searchParams.get('sslmode') ?? '') ? { ssl: true } : {}),
  };
}
