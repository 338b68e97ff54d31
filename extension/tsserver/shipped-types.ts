/** The declarations that are beside the plugin. */
export class ShippedTypes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder.replaceAll("\\", "/");
  }

  has(file: string): boolean {
    return file.startsWith(`${this.#folder}/`);
  }

  /** The file of a module that needs no installing. */
  fileOf(module: string): string | undefined {
    const name = modules[module];
    return name === undefined ? undefined : `${this.#folder}/${name}`;
  }
}

const modules: Readonly<Record<string, string>> = {
  "campaign-notebook/cell": "cell.d.ts",
  "apache-arrow": "apache-arrow/Arrow.node.d.ts",
  flatbuffers: "flatbuffers/js/flatbuffers.d.ts",
};
