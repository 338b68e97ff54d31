import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Template } from "./plugin.ts";

/** Beside the bundles; of the sources one folder further up. */
const folder =
  ["../samples", "../../samples"]
    .map((path) => join(import.meta.dirname, path))
    .find((path) => existsSync(path)) ?? "samples";

/** The samples, each with the question that it answers. */
export const sampleTemplates: readonly Template[] = [
  sample("ad-fatigue", "Is this ad tired?", "Is this ad tired?"),
  sample("can-i-trust-this-test", "Can I trust this test?", "Can I trust this test?"),
  sample(
    "creative-performance",
    "Creative performance",
    "Which openings stop the scroll, and which stories hold?",
  ),
  sample(
    "custom-column",
    "Verdicts and fees",
    "What should happen to each ad, and what does the agency's fee add?",
  ),
  sample("funnel", "Funnel", "Where do shoppers drop out between the click and the purchase?"),
  sample(
    "high-ctr-low-cvr",
    "High CTR, low CVR",
    "Which ads promise what the landing page does not keep?",
  ),
  sample(
    "tiktok-against-shop",
    "TikTok says 50, the shop says 40",
    "TikTok says 50, the shop says 40. Who is right?",
  ),
  sample("which-creator", "Which creator is worth it?", "Which creator is worth it?"),
];

function sample(name: string, title: string, description: string): Template {
  return { name, title, description, path: join(folder, `${name}.campaign.md`) };
}
