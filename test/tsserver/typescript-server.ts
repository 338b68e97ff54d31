/** VS Code's TypeScript server with the plugin, asked as VS Code's TypeScript extension asks it. */

import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PluginConfiguration } from "../../extension/tsserver/configuration.ts";
import { pluginName } from "../../extension/tsserver/configuration.ts";

const { resolve } = createRequire(import.meta.url);
const program = join(dirname(resolve("@tsd/typescript")), "tsserver.js");

/** As VS Code sets them for files without a project. */
const options = {
  module: "Preserve",
  moduleResolution: "Bundler",
  target: "ES2022",
  allowImportingTsExtensions: true,
  allowJs: true,
  allowNonTsExtensions: true,
  strict: true,
};

interface Message {
  readonly type: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly body?: unknown;
}

export class TypescriptServer {
  readonly #child;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #workspace: string;
  #asked = 0;
  /** How often it asked for its answers to be asked for again. */
  updates = 0;

  /** @param plugins  the folder in whose node_modules the plugin is */
  constructor(plugins: string, workspace: string) {
    this.#workspace = workspace;
    const flags = ["--useNodeIpc", "--useInferredProjectPerProjectRoot"];
    flags.push("--disableAutomaticTypingAcquisition", "--globalPlugins", pluginName);
    this.#child = fork(program, [...flags, "--pluginProbeLocations", plugins], { execArgv: [] });
    this.#child.on("message", (message: Message) => {
      if (message.event === "projectsUpdatedInBackground") this.updates++;
      this.#waiting.get(message.request_seq ?? -1)?.(message);
    });
    this.#tell("compilerOptionsForInferredProjects", { options });
    this.#tell("configure", {
      preferences: {
        includeCompletionsForModuleExports: true,
        includeCompletionsWithInsertText: true,
        providePrefixAndSuffixTextForRename: true,
      },
    });
  }

  open(file: string, fileContent: string): void {
    const projectRootPath = this.#workspace;
    this.#tell("updateOpen", {
      openFiles: [{ file, fileContent, projectRootPath, scriptKindName: "TS" }],
    });
  }

  configure(configuration: PluginConfiguration): void {
    this.#tell("configurePlugin", { pluginName, configuration });
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- answers are what TypeScript's protocol says, and tests look into them
  ask(command: string, request: object): Promise<any> {
    const seq = this.#tell(command, request);
    return new Promise((settle) => {
      this.#waiting.set(seq, ({ success, body }) => settle(success === true ? body : null));
    });
  }

  /** Category, code and the underlined text of each problem. */
  async problems(file: string, text: string): Promise<string[]> {
    const lists = ["syntactic", "semantic", "suggestion"].map((list) =>
      this.ask(`${list}DiagnosticsSync`, { file, includeLinePosition: true }),
    );
    return (await Promise.all(lists))
      .flat()
      .filter(({ category }) => category !== "suggestion")
      .map((one) => `${one.category} ${one.code} ${text.slice(one.start, one.start + one.length)}`);
  }

  close(): void {
    this.#child.kill();
  }

  #tell(command: string, request: object): number {
    const seq = ++this.#asked;
    this.#child.send({ seq, type: "request", command, arguments: request });
    return seq;
  }
}
