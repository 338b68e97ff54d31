/** Rules of the field's documents that no export alone can answer, with what they would need. */
export const notComputed: readonly {
  readonly id: string;
  readonly name: string;
  readonly needs: string;
}[] = [
  rule(
    "A14",
    "Same ads, two audiences",
    "ads that are the same in two ad groups, which exports do not say",
  ),
  rule("A18", "Weekly decision", "a person: it is the ranking of all findings, once a week"),
  rule(
    "B2",
    "TikTok and shop count differently",
    "the shop's orders of the same days as a second source",
  ),
  rule("B4", "Window does not fit the buying time", "the time from click to order"),
  rule(
    "B6",
    "Other causes of a mismatch",
    "nothing that files hold: devices, ad blockers, privacy settings",
  ),
  rule(
    "B7",
    "Pixel, counting rules or delivery",
    "the shop's orders of the same days as a second source",
  ),
  rule("C12", "Raw-data check skipped", "one or two figures as the platform's backend shows them"),
  rule(
    "C16",
    "Personal data in a shared output",
    "nothing here: personal columns are not loaded unless named",
  ),
  rule("C19", "Report failed", "a log of connections; failed loads are errors of their own"),
  rule("C22", "What hits have in common", "videos with tags for hook, script and music"),
  rule("C23", "Main driver of shop traffic", "visits or GMV by traffic source"),
  rule("C24", "Replenishment", "orders by day and SKU"),
  rule("C26", "Work backwards from the goal", "a goal, such as 1,500 sales"),
  rule("C28", "Amplify top creatives", "nothing more: see “Outlier that deserves budget”"),
  rule("C29", "Budget by result, with a reserve", "all channels with their results"),
  rule("C30", "Segments that shift", "followers by audience and hour"),
  rule("C31", "Explain a drop on the spot", "a person: write a note beside the figure"),
  rule("C32", "Hashtags and trends", "views by source, hashtags among them"),
  rule("D3", "Bounces during an outage", "bounces by hour and a log of outages"),
  rule("D4", "Deviation from forecast", "a forecast"),
  rule("D5", "TikTok and own transactions", "own transactions as a second source"),
  rule("D6", "Duplicate or lost events", "single events with ids"),
  rule("D7", "Identifiers are consistent", "single events with user and session ids"),
  rule("D10", "Overload by large pulls", "a log of pulls"),
  rule("D11", "Lead quality over quantity", "leads with features and a score"),
  rule("D12", "Micro-conversions", "downloads or sign-ups as steps of a funnel"),
  rule("D13", "Proactive recommendations", "nothing more: each finding has its recommendation"),
  rule("D14", "Automatic reactions", "a policy for alerts, and access to the account"),
  rule("D15", "Retention", "a rule on how long data may be kept"),
];

function rule(id: string, name: string, needs: string) {
  return { id, name, needs };
}
