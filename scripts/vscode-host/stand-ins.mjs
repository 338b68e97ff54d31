// The two native modules that VS Code's server misses when nothing is compiled, in plain JavaScript.
// Assigned one by one: VS Code imports them by name from ESM.

const spdlog = `
const fs = require("fs"), path = require("path");
const names = ["trace", "debug", "info", "warning", "error", "critical"];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.raw = false; }
  write(level, message) {
    if (level < this.level) return;
    const line = this.raw ? message : new Date().toISOString() + " [" + names[level] + "] " + message + "\\n";
    try { fs.appendFileSync(this.file, line); } catch {}
  }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(level) { this.level = level; }
  setPattern() {} clearFormatters() { this.raw = true; } flush() {} drop() {}
}
const make = async (name, file) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(file);
};
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
`;

const watchdog = `
exports.start = (pid) => {
  setInterval(() => {
    try { process.kill(pid, 0); } catch (error) { if (error.code === "ESRCH") process.exit(87); }
  }, 1000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`;

/** Folders that each may stand in, the first that exists, with the text of its index.js. */
export const standIns = [
  { folders: ["@vscode/spdlog"], text: spdlog },
  { folders: ["@vscode/native-watchdog", "native-watchdog"], text: watchdog },
];
