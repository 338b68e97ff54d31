export const pluginName: string;
export function tsserverBundle(folder?: string): Promise<void>;
