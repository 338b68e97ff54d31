import type { CellPlace, GridSize } from "./selection.ts";
import { moved } from "./selection.ts";

export type GridAction =
  | { readonly kind: "menu" | "copy" | "selectAll" | "sort" | "open" | "leave" }
  | { readonly kind: "move"; readonly to: CellPlace; readonly isExtended: boolean };

/** What a key asks of the grid; null: it is not the grid's. Row -1 of the active cell is the header. */
export function actionOf(
  event: KeyboardEvent,
  active: CellPlace,
  size: GridSize,
): GridAction | null {
  const { key, shiftKey, altKey } = event;
  const isFar = event.ctrlKey || event.metaKey;
  if (key === "ContextMenu" || (key === "F10" && shiftKey) || (key === "ArrowDown" && altKey)) {
    return { kind: "menu" };
  }
  if (isFar && key.toLowerCase() === "c") return { kind: "copy" };
  if (isFar && key.toLowerCase() === "a") return { kind: "selectAll" };
  if ((key === "Enter" || key === " ") && active.row < 0) return { kind: "sort" };
  // With others these run cells.
  const isAlone = !isFar && !shiftKey && !altKey;
  if (key === "Enter" && isAlone) return { kind: "open" };
  if (key === "Backspace" && isAlone) return { kind: "leave" };
  if (altKey) return null;
  const to = moved(active, key, isFar, size);
  return to && { kind: "move", to, isExtended: shiftKey && to.row >= 0 };
}
