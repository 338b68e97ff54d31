import type {
  KernelApi,
  CallOf,
  KernelEvent,
  KernelMessage,
  KernelMethod,
  KernelResult,
} from "./calls.ts";
import type { Problem } from "./problem.ts";
import { ProblemError } from "./problem.ts";
import { kernelMessage, kernelResults } from "./schema/answers.ts";

type Send = <Method extends KernelMethod>(call: CallOf<Method>) => void;

interface Pending {
  readonly answer: (result: unknown) => void;
  readonly fail: (problem: Problem) => void;
}

/** The caller's end of a kernel's channel. Every call settles: by its answer, or by `close`. */
export class KernelChannel {
  readonly #send: Send;
  readonly #heard: (event: KernelEvent) => void;
  readonly #pending = new Map<number, Pending>();
  #closed: Problem | null = null;
  #next = 1;

  /** @param send hands a call on; what it throws rejects that call alone */
  constructor(send: Send, heard: (event: KernelEvent) => void) {
    this.#send = send;
    this.#heard = heard;
  }

  call<Method extends KernelMethod>(
    method: Method,
    ...params: Parameters<KernelApi[Method]>
  ): Promise<KernelResult<Method>> {
    return new Promise((resolve, reject) => {
      const fail = (problem: Problem): void => reject(new ProblemError(problem));
      if (this.#closed) {
        fail(this.#closed);
        return;
      }
      const id = this.#next++;
      const answer = (result: unknown): void => {
        const read = kernelResults[method].safeParse(result);
        if (read.success) resolve(read.data);
        else fail(garbled);
      };
      this.#pending.set(id, { answer, fail });
      try {
        this.#send({ type: "call", id, method, params });
      } catch (error) {
        this.#pending.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** Takes a message in. False: it is none of the kernel's, and the channel can no longer be trusted. */
  receive(message: unknown): boolean {
    const read = kernelMessage.safeParse(message);
    if (!read.success) return false;
    this.#take(read.data);
    return true;
  }

  #take(message: KernelMessage): void {
    if (message.type === "event") {
      this.#heard(message);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === "answer") pending?.answer(message.result);
    else pending?.fail(message.problem);
  }

  /** Rejects everything pending and everything to come. The first reason stays. */
  close(reason: Problem): void {
    if (this.#closed) return;
    this.#closed = reason;
    for (const { fail } of this.#pending.values()) fail(reason);
    this.#pending.clear();
  }
}

export const garbled: Problem = {
  code: "kernel_ended",
  message: "The kernel's answer could not be read.",
  next: "Restart the kernel and run the cell again.",
};
