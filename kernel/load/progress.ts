export interface LoadProgress {
  readonly stage: "hashing" | "unpacking" | "reading" | "checking";
  /** 0–1, or null while it cannot be told. */
  readonly share: number | null;
}
