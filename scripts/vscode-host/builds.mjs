// Builds of VS Code's own server that npm carries (in the package code-server), with the Node each needs.
export const builds = {
  "4.139.1": {
    vscode: "1.139.1",
    node: "24.21.0",
    integrity:
      "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
  },
  "4.100.3": {
    vscode: "1.100.3",
    node: "20.20.2",
    integrity:
      "sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==",
  },
};

export const newest = "4.139.1";

/** The build for engines.vscode, the oldest editor that the extension promises to run in. */
export const oldest = "4.100.3";
