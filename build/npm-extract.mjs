// Takes single files out of an npm package, without its dependencies and scripts:
//
//   node npm-extract.mjs <folder of package.json and package-lock.json> <package> <out folder> <from>=<to>...
//
// <from> is a file of the package, or a folder with a slash at the end (then <to> is one too). npm fetches the tarball
// (its configured registry, proxy and cache apply), its SHA-512 must be the lock file's. Does nothing when the out
// folder already holds what this call would put there.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

const [lockFolder, name, outFolder, ...pairs] = process.argv.slice(2);
const wanted = pairs.map((pair) => pair.split("="));
const locked = JSON.parse(readFileSync(join(lockFolder, "package-lock.json"), "utf8")).packages[`node_modules/${name}`];
const stamp = join(outFolder, `.${name}.stamp`);
const stampText = JSON.stringify({ version: locked.version, integrity: locked.integrity, wanted });

function fetchTarball(folder) {
  const npmArguments = ["pack", `${name}@${locked.version}`, "--ignore-scripts", "--loglevel=error"];
  execFileSync("npm", npmArguments, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const tarball = readFileSync(join(folder, readdirSync(folder).find((file) => file.endsWith(".tgz"))));
  const found = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  if (found !== locked.integrity) {
    throw new Error(`${name}@${locked.version}: ${found} (expected: ${locked.integrity}; the registry serves another package)`);
  }
  return gunzipSync(tarball);
}

// ustar: 512 byte header (name at 0, size in octal at 124, type at 156, name's prefix at 345), content, padding
function* files(tar) {
  const text = (from, length) => tar.toString("utf8", from, from + length).replace(/\0.*$/s, "");
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = parseInt(text(at + 124, 12), 8);
    const prefix = text(at + 345, 155);
    if (tar[at + 156] === 0 || tar[at + 156] === 0x30) {
      const path = (prefix ? `${prefix}/` : "") + text(at, 100);
      yield { path: path.replace(/^[^/]*\//, ""), content: tar.subarray(at + 512, at + 512 + size) };
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

function destination(path) {
  const pair = wanted.find(([from]) => (from.endsWith("/") ? path.startsWith(from) : path === from));
  return pair && resolve(outFolder, pair[1] + (pair[0].endsWith("/") ? path.slice(pair[0].length) : ""));
}

function extract(tar) {
  let count = 0;
  for (const { path, content } of files(tar)) {
    const to = destination(path);
    if (to && to.startsWith(resolve(outFolder))) {
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, content);
      count++;
    }
  }
  if (count < wanted.length) {
    throw new Error(`${name}@${locked.version}: ${count} files (expected: at least one for each of ${pairs.join(" ")})`);
  }
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== stampText) {
  mkdirSync(outFolder, { recursive: true });
  const folder = mkdtempSync(join(outFolder, ".npm-"));
  try {
    extract(fetchTarball(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  writeFileSync(stamp, stampText);
}
