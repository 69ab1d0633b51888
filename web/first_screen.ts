/**
 * What the app needs before its first screen stands goes into one file: fifty small ones cost a slow machine a quarter of a second.
 * What other pages (sign-in, first run, offline) need too stays apart, and so does all that comes later.
 */
interface Graph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const source = new URL('src/', import.meta.url).pathname;
const app = [`${source}app/main.tsx`];
const others = ['login/login.ts', 'setup/setup.ts', 'offline/offline.ts', 'links/join.ts', 'links/reset.ts', 'links/confirm.ts', 'links/register.ts', 'security/policy.ts', 'security/report.ts', 'security/case.ts'].map((name) => source + name);

function reached(from: readonly string[], graph: Graph, found = new Set<string>()): Set<string> {
  for (const id of from) {
    if (found.has(id)) continue;
    found.add(id);
    reached(graph.getModuleInfo(id)?.importedIds ?? [], graph, found);
  }
  return found;
}

let ours: Set<string> | undefined;

export function firstScreen(id: string, graph: Graph): string | null {
  if (!ours) {
    const apart = new Set([...app, ...reached(others, graph)]);
    ours = new Set([...reached(app, graph)].filter((each) => !apart.has(each)));
  }
  return ours.has(id) && !id.endsWith('.css') ? 'first' : null;
}
