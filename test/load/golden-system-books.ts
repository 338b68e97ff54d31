/** Workbooks of golden cases as the systems offer them for download. */

import type { WrittenBook, WrittenCell } from "../../scripts/sample/written-workbook.ts";
import { sheetData } from "../../scripts/sample/written-workbook.ts";

const orders: readonly (readonly string[])[] = [
  ["Order ID", "Order Status", "SKU ID", "Quantity", "SKU Subtotal After Discount"],
  ["Unique order ID.", "Current status.", "Unique SKU ID.", "SKU sold quantity.", "Subtotal."],
  ["576460752303423489", "Completed", "1729384756473829101", "2", "£34.00"],
  ["576460752303423489", "Completed", "1729384756473829102", "1", "£29.99"],
];
const orderTimes = [
  "Created Time",
  "Order created time.",
  "31/05/2026 09:15:02",
  "31/05/2026 09:15:02",
];
const phones = ["Phone #", "Recipient phone number.", "(+44)7*****12", "(+44)7*****12"];

const settled: readonly (readonly WrittenCell[])[] = [
  ["Total settlement amount", "Total Fees"],
  [28.1, -5.9],
  [4.5, 0],
];

export const systemBooks: Readonly<Record<string, WrittenBook>> = {
  // The shop's own export: every cell is a row of XML, a stale dimension, a row that explains.
  "shop-orders-workbook": {
    sheets: [
      {
        name: "OrderSKUList",
        xml: `<dimension ref="A1:A1"/>${ownRows(
          orders.map((cells, row) => [...cells, orderTimes[row] ?? "", phones[row] ?? ""]),
        )}`,
      },
    ],
  },
  "shop-settlements-workbook": {
    sheets: [
      { name: "Reports", xml: sheetData([["Statement summary"], ["Total settlement", 28.1]]) },
      {
        name: "Order details",
        xml: sheetData(
          [
            ["Order/adjustment ID", "Type", "Order created date", "Statement date", "Currency"],
            ["576460752303423489", "Order", "2026/05/28", "2026/06/04", "GBP"],
            ["7480000000000000123", "Logistics reimbursement", null, "2026/06/06", "GBP"],
          ].map((cells, row) => [...cells, ...(settled[row] ?? [])]),
        ),
      },
    ],
  },
  // Days as serials and rates as fractions, the period in the lines above.
  "shop-products-workbook": {
    sheets: [
      {
        name: "Sheet1",
        xml: sheetData([
          ["Analysis date: 07/04/2026~06/05/2026"],
          [
            "Product Name",
            "Product ID",
            "GMV",
            "Items sold",
            "Product impressions",
            "Product clicks",
            "CTR",
          ],
          ["Night serum", "1729384756473829101", 1480.5, 61, 20000, 500, 0.025],
          ["Sheet mask", "1729384756473829102", 51, 3, 9000, 90, 0.01],
          ["Toner", "1729384756473829103", 0, 0, 4000, 20, 0.005],
        ]),
      },
    ],
  },
  "gmv-max-workbook": {
    sheets: [
      {
        name: "Custom report",
        xml: sheetData([
          [
            "Product ID",
            "Creative type",
            "Video ID",
            "Cost",
            "Orders (SKU)",
            "Gross revenue",
            "ROI",
            "Currency",
          ],
          ["1729384756473829101", "Video", "7480000000000000201", 120.5, 24, 480, 3.98, "USD"],
          ["1729384756473829101", "Product card", "-", 30, 3, 51, 1.7, "USD"],
          ["Total of 2 results", "-", "-", 150.5, 27, 531, 3.53, "USD"],
        ]),
      },
    ],
  },
};

function ownRows(rows: readonly (readonly string[])[]): string {
  const cells = rows.flatMap((texts, row) =>
    texts.map((text, column) => {
      const place = `${"ABCDEFG"[column] ?? ""}${row + 1}`;
      return `<row r="${row + 1}"><c r="${place}" t="inlineStr"><is><t>${text}</t></is></c></row>`;
    }),
  );
  return `<sheetData>${cells.join("")}</sheetData>`;
}
