// npm run vscode: a real VS Code with the extension and the samples, for a person with a browser on
// this machine. Ctrl-C ends it; what was changed in the samples is a copy and goes with it.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartBundle } from "../chart-bundle.mjs";
import { extensionBundle } from "../extension-bundle.mjs";
import { rendererBundle } from "../renderer-bundle.mjs";
import { install, root } from "../install.mjs";
import { tsserverBundle } from "../tsserver-bundle.mjs";
import { startServer } from "./server.mjs";

install();
process.chdir(root);
await Promise.all([chartBundle(), extensionBundle(), rendererBundle(), tsserverBundle()]);
const workspace = mkdtempSync(join(tmpdir(), "campaign-notebook-samples-"));
cpSync(join(root, "samples"), workspace, { recursive: true });
const server = await startServer({
  settings: { "security.workspace.trust.enabled": true },
});
console.log(`VS Code ${server.vscode} with the samples, for this machine alone:\n`);
console.log(
  server.url(workspace, [["extensionDevelopmentPath", server.uri(root)]]),
  "\n\nOpen one of the *.campaign.md files there. Ctrl-C ends it.",
);
process.once("exit", () => rmSync(workspace, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => void server.stop().then(() => process.exit(0)));
}
console.log(`VS Code ended: ${await server.exited}`);
