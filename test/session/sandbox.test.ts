import { readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFixture, problemOf, writeSource } from "./session-fixture.ts";

/** `{cache}` and `{scratch}` stand for the folders of the attached file and of the session. */
const refused: Readonly<Record<string, readonly string[]>> = {
  reading: [
    "SELECT * FROM read_csv('/etc/passwd')",
    "FROM read_text('/etc/passwd')",
    "FROM read_blob('/etc/passwd')",
    "FROM glob('/*')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM '/etc/passwd'",
    "FROM '/etc/hosts.csv'",
    "FROM '{cache}/other.duckdb'",
    "FROM read_duckdb('{cache}/other.duckdb')",
    "FROM parquet_metadata('/etc/passwd')",
    "SUMMARIZE '/etc/hosts.csv'",
    "DESCRIBE FROM read_csv('/etc/passwd')",
    "SELECT (SELECT max(content) FROM read_text('/etc/passwd'))",
    "SELECT 1 WHERE EXISTS (FROM read_text('/etc/passwd'))",
    "WITH x AS (FROM read_text('/etc/passwd')) FROM x",
    "FROM ads, LATERAL (FROM read_text('/etc/passwd'))",
    "PIVOT (FROM read_csv('/etc/passwd')) ON column0 USING count(*)",
    "CREATE TABLE x AS FROM read_csv('/etc/passwd')",
    "CREATE VIEW x AS FROM read_text('/etc/passwd')",
    "INSERT INTO kept SELECT length(content) FROM read_text('/etc/passwd')",
    "UPDATE kept SET i = (SELECT length(content) FROM read_text('/etc/passwd'))",
    "DELETE FROM kept WHERE EXISTS (FROM read_text('/etc/passwd'))",
    "MERGE INTO kept USING read_csv('/etc/passwd') r ON true WHEN MATCHED THEN DELETE",
  ],
  writing: [
    "COPY kept TO '{cache}/ads.duckdb'",
    "COPY kept TO '{scratch}/dangling.csv'",
    "COPY (SELECT 1) TO '/tmp/x.csv'",
    "WITH x AS (SELECT 1) COPY x TO '/tmp/x.csv'",
    "EXPLAIN ANALYZE COPY kept TO '{cache}/ads.duckdb'",
    "EXPLAIN (ANALYZE, FORMAT JSON) COPY kept TO '{cache}/ads.duckdb'",
    "EXPLAIN/**/ANALYZE\nCOPY kept TO '{cache}/ads.duckdb'",
    "EXPORT DATABASE '{scratch}/out'",
    "IMPORT DATABASE '{scratch}/out'",
    "COPY FROM DATABASE session TO temp",
    "PREPARE p AS COPY kept TO '{cache}/ads.duckdb'",
    "EXECUTE p",
    "INSERT INTO __source_1.source VALUES ('x', 1, 1)",
    "DROP TABLE __source_1.main.source",
    "ATTACH '{cache}/ads.duckdb' AS again",
    "ATTACH ':memory:' AS x",
    "DETACH __source_1",
  ],
  configuring: [
    "INSTALL httpfs",
    "LOAD httpfs",
    "FORCE INSTALL httpfs",
    "UPDATE EXTENSIONS",
    "SET threads = 1",
    "SET SESSION memory_limit = '1TB'",
    "SET VARIABLE x = 1",
    "RESET threads",
    "PRAGMA threads = 1",
    "PRAGMA enable_profiling",
    "PRAGMA enable_peg_parser",
    "USE temp",
    "CALL enable_logging()",
    "CALL pragma_version()",
    "FROM enable_logging(storage = 'file', storage_path = '/x')",
    "FROM system.main.enable_logging(storage = 'file', storage_path = '/x')",
    "SELECT * FROM ads WHERE EXISTS (FROM \"enable_logging\"(storage = 'file'))",
    "CREATE TABLE x AS FROM system.main.ENABLE_LOGGING(storage = 'file')",
    "CREATE VIEW x AS FROM enable_logging /* c */ (storage = 'file')",
    "CREATE VIEW x AS FROM enable_logging\u00a0(storage = 'file')",
    "CREATE TABLE x AS FROM \"enable_logging\"\n--(\n(storage = 'file')",
    "FROM enable_profiling()",
    "FROM disable_logging()",
    "FROM checkpoint()",
    "FROM force_checkpoint()",
    "FROM disable_peg_parser()",
    "FROM arrow_scan(1::POINTER, 2::POINTER, 3::POINTER)",
    "CREATE SECRET s (TYPE S3)",
    "CREATE MACRO m() AS 1",
    "CREATE TEMP MACRO ctr(a, b) AS 1",
    "CREATE FUNCTION m() AS TABLE FROM enable_logging()",
    "CREATE SCHEMA s",
    "CREATE TYPE t AS ENUM ('a')",
    "COMMENT ON TABLE kept IS 'x'",
    "VACUUM",
    "CHECKPOINT",
  ],
  hiding: [
    "FROM query('COPY kept TO ''/tmp/x''')",
    "FROM query('FROM enable_logging()')",
    "CREATE TABLE x AS FROM query('FROM enable_logging()')",
    "FROM query_table('/etc/hosts.csv')",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM enable_logging()'))",
    "SELECT 1; COPY kept TO '/tmp/x.csv'",
    "SELECT ';'; SELECT $$;$$; SELECT E'\\';'; COPY kept TO '/tmp/x.csv'",
    "SELECT 1 /* ; /* nested */ */; COPY kept TO '/tmp/x.csv'",
    "SELECT 1 -- ;\r; COPY kept TO '/tmp/x.csv'",
    "\ufeffCOPY kept TO '/tmp/x.csv'",
    "SELECT 1;\u3000COPY kept TO '/tmp/x.csv'",
    "SELECT U&'\\0027'; COPY kept TO '/tmp/x.csv' --'",
    "SELECT 1\0; COPY kept TO '/tmp/x.csv'",
    "BEGIN; DROP TABLE kept; COMMIT",
    "ROLLBACK",
  ],
  shadowing: [
    "CREATE TABLE ads AS SELECT 1",
    "CREATE OR REPLACE VIEW main.ADS AS SELECT 1",
    "CREATE TABLE 'ads' AS SELECT 1",
    "CREATE TABLE $$ads$$ AS SELECT 1",
    'CREATE TABLE "Ads" (i INTEGER)',
    "CREATE TABLE IF NOT EXISTS ctr AS SELECT 1",
    "CREATE TEMP TABLE x AS SELECT 1",
    "CREATE TABLE temp.x AS SELECT 1",
    "CREATE TABLE temp.main.x AS SELECT 1",
    "CREATE TABLE __source_1.x AS SELECT 1",
    "DROP VIEW ads",
    "DROP VIEW IF EXISTS temp.ads",
    "ALTER VIEW ads RENAME TO b",
    "ALTER TABLE kept RENAME TO ads",
    "INSERT INTO ads VALUES ('x', 1, 1)",
    "WITH x AS (SELECT 1) INSERT INTO ads SELECT 'x', 1, 1",
    "WITH x(a) AS MATERIALIZED (SELECT 1), y AS (SELECT 2) DELETE FROM ads",
    "UPDATE ads SET clicks = 0",
    "TRUNCATE ads",
    "MERGE INTO ads USING kept ON true WHEN MATCHED THEN DELETE",
    "EXPLAIN ANALYZE DELETE FROM ads",
  ],
};

