/** A browser without script: keeps cookies, follows no redirects by itself, and finds the token on the page. */
import http from 'node:http';

export interface Page {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly cookies: readonly string[];
  readonly text: string;
  /** The token that the page's forms carry. */
  readonly csrf: string;
}

export interface Hand {
  get(path: string, headers?: http.OutgoingHttpHeaders): Promise<Page>;
  /** With the last page's token, unless the fields bring one. */
  post(path: string, fields: Fields, headers?: http.OutgoingHttpHeaders): Promise<Page>;
  postRaw(path: string, body: string, headers?: http.OutgoingHttpHeaders): Promise<Page>;
  readonly jar: Map<string, string>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export function openBrowser(port: number): Hand {
  const jar = new Map<string, string>();
  let csrf = '';

  function go(method: string, path: string, headers: http.OutgoingHttpHeaders, body?: string): Promise<Page> {
    return new Promise((resolve, reject) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const request = http.request(
        {
          host: '127.0.0.1',
          port,
          method,
          path,
          agent: false,
          headers: { ...(cookie ? { cookie } : {}), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const cookies = response.headers['set-cookie'] ?? [];
            for (const one of cookies) {
              const [pair = ''] = one.split(';');
              const at = pair.indexOf('=');
              const value = pair.slice(at + 1);
              if (value === '') jar.delete(pair.slice(0, at));
              else jar.set(pair.slice(0, at), value);
            }
            const text = Buffer.concat(chunks).toString('utf8');
            csrf = /data-csrf="([^"]+)"/.exec(text)?.[1] ?? csrf;
            resolve({ status: response.statusCode ?? 0, headers: response.headers, cookies, text, csrf });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  return {
    jar,
    get: (path, headers = {}) => go('GET', path, headers),
    post(path, fields, headers = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ _csrf: csrf, ...fields }))
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      return go(
        'POST',
        path,
        { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body.toString(),
      );
    },
    postRaw: (path, body, headers = {}) => go('POST', path, headers, body),
  };
}
