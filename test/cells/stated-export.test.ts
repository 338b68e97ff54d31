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
    next: "Did you mean “tiktok_shop_orders”?",
  });
});

it("personal data is loaded where the source asks for it by name", async () => {
  const { loads } = await runText(over("personal_data: [phone, buyer_name]"));
  expect(loads[0]?.declared).toEqual({ personal_data: "phone, buyer_name" });
});
