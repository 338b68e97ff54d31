import * as z from "zod";
import type { FindingAction } from "../kernel/protocol/finding-action.ts";
import { findingActions } from "../kernel/protocol/finding-action.ts";

/** All that the error renderer may ask: a place in a cell of its own notebook, counted from 1. */
export const revealRequest = messageOf(
  z.object({
    type: z.literal("reveal"),
    cell: z.string(),
    line: z.int().positive(),
    character: z.int().positive().nullable(),
  }),
);

const name = z.string().max(200);

/** All that the setup cell's renderer may ask. */
export const parameterRequest = messageOf(
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("shown") }),
    /** null: the notebook's own value. */
    z.object({ type: z.literal("set"), name, text: z.string().max(10_000).nullable() }),
    z.object({ type: z.literal("keep"), name }),
    z.object({ type: z.literal("runStale") }),
  ]),
);

export type ParameterRequest = z.infer<typeof parameterRequest>;

/** All that the findings renderer may ask. No text travels: the finding is read from the cell's output. */
export const findingRequest = messageOf(
  z.object({
    type: z.enum(findingActions),
    cell: z.string(),
    finding: z.int().nonnegative(),
  }) satisfies z.ZodType<FindingAction>,
);

/** What a renderer posts: JSON of one of the messages that its listener knows, and nothing else. */
function messageOf<Message extends z.ZodType>(message: Message) {
  return z
    .string()
    .max(50_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "no JSON" });
        return z.NEVER;
      }
    })
    .pipe(message);
}
