/** Writes dist/extension.cjs and dist/kernel.cjs. */
export function extensionBundle(): Promise<void>;