describe("what SQL cannot do", () => {
  it.each(Object.entries(refused))("%s", async (_, statements) => {
    const { session, folder, scratch, sourceFile } = await openFixture();
    const cache = join(folder, "cache");
    await writeSource(join(cache, "other.duckdb"), "SELECT 'secret' AS s");
    await symlink(join(cache, "planted.csv"), join(scratch, "dangling.csv"));
    await writeFile(join(scratch, "there.csv"), "a\n1\n");
    await session.run("CREATE TABLE kept AS SELECT 7 AS i");
    const before = await readFile(sourceFile);

    const through: string[] = [];
    for (const statement of statements) {
      const sql = statement.replaceAll("{cache}", cache).replaceAll("{scratch}", scratch);
      const { code } = await problemOf(session.run(sql));
      if (!expected.has(code)) through.push(`${code}: ${statement}`);
      const answer = await session.run("SELECT i, (SELECT count(*) FROM ads) FROM kept");
      expect(answer.rows, statement).toEqual([[7n, 3n]]);
    }
    expect(through).toEqual([]);
    expect((await readFile(sourceFile)).equals(before)).toBe(true);
    expect((await readdir(cache)).toSorted()).toEqual(["ads.duckdb", "other.duckdb"]);
    expect((await readdir(scratch)).toSorted()).toEqual(["dangling.csv", "there.csv"]);
  });
});

