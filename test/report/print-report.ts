// Run as a process of its own by a test, under another time zone and language.
import { renderReport } from "../../kernel/report/render-report.ts";
import { sampleModel } from "./sample-model.ts";

process.stdout.write(renderReport(await sampleModel()));
