/** Loaded into a program before its own first line: what it sends to Microsoft's addresses goes to a peer on this machine. */
import http, { type RequestOptions } from 'node:http';
import https from 'node:https';

const peer = process.env.MICROSOFT_PEER ?? '';

function detour({ hostname, pathname }: URL): URL | undefined {
  switch (hostname) {
    case 'login.botframework.com':
      return new URL(pathname.endsWith('/keys') ? '/keys' : '/openid', peer);
    case 'login.microsoftonline.com':
      return new URL('/token', peer);
    case 'smba.trafficmanager.net':
      return new URL(pathname, peer);
    default:
      return undefined;
  }
}

const fetchAnywhere = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  return fetchAnywhere(detour(url) ?? input, init);
};

const requestAnywhere = https.request;
https.request = ((options: RequestOptions, ...more: never[]) => {
  const to = detour(new URL(`https://${options.hostname ?? options.host}${options.path ?? '/'}`));
  if (!to) return requestAnywhere(options, ...more);
  const { method, headers } = options;
  return http.request(to, { ...(method ? { method } : {}), ...(headers ? { headers } : {}) });
}) as typeof https.request;
