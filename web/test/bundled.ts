/** Prints of which packages something is in what browsers get, one a line: for tests/system/sbom.py, to hold the SBOM against. */
import { build, type Rolldown } from 'vite';

/** The package that a file, or a module that a plugin has made up, comes from; null for what is ours. */
function packageOf(file: string): string | null {
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(file)?.[1] ?? /^\0([\w-]+)\//.exec(file)?.[1];
  if (name) return name;
  if (file.startsWith('\0')) throw new Error(`${JSON.stringify(file)} is of no known package`);
  return null;
}

const built = (await build({ logLevel: 'error', build: { write: false } })) as Rolldown.RolldownOutput;
const files = built.output.flatMap((each) => (each.type === 'chunk' ? Object.keys(each.modules) : each.originalFileNames));
const names = new Set(files.map(packageOf).filter((name) => name !== null));
console.log([...names].sort().join('\n'));
