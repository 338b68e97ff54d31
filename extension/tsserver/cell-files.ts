import type ts from "@tsd/typescript";
import { topNames } from "./top-names.ts";
import type { Notebooks } from "./notebooks.ts";
import type { ShippedTypes } from "./shipped-types.ts";

type Server = Pick<ts.server.PluginCreateInfo, "project" | "languageServiceHost">;
type Resolve = NonNullable<ts.LanguageServiceHost["resolveModuleNameLiterals"]>;

/** How long a cell's own text is; undefined for every other file. */
export type LengthOf = (fileName: string) => number | undefined;

/**
 * Has a project of the server see cells as the kernel runs them: each is a module, and has what earlier
 * ones export. That is imported behind the cell's own text, so that nothing in the cell moves.
 */
export function readCells(
  typescript: typeof ts,
  { project, languageServiceHost: host }: Server,
  notebooks: Notebooks,
  shipped: ShippedTypes,
): LengthOf {
  const snapshotOf = host.getScriptSnapshot.bind(host);
  const versionOf = host.getScriptVersion.bind(host);
  const projectVersion = host.getProjectVersion?.bind(host);
  const resolve = host.resolveModuleNameLiterals?.bind(host);

  const textOf = (fileName: string): string | undefined => {
    const snapshot = project.projectService.getScriptInfo(fileName)?.getSnapshot();
    return snapshot?.getText(0, snapshot.getLength());
  };

  const importsOf = (text: string, earlier: readonly string[]): string => {
    const { declared } = topNames(typescript, text);
    const from = new Map<string, string>();
    for (const cell of earlier)
      for (const name of topNames(typescript, textOf(cell) ?? "").exported)
        if (!declared.has(name)) from.set(name, cell);
    const imports = [...from].map(
      ([name, cell]) => `import { ${name} } from ${JSON.stringify(cell)};`,
    );
    // What is not finished does not go on in them; what can be imported is proposed where it is known.
    return ["", ...imports, 'import "campaign-notebook";'].join("\n;");
  };

  const read = (fileName: string) => {
    const text = notebooks.isCell(fileName) ? textOf(fileName) : undefined;
    if (text === undefined) return null;
    const place = notebooks.placeOf(fileName);
    // Another text once the notebook is known, so that its modules are looked for again.
    return { text, imports: place ? importsOf(text, place.earlier) : "\n;export {}; //" };
  };

  host.getScriptSnapshot = (fileName) => {
    const cell = read(fileName);
    return cell
      ? typescript.ScriptSnapshot.fromString(cell.text + cell.imports)
      : snapshotOf(fileName);
  };
  host.getScriptVersion = (fileName) => {
    const cell = read(fileName);
    return cell ? `${versionOf(fileName)} ${cell.imports}` : versionOf(fileName);
  };
  if (projectVersion) host.getProjectVersion = () => `${projectVersion()} ${notebooks.version}`;
  if (resolve) host.resolveModuleNameLiterals = resolving(resolve, notebooks, shipped);
  return (fileName) => (notebooks.isCell(fileName) ? textOf(fileName)?.length : undefined);
}

/** Modules are found from the notebook's folder, and the notebook's own beside the plugin. */
function resolving(resolve: Resolve, notebooks: Notebooks, shipped: ShippedTypes): Resolve {
  return (literals, containingFile, ...rest) => {
    const place = notebooks.placeOf(containingFile);
    if (!place && !notebooks.isModule(containingFile) && !shipped.has(containingFile))
      return resolve(literals, containingFile, ...rest);
    const fileOf = (module: string): string | undefined => {
      if (place && module === "campaign-notebook") return place.moduleFile;
      return place?.earlier.includes(module) ? module : shipped.fileOf(module);
    };
    const others = literals.filter(({ text }) => fileOf(text) === undefined);
    const found = resolve(others, place?.fileBeside ?? containingFile, ...rest);
    return literals.map((literal) => {
      const file = fileOf(literal.text);
      const extension = file?.endsWith(".d.ts") ? ".d.ts" : ".ts";
      return file === undefined
        ? (found[others.indexOf(literal)] ?? { resolvedModule: undefined })
        : { resolvedModule: { resolvedFileName: file, extension } };
    });
  };
}
