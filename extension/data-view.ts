import type { Disposable, TreeDataProvider } from "vscode";
import {
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from "vscode";
import type { OutlineColumn, OutlineTable } from "../kernel/protocol/outline.ts";
import { formatNumber } from "../kernel/protocol/number-format.ts";
import type { Unit } from "../kernel/protocol/unit.ts";
import type { DataOutline, NotebookOutline } from "./data-outline.ts";
import { insertItem } from "./insert-name.ts";

type Kind = "source" | "result";

/** A line of the tree. `sql` is what the inline action of a table inserts. */
export type DataNode =
  | { readonly kind: "section"; readonly title: string; readonly of: Kind }
  | {
      readonly kind: "table";
      readonly of: Kind;
      readonly table: OutlineTable;
      readonly sql: string;
    }
  | { readonly kind: "missing"; readonly of: Kind; readonly name: string }
  | { readonly kind: "column"; readonly table: string; readonly column: OutlineColumn };

/** This notebook's sources and named results with their columns. */
export function showData(outline: DataOutline): Disposable[] {
  const changed = new EventEmitter<void>();
  const provider: TreeDataProvider<DataNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => childrenOf(node, outline.current),
    getTreeItem: itemOf,
  };
  return [
    changed,
    outline.onDidChange(() => changed.fire()),
    window.createTreeView("campaignNotebook.data", {
      treeDataProvider: provider,
      showCollapseAll: true,
    }),
  ];
}

function childrenOf(node: DataNode | undefined, outline: NotebookOutline | null): DataNode[] {
  if (!outline) return [];
  const { sources, results, unloaded, unrun } = outline;
  if (!node) {
    // Without any, the view says what to do next.
    if (sources.length + unloaded.length + results.length + unrun.length === 0) return [];
    const sections: DataNode[] = [{ kind: "section", title: "Sources", of: "source" }];
    if (results.length + unrun.length > 0)
      sections.push({ kind: "section", title: "Named Results", of: "result" });
    return sections;
  }
  switch (node.kind) {
    case "section": {
      const [tables, missing] = node.of === "source" ? [sources, unloaded] : [results, unrun];
      return [
        ...tables.map((table) => ({ kind: "table", of: node.of, table, sql: table.sql }) as const),
        ...missing.map((name) => ({ kind: "missing", of: node.of, name }) as const),
      ];
    }
    case "table":
      return node.table.columns.map((column) => ({
        kind: "column",
        table: node.table.name,
        column,
      }));
    case "missing":
    case "column":
      return [];
  }
}

function itemOf(node: DataNode): TreeItem {
  switch (node.kind) {
    case "section": {
      const item = new TreeItem(node.title, TreeItemCollapsibleState.Expanded);
      item.id = `section ${node.of}`;
      return item;
    }
    case "table":
      return tableItem(node.of, node.table);
    case "missing":
      return missingItem(node.of, node.name);
    case "column":
      return columnItem(node.table, node.column);
  }
}

function tableItem(of: Kind, { name, rows, columns }: OutlineTable): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
  item.id = `${of} ${name}`;
  item.description = `${formatNumber(rows, "count")} ${rows === 1 ? "row" : "rows"}`;
  item.tooltip = `${name}: ${item.description}, ${columns.length} columns`;
  item.iconPath = new ThemeIcon(of === "source" ? "database" : "table");
  item.contextValue = "table";
  return item;
}

function missingItem(of: Kind, name: string): TreeItem {
  const item = new TreeItem(name);
  item.id = `missing ${of} ${name}`;
  item.description = of === "source" ? "not loaded" : "not run";
  item.tooltip =
    of === "source"
      ? "Run the setup cell to load it and to see its columns."
      : "Run its cell to see its columns.";
  item.iconPath = new ThemeIcon("circle-outline");
  return item;
}

const icons: Readonly<Partial<Record<Unit, string>>> = {
  id: "key",
  text: "symbol-string",
  category: "symbol-enum",
  url: "link",
  date: "calendar",
  timestamp: "calendar",
  boolean: "symbol-boolean",
};

function columnItem(table: string, column: OutlineColumn): TreeItem {
  const { name, label, unit, type, header, sql } = column;
  const item = new TreeItem(name);
  item.id = `column ${table} ${name}`;
  item.description = unit === null ? type : `${unit} · ${type}`;
  item.iconPath = new ThemeIcon(unit === null ? "symbol-field" : (icons[unit] ?? "symbol-number"));
  const tooltip = new MarkdownString();
  tooltip.appendMarkdown("**").appendText(label).appendMarkdown("**\n\n");
  tooltip.appendText(`${unit === null ? "no known unit" : unit}, ${type}`);
  if (header !== null) tooltip.appendMarkdown("\n\nIn the export: ").appendText(header);
  item.tooltip = tooltip;
  item.accessibilityInformation = {
    label: `${name}, ${label}, ${unit ?? "no known unit"}. Press Enter to insert the name.`,
  };
  item.command = insertItem({ text: sql });
  return item;
}
