import type { SignatureHelpProvider } from "vscode";
import { MarkdownString, ParameterInformation, SignatureHelp, SignatureInformation } from "vscode";
import type { CallSignature } from "../../kernel/language/signature-help.ts";
import { signatureHelp } from "../../kernel/language/signature-help.ts";
import { escaped } from "./explanation-markdown.ts";
import type { NotebookNames } from "./notebook-names.ts";

export function sqlSignatures(names: NotebookNames): SignatureHelpProvider {
  return {
    async provideSignatureHelp(document, position) {
      const known = await names.of(document);
      const found =
        known && signatureHelp(document.getText(), document.offsetAt(position), known.names);
      if (!found) return undefined;
      const help = new SignatureHelp();
      help.signatures = found.signatures.map(information);
      help.activeSignature = found.active;
      help.activeParameter = found.signatures[found.active]?.activeParameter ?? -1;
      return help;
    },
  };
}

function information({ label, doc, parameters, activeParameter }: CallSignature) {
  const made = new SignatureInformation(label, new MarkdownString(escaped(doc)));
  made.parameters = parameters.map(
    ({ start, end, doc: about }) => new ParameterInformation([start, end], about),
  );
  made.activeParameter = activeParameter ?? -1;
  return made;
}
