import { expect, it } from "vitest";
import { mapColumns } from "../../kernel/load/map-columns.ts";
import { withhold } from "../../kernel/load/personal-data.ts";

it.each([
  ["E-mail", true],
  ["customer_email", true],
  ["Buyer's phone number", true],
  ["Billing Address1", true],
  ["ip_address", true],
  ["Recipient", true],
  ["First Name", true],
  ["Buyer Nickname", true],
  ["メールアドレス", true],
  ["Alamat", true],
  ["Phone calls", false],
  ["Email clicks", false],
  ["Street style campaign", false],
  ["Landing address clicks", false],
  ["Campaign name", false],
  ["Creator username", false],
  ["Shipping", false],
])("a header that no format knows: %s is personal: %s", (header, personal) => {
  const columns = mapColumns([header, "Score"], [], {});
  const { withheld } = withhold(columns, [], []);
  expect(withheld).toEqual(personal ? [header] : []);
  expect(withhold(columns, [], [header]).withheld).toEqual([]);
});
