// Puts the model files named in models.properties into target/models, unless files with the right digests are there.
// npm fetches the one package and checks it against the integrity in package-lock.json; see README.md.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packageName = "faceplugin-face-recognition-js";
const work = join(here, "target", "npm");
const out = join(here, "target", "models", "models");

const catalogue = Object.fromEntries(
  readFileSync(join(here, "src/main/resources/models/models.properties"), "utf8")
    .split("\n")
    .filter((line) => /^[^#]+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf("=")).trim(), line.slice(line.indexOf("=") + 1).trim()]),
);
const models = Object.keys(catalogue)
  .filter((key) => key.endsWith(".file"))
  .map((key) => ({ file: catalogue[key], sha256: catalogue[key.replace(".file", ".sha256")] }));

function digest(path) {
  return existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : "missing";
}

function mismatches() {
  return models
    .map(({ file, sha256 }) => ({ file, sha256, found: digest(join(out, file)) }))
    .filter(({ sha256, found }) => sha256 !== found);
}

if (mismatches().length > 0) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  mkdirSync(out, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) {
    copyFileSync(join(here, file), join(work, file));
  }
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: work,
    stdio: "inherit",
  });
  for (const { file } of models) {
    copyFileSync(join(work, "node_modules", packageName, "model", file), join(out, file));
  }
  rmSync(work, { recursive: true, force: true });
  for (const { file, sha256, found } of mismatches()) {
    console.error(
      `${file}: SHA-256 ${found} (expected: ${sha256}; likely cause: package.json and models.properties name` +
        ` different versions; what to do: change both together)`,
    );
    process.exitCode = 1;
  }
}
