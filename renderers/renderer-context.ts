/** What VS Code hands a notebook renderer: the parts that ours use. */
export interface RendererContext {
  readonly workspace: { readonly isTrusted: boolean };
  getState(): unknown;
  setState(state: unknown): void;
  /** Missing where nobody listens, as in an exported page. */
  readonly postMessage?: (this: void, message: unknown) => void;
  readonly onDidReceiveMessage?: (
    this: void,
    listener: (message: unknown) => void,
  ) => { dispose(): void };
}

export interface OutputItem {
  readonly id: string;
  json(): unknown;
}

export interface Renderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  disposeOutputItem(id?: string): void;
}

export type ActivationFunction = (context: RendererContext) => Renderer;
