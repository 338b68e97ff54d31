/** The operating system's code of an error ("ENOENT", …), if it is one of its errors. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
