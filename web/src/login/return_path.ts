/** Where to go after signing in: `?return=` if it lies in this very origin, else the start. A fragment that the sign-in was given goes along. */
export function openPath(search: string, origin: string, fragment = ''): string {
  const wanted = new URLSearchParams(search).get('return');
  if (!wanted?.startsWith('/')) return '/';
  const url = URL.parse(wanted, origin);
  return url?.origin === origin ? url.pathname + url.search + (url.hash || fragment) : '/';
}
