/** Polish labels by id. */
export const pl: Readonly<Record<string, string>> = {
  reach: "Zasięg",
  cost: "Koszty",
  impressions: "Wyświetlenia",
  cpm: "CPM (Cost per Mille)",
  cpc_destination: "CPC (Cost per Click)",
  conversions: "Konwersje",
  site_entries: "Wejścia na stronę",
  geolocation: "Geolokalizacja",
};
