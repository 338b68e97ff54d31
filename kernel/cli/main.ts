import { Command, CommanderError } from "commander";
import { describeProblem, ProblemError } from "../protocol/problem.ts";
import { cacheCommand } from "./cache-command.ts";
import { checkCommand } from "./check-command.ts";
import { diagnoseCommand } from "./diagnose-command.ts";
import { exitStatus } from "./exit-status.ts";
import { loadCommand } from "./load-command.ts";
import { metricsCommand } from "./metrics-command.ts";
import { newCommand } from "./new-command.ts";
import { pinCommand } from "./pin-command.ts";
import { pluginCommand } from "./plugin-command.ts";
import { runCommand } from "./run-command.ts";
import { scriptCommand } from "./script-command.ts";
import { sqlCommand } from "./sql-command.ts";
import { version } from "../../package.json";

const program = new Command("campaign-notebook")
  .description("Loads campaign exports and answers questions about them, on this machine alone.")
  .version(version)
  .exitOverride()
  .showHelpAfterError("(--help shows the options and examples)")
  .addCommand(runCommand())
  .addCommand(loadCommand())
  .addCommand(sqlCommand())
  .addCommand(metricsCommand())
  .addCommand(newCommand())
  .addCommand(pluginCommand())
  .addCommand(checkCommand())
  .addCommand(pinCommand())
  .addCommand(scriptCommand())
  .addCommand(diagnoseCommand())
  .addCommand(cacheCommand());
for (const command of [program, ...program.commands]) command.exitOverride();

// A reader that has seen enough (`| head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

async function main(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof ProblemError) {
      process.stderr.write(`campaign-notebook: ${describeProblem(error.problem)}\n`);
      process.exitCode = exitStatus(error.problem);
    } else {
      const what = error instanceof Error ? error.message : String(error);
      process.stderr.write(
        `campaign-notebook: ${describeProblem({ code: "internal", message: what, next: "This is a defect of Campaign Notebook; please report it." })}\n`,
      );
      process.exitCode = 1;
    }
  }
}

void main();
