import { expect, it } from "vitest";
import { problemOf, runText } from "./run-text.ts";

const over = (source: string): string =>
  `---\ncampaign-notebook: 1\nsources: {ads: {path: ads.csv, ${source}}}\n---\n`;

it("a source is held to the export that it says it is", async () => {
  const { loads } = await runText(over("as: tiktok_ads_manager"));
  expect(loads[0]?.export.id).toBe("tiktok_ads_manager");
  expect(await problemOf(runText(over("as: tiktok_ad_manager")))).toMatchObject({
    code: "unrecognised_export",
    next: "Did you mean “tiktok_ads_manager”?",
  });
  expect(await problemOf(runText(over("as: shop_orders")))).toMatchObject({
    code: "unrecognised_export",
    message: expect.stringContaining("as: shop_orders"),
    next: "There are tiktok_ads_manager.",
  });
});

it("what is not read is refused, not passed over", async () => {
  expect(await problemOf(runText(over("personal_data: buyer_name")))).toMatchObject({
    code: "front_matter",
    message: expect.stringContaining("personal_data"),
  });
});
