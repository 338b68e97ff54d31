import * as z from "zod";

/** What a renderer posts: JSON of one of the messages that its listener knows, and nothing else. */
export function messageOf<Message extends z.ZodType>(message: Message) {
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
