import type { Disposable, TreeDataProvider } from "vscode";
import {
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from "vscode";
import type { MetricDescription } from "../kernel/protocol/outline.ts";
import type { DataOutline } from "./data-outline.ts";
import { insertItem } from "./insert-name.ts";

type Node =
  | {
      readonly kind: "family";
      readonly family: string;
      readonly metrics: readonly MetricDescription[];
    }
  | { readonly kind: "metric"; readonly metric: MetricDescription };

/** The field's metrics by family, those of the notebook first. They need no kernel. */
export function showMetrics(
  builtIn: () => Promise<readonly MetricDescription[]>,
  outline: DataOutline,
): Disposable[] {
  const changed = new EventEmitter<void>();
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      if (node?.kind === "family")
        return node.metrics.map((metric) => ({ kind: "metric", metric }) as const);
      if (node) return [];
      return families([...(outline.current?.metrics ?? []), ...(await builtIn())]);
    },
    getTreeItem: (node) =>
      node.kind === "family" ? familyItem(node.family) : metricItem(node.metric),
  };
  return [
    changed,
    outline.onDidChange(() => changed.fire()),
    window.registerTreeDataProvider("campaignNotebook.metrics", provider),
  ];
}

function families(metrics: readonly MetricDescription[]): Node[] {
  const names = [...new Set(metrics.map(({ family }) => family))];
  return names.map((family) => ({
    kind: "family",
    family,
    metrics: metrics.filter((metric) => metric.family === family),
  }));
}

function familyItem(family: string): TreeItem {
  const item = new TreeItem(family, TreeItemCollapsibleState.Collapsed);
  item.id = `family ${family}`;
  return item;
}

function metricItem(metric: MetricDescription): TreeItem {
  const item = new TreeItem(metric.name);
  item.id = `metric ${metric.family} ${metric.name}`;
  item.description = metric.label;
  item.iconPath = new ThemeIcon("symbol-function");
  item.tooltip = definition(metric);
  item.command = insertItem({ snippet: callSnippet(metric) });
  item.accessibilityInformation = {
    label: `${metric.name}, ${metric.label}. ${metric.doc} Press Enter to insert a call.`,
  };
  return item;
}

/** `ctr(clicks := …, impressions := …)`, each input a place to fill in. Inputs with a default stay out. */
export function callSnippet({ name, inputs }: MetricDescription): string {
  const required = inputs.filter((input) => input.default === undefined);
  const places = required.map(
    (input, index) => `${input.name} := \${${index + 1}:sum(${input.name})}`,
  );
  return `${name}(${places.join(", ")})`;
}

function definition({ label, doc, formula, inputs, unit, notes, source, name }: MetricDescription) {
  const text = new MarkdownString();
  text.appendMarkdown("**").appendText(label).appendMarkdown(`** · ${unit}\n\n`);
  text.appendText(doc).appendMarkdown("\n");
  text.appendCodeblock(`${name} = ${formula}`, "sql");
  text.appendMarkdown("Over sums: ");
  text.appendText(inputs.map((input) => `${input.name} (${input.unit})`).join(", "));
  if (notes !== "") text.appendMarkdown("\n\n").appendText(notes);
  return text.appendMarkdown("\n\n*").appendText(source).appendMarkdown("*");
}
