/** Raise it with every change that could alter what a file loads as: old cache files are then not used. */
export const loaderVersion = "13";
/** What the pinned engine writes; a cache file of another storage version is loaded anew. */
export const storageVersion = "duckdb-1.5-latest";
