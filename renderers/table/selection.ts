/** A cell of the grid; row -1 is the header. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface Area {
  readonly first: CellPlace;
  readonly last: CellPlace;
}

/** The cells between two, whichever way they were chosen. The header is not selected with them. */
export function areaBetween(a: CellPlace, b: CellPlace): Area {
  const rows = [a.row, b.row].map((row) => Math.max(row, 0));
  const columns = [a.column, b.column];
  return {
    first: { row: Math.min(...rows), column: Math.min(...columns) },
    last: { row: Math.max(...rows), column: Math.max(...columns) },
  };
}

export function isWithin({ first, last }: Area, { row, column }: CellPlace): boolean {
  return row >= first.row && row <= last.row && column >= first.column && column <= last.column;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

/** Where a key leads; null: the key moves nothing. `isFar`: with Ctrl, or Cmd. */
export function moved(
  from: CellPlace,
  key: string,
  isFar: boolean,
  { rows, columns, page }: GridSize,
): CellPlace | null {
  const [lastRow, lastColumn] = [rows - 1, columns - 1];
  const to = (row: number, column: number): CellPlace => ({
    row: Math.min(Math.max(row, -1), lastRow),
    column: Math.min(Math.max(column, 0), lastColumn),
  });
  const { row, column } = from;
  switch (key) {
    case "ArrowUp":
      return isFar ? to(Math.min(row, 0), column) : to(row - 1, column);
    case "ArrowDown":
      return isFar ? to(lastRow, column) : to(row + 1, column);
    case "ArrowLeft":
      return isFar ? to(row, 0) : to(row, column - 1);
    case "ArrowRight":
      return isFar ? to(row, lastColumn) : to(row, column + 1);
    case "PageUp":
      return to(Math.max(row - page, 0), column);
    case "PageDown":
      return to(row + page, column);
    case "Home":
      return isFar ? to(0, 0) : to(row, 0);
    case "End":
      return isFar ? to(lastRow, lastColumn) : to(row, lastColumn);
    default:
      return null;
  }
}
