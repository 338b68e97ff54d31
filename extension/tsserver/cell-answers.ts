import { isBuiltin } from "node:module";
import type ts from "@tsd/typescript";
import type { LengthOf } from "./cell-files.ts";
import { mendChanges, mendCompletions, mendDetails, mendFixes } from "./imports.ts";
import type { Notebooks } from "./notebooks.ts";

interface Place {
  readonly fileName: string;
  readonly textSpan: ts.TextSpan;
}

/**
 * The server's answers without what stands behind a cell's own text. What is wrong with types only warns:
 * the kernel takes them out and runs the cell.
 */
export function answerForCells(
  service: ts.LanguageService,
  lengthOf: LengthOf,
  notebooks: Notebooks,
): ts.LanguageService {
  const isOwn = ({ fileName, textSpan }: Place): boolean =>
    !notebooks.isModule(fileName) && endOf(textSpan) <= (lengthOf(fileName) ?? Infinity);
  const within =
    (fileName: string) =>
    ({ textSpan }: Pick<Place, "textSpan">): boolean =>
      isOwn({ fileName, textSpan });
  const inCell = (
    fileName: string,
    found: readonly ts.DiagnosticWithLocation[],
  ): ts.DiagnosticWithLocation[] => {
    // Until the extension has told of a cell's notebook, whatever seems to be missing may be there.
    const end = notebooks.placeOf(fileName) ? (lengthOf(fileName) ?? 0) : 0;
    return found.filter((one) => endOf(one) <= end && !isUntyped(one));
  };

  return {
    ...service,
    getSyntacticDiagnostics(fileName) {
      const end = lengthOf(fileName) ?? Infinity;
      // What is never closed ends behind the cell.
      return service.getSyntacticDiagnostics(fileName).map((one) => {
        const start = Math.min(one.start, end);
        return { ...one, start, length: Math.min(one.length, end - start) };
      });
    },
    // VS Code shows no semantic diagnostics in notebooks, and would show those of cells as errors.
    getSemanticDiagnostics: (fileName) =>
      notebooks.isCell(fileName) ? [] : service.getSemanticDiagnostics(fileName),
    getSuggestionDiagnostics(fileName) {
      const found = service.getSuggestionDiagnostics(fileName);
      if (!notebooks.isCell(fileName)) return found;
      const wrong = service
        .getSemanticDiagnostics(fileName)
        .flatMap((one) => (isPlaced(one) ? [{ ...one, category: warning }] : []));
      return inCell(fileName, [...wrong, ...found]);
    },
    getCompletionsAtPosition(fileName, ...asked) {
      const found = service.getCompletionsAtPosition(fileName, ...asked);
      return notebooks.isCell(fileName) ? mendCompletions(found) : found;
    },
    getCompletionEntryDetails(fileName, ...asked) {
      const found = service.getCompletionEntryDetails(fileName, ...asked);
      return notebooks.isCell(fileName) ? mendDetails(found, lengthOf) : found;
    },
    getCodeFixesAtPosition(fileName, ...asked) {
      const found = service.getCodeFixesAtPosition(fileName, ...asked);
      return notebooks.isCell(fileName) ? mendFixes(found, lengthOf) : found;
    },
    getCombinedCodeFix(scope, ...asked) {
      const found = service.getCombinedCodeFix(scope, ...asked);
      const isImport = notebooks.isCell(scope.fileName) && asked[0] === "fixMissingImport";
      return isImport ? { ...found, changes: mendChanges(found.changes, lengthOf) } : found;
    },
    findRenameLocations(fileName, position, inStrings, inComments, preferences) {
      const rename = (chosen: ts.UserPreferences) =>
        service.findRenameLocations(fileName, position, inStrings, inComments, chosen);
      const chosen = typeof preferences === "object" ? preferences : {};
      const found = rename(chosen);
      if (!found || found.every(isOwn)) return found;
      // Not under another name in this cell alone: what earlier cells export keeps one name.
      return rename({ ...chosen, providePrefixAndSuffixTextForRename: false })?.filter(isOwn);
    },
    getReferencesAtPosition: (...asked) => service.getReferencesAtPosition(...asked)?.filter(isOwn),
    findReferences: (...asked) =>
      service
        .findReferences(...asked)
        ?.map((found) => ({ ...found, references: found.references.filter(isOwn) }))
        .filter(({ references }) => references.length > 0),
    getDocumentHighlights: (...asked) =>
      service.getDocumentHighlights(...asked)?.map((found) => ({
        ...found,
        highlightSpans: found.highlightSpans.filter(within(found.fileName)),
      })),
    getDefinitionAtPosition: (...asked) => service.getDefinitionAtPosition(...asked)?.filter(isOwn),
    getDefinitionAndBoundSpan(...asked) {
      const found = service.getDefinitionAndBoundSpan(...asked);
      return found && { ...found, definitions: found.definitions?.filter(isOwn) ?? [] };
    },
    organizeImports: (...asked) =>
      service.organizeImports(...asked).map((change) => ({
        ...change,
        textChanges: change.textChanges.filter(({ span }) =>
          isOwn({ fileName: change.fileName, textSpan: span }),
        ),
      })),
    getOutliningSpans: (fileName) => service.getOutliningSpans(fileName).filter(within(fileName)),
    getNavigationTree(fileName) {
      const tree = service.getNavigationTree(fileName);
      const { childItems = [] } = tree;
      const isInside = ({ spans }: ts.NavigationTree): boolean =>
        spans.every((textSpan) => isOwn({ fileName, textSpan }));
      return { ...tree, childItems: childItems.filter(isInside) };
    },
  };
}

const warning: ts.DiagnosticCategory.Warning = 0;

function isPlaced(one: ts.Diagnostic): one is ts.DiagnosticWithLocation {
  return one.file !== undefined && one.start !== undefined && one.length !== undefined;
}

/** Whether it misses only types: those of Node, or of a package that has none. */
function isUntyped({ code, file, start, length }: ts.DiagnosticWithLocation): boolean {
  if (code === 2307) return isBuiltin(file.text.slice(start + 1, start + length - 1));
  return code === 2580 || code === 2591 || code === 7016;
}

function endOf({ start, length }: ts.TextSpan): number {
  return start + length;
}
