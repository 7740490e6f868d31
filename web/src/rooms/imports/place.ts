export const IMPORTS_PATH = '/inflode/importer';

export function pathOfImport(id: string): string {
  return `${IMPORTS_PATH}/${encodeURIComponent(id)}`;
}
