/** Where to go after signing in: `?return=` if it lies in this very origin, else the start. */
export function openPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('return');
  if (!wanted?.startsWith('/')) return '/';
  const url = URL.parse(wanted, origin);
  return url?.origin === origin ? url.pathname + url.search + url.hash : '/';
}
