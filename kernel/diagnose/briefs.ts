import type { Brief } from "./rule.ts";

/** The changes that the field's documents name for a creative whose opening no longer works. */
export const freshOpening: Brief = {
  keep: "The core of the video, the offer and the audience.",
  change: [
    "The first three seconds: another opening shot or scene.",
    "The voice-over: another tone, gender or energy.",
    "The on-screen text: a direct call to action against a question as the hook.",
  ],
  factors: [
    { name: "Opening", variants: ["another opening shot", "another scene first"] },
    { name: "Voice-over", variants: ["another tone or energy", "another voice"] },
    { name: "On-screen text", variants: ["direct call to action", "question as hook"] },
  ],
};

/** For a core video that holds once its opening has been passed. */
export const newHooks: Brief = {
  ...freshOpening,
  keep: "The core video as it is: the concept is fine, so do not start over.",
  factors: [
    {
      name: "Opening",
      variants: ["hook 1: the result first", "hook 2: a question", "hook 3: an unexpected shot"],
    },
    ...freshOpening.factors.slice(1),
  ],
};
