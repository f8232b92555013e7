import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Targets of its relative imports, as paths from the root. */
  readonly imports: readonly string[];
}

const IGNORED = new Set(['node_modules', 'dist', '.git', 'coverage']);
const RELATIVE_IMPORT = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** Every TypeScript source below `root`, with what it imports. */
export function readSources(root: string): readonly SourceFile[] {
  return listFiles(root)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const imports = [...text.matchAll(RELATIVE_IMPORT)].map((match) =>
        relative(root, join(file, '..', match[1] ?? '')),
      );
      return { path: relative(root, file), text, imports };
    });
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (IGNORED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}
