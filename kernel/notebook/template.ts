import { ProblemError } from "../protocol/problem.ts";
import { readFrontMatter } from "./front-matter.ts";
import { parseNotebook } from "./parse.ts";

/** The files beside a notebook that it reads, as it writes them: what a copy of it needs too. */
export function filesBeside(notebook: string): readonly string[] {
  const { settings } = readFrontMatter(parseNotebook(notebook).cells[0]?.text ?? "");
  const paths = [
    ...(settings?.sources.flatMap(({ path }) => path) ?? []),
    ...(settings?.include ?? []),
  ];
  return [...new Set(paths)].filter((path) => {
    const parts = path.split(/[/\\]/);
    return !parts.includes("..") && parts[0] !== "" && !/^[a-z]:|[*?]/i.test(path);
  });
}

/**
 * A notebook's text that names one plugin more.
 *
 * @throws ProblemError `front_matter` for a notebook that names some already, or has no front matter
 */
export function withPlugin(notebook: string, written: string): string {
  const { settings } = readFrontMatter(parseNotebook(notebook).cells[0]?.text ?? "");
  const line = /^campaign-notebook:.*(\r\n?|\n)/m.exec(notebook);
  if (!settings || settings.plugins.length > 0 || !line)
    throw new ProblemError({
      code: "front_matter",
      message: "The template's front matter cannot take the plugin that brings it",
      next: "It begins with campaign-notebook: 1, and says nothing under plugins:.",
    });
  const entry = /^\.[\w./-]*$/.test(written) ? written : JSON.stringify(written);
  const at = line.index + line[0].length;
  return `${notebook.slice(0, at)}plugins: ${entry}${line[1]}${notebook.slice(at)}`;
}
