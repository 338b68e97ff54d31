/** The words of Vega-Lite 6.4 that a chart here may use; maps, images and links are left out. */

export const marks = new Set(
  "arc area bar boxplot circle errorband errorbar line point rect rule square text tick trail".split(
    " ",
  ),
);

export const channels = new Set(
  (
    "x y x2 y2 xOffset yOffset xError yError xError2 yError2 theta theta2 radius radius2 color fill " +
    "stroke opacity fillOpacity strokeOpacity strokeWidth strokeDash size shape angle time text " +
    "tooltip description detail key order facet row column"
  ).split(" "),
);

export const types = new Set(["quantitative", "temporal", "ordinal", "nominal"]);

export const aggregates = new Set(
  (
    "argmax argmin average count distinct max mean median min missing product q1 q3 ci0 ci1 " +
    "stderr stdev stdevp sum valid variance variancep exponential exponentialb values"
  ).split(" "),
);
