/** What the report panel's page says and hears. It draws nothing: the report is the kernel's HTML. */

export interface ShownReport {
  readonly type: "report";
  readonly html: string;
  /** Results that the report lacks. */
  readonly missing: number;
}

export type ReportPanelMessage =
  | { readonly type: "ready" }
  | { readonly type: "runAll" }
  | { readonly type: "export" }
  | { readonly type: "open"; readonly href: string };

/** Null for anything else than one of the messages above. */
export function readReportPanelMessage(message: unknown): ReportPanelMessage | null {
  if (typeof message !== "object" || message === null || !("type" in message)) return null;
  switch (message.type) {
    case "ready":
    case "runAll":
    case "export":
      return { type: message.type };
    case "open":
      return "href" in message && typeof message.href === "string" && isWebAddress(message.href)
        ? { type: "open", href: message.href }
        : null;
    default:
      return null;
  }
}

function isWebAddress(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(href);
}
