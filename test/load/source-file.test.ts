import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFile,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSourceFile } from "../../kernel/load/source-file.ts";
import type { SourceFile } from "../../kernel/load/source-file.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import type { Problem } from "../../kernel/protocol/problem.ts";

const windows = process.platform === "win32";
let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "source-file-")));
});
afterAll(() => rm(folder, { recursive: true }));

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error.problem;
  throw new Error("expected a problem", { cause: error });
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function withFile<T>(path: string, work: (file: SourceFile) => Promise<T>): Promise<T> {
  const file = await openSourceFile(path);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

describe("what is not opened", () => {
  it("a missing file, naming the files like it", async () => {
    await mkdir(join(folder, "names"));
    for (const name of ["ads-daily.csv", "ads-weekly.csv", "orders.xlsx"]) {
      await write(join("names", name), "x");
    }
    const problem = await problemOf(openSourceFile(join(folder, "names", "Ads-dayly.csv")));
    expect(problem.code).toBe("not_found");
    expect(problem.next).toBe("Did you mean “ads-daily.csv”, “ads-weekly.csv”?");
  });

  it.each(["no-folder/ads.csv", "plain.csv/ads.csv", `${"x".repeat(300)}.csv`, "ads\0.csv"])(
    "a path that cannot be: %j",
    async (path) => {
      await write("plain.csv", "x");
      expect((await problemOf(openSourceFile(join(folder, path)))).code).toBe("not_found");
    },
  );

  it("an empty file", async () => {
    const path = await write("empty.csv", "");
    expect(await problemOf(openSourceFile(path))).toMatchObject({
      code: "empty_file",
      place: { file: path },
    });
  });

  it("a folder", async () => {
    expect((await problemOf(openSourceFile(folder))).code).toBe("not_a_file");
  });

  it.skipIf(windows)("a pipe, which would block", async () => {
    const path = join(folder, "pipe.csv");
    execFileSync("mkfifo", [path]);
    expect((await problemOf(openSourceFile(path))).code).toBe("not_a_file");
  });

  it.skipIf(windows)("a device, also behind a link", async () => {
    const path = join(folder, "device.csv");
    await symlink("/dev/zero", path);
    expect((await problemOf(openSourceFile(path))).code).toBe("not_a_file");
  });

  it.skipIf(windows)("a socket", async () => {
    const path = join(folder, "socket");
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(path, resolve));
    try {
      expect((await problemOf(openSourceFile(path))).code).toBe("not_a_file");
    } finally {
      server.close();
    }
  });

  it.skipIf(windows)("a circle of links", async () => {
    await symlink(join(folder, "round"), join(folder, "round"));
    expect((await problemOf(openSourceFile(join(folder, "round")))).code).toBe("not_found");
  });

  it.skipIf(windows)("a file of somebody else", async () => {
    const path = await write("private.csv", "a,b\n");
    execFileSync("chmod", ["000", path]);
    execFileSync("chmod", ["755", folder]);
    // Permissions do not bind root.
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      expect((await problemOf(openSourceFile(path))).code).toBe("not_readable");
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});

describe("an open file", () => {
  it("says where it really is and how long", async () => {
    const path = await write("real.csv", "a,b\n");
    await symlink(path, join(folder, "link.csv"));
    await withFile(join(folder, "link.csv"), async (file) => {
      expect([file.path, file.name, file.size]).toEqual([path, "real.csv", 4]);
    });
  });

  it("gives its head, its tail and what lies between", async () => {
    await withFile(await write("parts.csv", "0123456789"), async (file) => {
      const parts = [
        file.readHead(3),
        file.readHead(99),
        file.readTail(3),
        file.readTail(99),
        file.readAt(4, 2),
        file.readAt(8, 5),
        file.readAt(20, 5),
      ];
      expect((await Promise.all(parts)).map(String)).toEqual([
        "012",
        "0123456789",
        "789",
        "0123456789",
        "45",
        "89",
        "",
      ]);
    });
  });

  it("streams all bytes once, in order", async () => {
    await withFile(await write("stream.csv", "0123456789"), async (file) => {
      const chunks: string[] = [];
      for await (const chunk of file.stream(4)) chunks.push(chunk.toString());
      expect(chunks).toEqual(["0123", "4567", "89"]);
    });
  });

  it("can be left in the middle of a stream", async () => {
    const file = await openSourceFile(await write("left.csv", "0123456789"));
    for await (const chunk of file.stream(4)) {
      expect(chunk.toString()).toBe("0123");
      break;
    }
    await file.close();
  });
});

describe("a file that changes while it is read", () => {
  const content = "0123456789".repeat(20);
  const changes: Record<string, (path: string) => Promise<void>> = {
    "appended to": (path) => appendFile(path, "x"),
    "cut short": (path) => truncate(path, 90),
    emptied: (path) => truncate(path, 0),
    "written over in place, same length": (path) => writeFile(path, content.replaceAll("9", "8")),
    "written over, its time set back": async (path) => {
      const { atime, mtime } = await stat(path);
      await writeFile(path, content.replaceAll("9", "8"));
      await utimes(path, atime, mtime);
    },
    "replaced together with its folder": async (path) => {
      await rename(dirname(path), `${dirname(path)}-old`);
      await mkdir(dirname(path));
      await writeFile(path, content);
    },
    "replaced by one of the same length": async (path) => {
      await writeFile(`${path}.new`, content);
      await rename(`${path}.new`, path);
    },
    deleted: (path) => rm(path),
    "replaced by a folder": async (path) => {
      await rm(path);
      await mkdir(path);
    },
  };

  async function inFolder(itsFolder: string): Promise<string> {
    await mkdir(join(folder, itsFolder));
    const path = await write(join(itsFolder, "ads.csv"), content);
    // To a whole millisecond, which is as exactly as a time can be set back.
    await utimes(path, 1_767_225_600, 1_767_225_600);
    return path;
  }

  it.each(Object.keys(changes))("is refused when %s during a scan", async (name) => {
    const path = await inFolder(`during ${name}`);
    const problem = await withFile(path, async (file) => {
      let chunks = 0;
      const reading = async (): Promise<void> => {
        for await (const chunk of file.stream(50)) {
          expect(chunk.length).toBe(50);
          if (++chunks === 1) await changes[name]?.(path);
        }
      };
      return await problemOf(reading());
    });
    expect(problem).toMatchObject({ code: "file_changed", place: { file: path } });
  });

  it.each(Object.keys(changes))("is refused afterwards when %s", async (name) => {
    const path = await inFolder(`after ${name}`);
    await withFile(path, async (file) => {
      await file.assertUnchanged();
      await changes[name]?.(path);
      expect((await problemOf(file.assertUnchanged())).code).toBe("file_changed");
    });
  });

  it("is refused when written the moment before it is opened, too", async () => {
    const path = join(folder, "fresh.csv");
    for (let round = 0; round < 10; round++) {
      await writeFile(path, "first");
      await withFile(path, async (file) => {
        await writeFile(path, "other");
        expect((await problemOf(file.assertUnchanged())).code).toBe("file_changed");
      });
    }
  });
});

describe("a scan", () => {
  it("tells the facts of a small file", async () => {
    const content = '\uFEFFday,cost\r\n\r\n"a\n\nb",1\r\n';
    const facts = await withFile(await write("facts.csv", content), (file) =>
      file.scan({ quotes: '"', bom: Uint8Array.of(0xef, 0xbb, 0xbf), total: "Total" }),
    );
    expect(facts).toEqual({
      sha256: createHash("sha256").update(content).digest("hex"),
      bytes: Buffer.byteLength(content),
      utf8: true,
      hasNul: false,
      hasCr: true,
      hasLoneCr: false,
      blankLines: 2,
      endsWithNewline: true,
      oddDigits: false,
      counts: { quotes: 2, bom: 1, total: 0 },
    });
  });
});
