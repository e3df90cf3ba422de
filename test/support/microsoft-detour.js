/**
 * Loaded into a program before its own first line: what it sends to Microsoft's addresses goes to a peer on this machine.
 * JavaScript, so that it needs no loader, whose start it must not run into.
 */
import http from 'node:http';
import https from 'node:https';

const peer = process.env.MICROSOFT_PEER ?? '';

/** @param {URL} address */
function detour({ hostname, pathname }) {
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
https.request = (options, ...more) => {
  const to = detour(new URL(`https://${options.hostname ?? options.host}${options.path ?? '/'}`));
  if (!to) return requestAnywhere(options, ...more);
  const { method, headers } = options;
  return http.request(to, { ...(method ? { method } : {}), ...(headers ? { headers } : {}) });
};
