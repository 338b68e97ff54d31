import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Disposable, TreeDataProvider } from "vscode";
import { ThemeIcon, TreeItem, Uri, window } from "vscode";

interface Page {
  readonly title: string;
  readonly path: string;
}

/** The documents that come with the extension: the reference first, then the guides. A click reads one. */
export function showReference(extensionPath: string): Disposable {
  const provider: TreeDataProvider<Page> = {
    async getChildren(page) {
      if (page) return [];
      const docs = join(extensionPath, "docs");
      return [...(await pagesIn(join(docs, "reference"))), ...(await pagesIn(docs))];
    },
    getTreeItem({ title, path }) {
      const item = new TreeItem(title);
      item.id = path;
      item.iconPath = new ThemeIcon("book");
      item.command = {
        title: "Read",
        command: "markdown.showPreview",
        arguments: [Uri.file(path)],
      };
      return item;
    },
  };
  return window.registerTreeDataProvider("campaignNotebook.reference", provider);
}

async function pagesIn(folder: string): Promise<Page[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const title = /^# (.+)$/m.exec(await readFile(path, "utf8"))?.[1] ?? name;
      return { title, path };
    }),
  );
}
