import type { Problem } from "../../kernel/protocol/problem.ts";
import type {
  ColumnSummary,
  PageRequest,
  ResultPage,
  SummaryRequest,
} from "../../kernel/protocol/result-page.ts";
import type { TableView } from "../../kernel/protocol/result-view.ts";
import type { TableAsk, TableReply } from "../../kernel/protocol/table-messages.ts";
import type { RendererContext } from "../renderer-context.ts";

/** Why a question was not answered, as interface text. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Pending {
  readonly take: (reply: TableReply) => void;
}

/** Questions of all drawn tables to the notebook, and its answers. */
export class KernelLink {
  readonly #post: (message: string) => void;
  readonly #pending = new Map<string, Pending>();
  // Another window's page may draw the same notebook, and hears the answers too.
  readonly #page = crypto.randomUUID();
  #next = 1;

  private constructor(post: (message: string) => void) {
    this.#post = post;
  }

  /** null where nobody would answer: in Restricted Mode, or outside of a notebook. */
  static open(context: RendererContext): KernelLink | null {
    const { postMessage, onDidReceiveMessage, workspace } = context;
    if (!postMessage || !onDidReceiveMessage || !workspace.isTrusted) return null;
    const link = new KernelLink(postMessage);
    onDidReceiveMessage((message) => link.#hear(message));
    return link;
  }

  /** @throws Unanswered */
  async page(request: PageRequest): Promise<ResultPage> {
    const reply = await this.#ask((id) => ({ ask: "page", id, request }));
    if ("page" in reply) return reply.page;
    throw unanswered(reply);
  }

  /** @throws Unanswered */
  async summary(request: SummaryRequest): Promise<ColumnSummary> {
    const reply = await this.#ask((id) => ({ ask: "summary", id, request }));
    if ("summary" in reply) return reply.summary;
    throw unanswered(reply);
  }

  stop(result: string): void {
    this.#send({ ask: "stop", result });
  }

  keepView(result: string, view: TableView): void {
    this.#send({ ask: "keepView", result, view });
  }

  #ask(asked: (id: string) => TableAsk): Promise<TableReply> {
    const id = `${this.#page}-${this.#next++}`;
    return new Promise((resolve) => {
      this.#pending.set(id, { take: resolve });
      this.#send(asked(id));
    });
  }

  #send(ask: TableAsk): void {
    this.#post(JSON.stringify(ask));
  }

  #hear(message: unknown): void {
    if (typeof message !== "string") return;
    // Ours is the only extension that can write to this renderer.
    const reply: TableReply = JSON.parse(message);
    this.#pending.get(reply.id)?.take(reply);
    this.#pending.delete(reply.id);
  }
}

function unanswered(reply: TableReply): Unanswered {
  return new Unanswered(
    "problem" in reply ? reply.problem : { code: "internal", message: "The answer is another’s." },
  );
}