const expected: ReadonlySet<string> = new Set([
  "statement_refused",
  "access_refused",
  "name_taken",
  "sql_syntax",
]);

it("holds by the lock-down alone", async () => {
  const { session, folder, sourceFile } = await openFixture();
  await writeSource(join(folder, "other.duckdb"), "SELECT 1");
  const before = await readFile(sourceFile);
  for (const sql of [
    "FROM read_text('/etc/passwd')",
    "FROM '/etc/hosts.csv'",
    "COPY (SELECT 1) TO '/tmp/x.csv'",
    `FROM '${folder}/other.duckdb'`,
    `ATTACH '${folder}/other.duckdb' AS other`,
    "LOAD httpfs",
    "SET threads = 1",
    "SET enable_external_access = true",
    "INSERT INTO __source_1.source VALUES ('x', 1, 1)",
    "EXPORT DATABASE '/tmp/x'",
  ]) {
    const { code } = await problemOf(session.run(sql, {}, { trusted: true }));
    expect(code, sql).toBe("access_refused");
  }
  expect((await readFile(sourceFile)).equals(before)).toBe(true);
});

const possible = [
  "SELECT 1 AS query, 2 AS glob",
  "WITH query(a) AS (SELECT 1) FROM query",
  "SELECT 'a' GLOB ('a*')",
  "FROM range(3), unnest([1, 2])",
  "TABLE ads",
  "(SELECT 1)",
  "VALUES (1)",
  "DESCRIBE ads",
  "SUMMARIZE ads",
  "SHOW TABLES",
  "EXPLAIN SELECT * FROM ads",
  "EXPLAIN ANALYZE SELECT * FROM ads",
  "EXPLAIN (FORMAT JSON) SELECT * FROM ads",
  "EXPLAIN (SELECT 1)",
  "EXPLAIN CREATE TABLE never AS SELECT 1",
  "PIVOT ads ON ad_id USING sum(cost)",
  "FROM (PIVOT ads ON ad_id USING sum(cost))",
  "UNPIVOT ads ON clicks, cost",
  "CREATE TABLE a AS PIVOT ads ON ad_id USING sum(cost); FROM a",
  "CREATE TABLE a AS FROM ads; ALTER TABLE a ADD COLUMN b INTEGER; UPDATE a SET b = 1; FROM a",
  "CREATE TABLE a(i INTEGER); INSERT INTO a VALUES (1); DELETE FROM a; DROP TABLE a",
  "CREATE VIEW a AS FROM ads; CREATE OR REPLACE VIEW a AS SELECT 1; FROM a; DROP VIEW a",
  "CREATE TABLE a AS SELECT 1 AS i; WITH x AS (SELECT 2) INSERT INTO a FROM x; TRUNCATE a",
  "CREATE TABLE a AS SELECT 1 AS i; MERGE INTO a USING a AS b USING (i) WHEN MATCHED THEN DELETE",
];

it("lets through what cells are made of", async () => {
  const { session } = await openFixture();
  for (const sql of possible) {
    await expect(session.run(sql), sql).resolves.toMatchObject({ cut: false });
    await session.run("DROP TABLE IF EXISTS a");
  }
  const { rows } = await session.run(
    "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()",
  );
  expect(rows).toEqual([]);
});
