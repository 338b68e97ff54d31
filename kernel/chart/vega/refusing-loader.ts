const refuse = () => Promise.reject(new Error("A chart reads no address."));

/** A loader for Vega that reaches nothing. */
export const refusingLoader = {
  options: {},
  load: refuse,
  http: refuse,
  file: refuse,
  // Has to resolve: a rejection inside Vega's SVG writer is caught by nobody.
  sanitize: () => Promise.resolve({ href: "#" }),
};
