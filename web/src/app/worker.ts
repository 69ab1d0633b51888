/* The one script that is named at run time, by the one policy that may (Trusted Types). */
const script = '/worker.js';

interface Policies {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string };
}

/** Installs the worker that answers when the server cannot be reached. Without one the app works all the same. */
export function installWorker() {
  if (!('serviceWorker' in navigator)) return;
  const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;
  const allowed = (url: string) => {
    if (url !== script) throw new TypeError(`no script is called ${url}`);
    return url;
  };
  const address = policies ? policies.createPolicy('guildhall', { createScriptURL: allowed }).createScriptURL(script) : script;
  // An address that is not secure, or a browser that forbids it: no worker, and nothing is missing but the offline page.
  navigator.serviceWorker.register(address).catch(() => undefined);
}
