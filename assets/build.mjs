// Builds the styles and scripts of Sunhall into src/sunhall/web/static/built/ (not kept in git, shipped in the wheel).
// Run `npm ci && npm run build` here; `npm run watch` rebuilds while you edit. Needs nothing but Node and the lock file.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, watch, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.env.SUNHALL_ASSETS_OUT ?? join(here, "../src/sunhall/web/static/built"));
const production = !process.argv.includes("--watch");

async function styles() {
  const { css } = await sass.compileAsync(join(here, "scss/sunhall.scss"), {
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["if-function"],
  });
  // esbuild minifies and adds the prefixes that browsers of the last years still need.
  const { code } = await esbuild.transform(css, { loader: "css", minify: production, target: "safari14" });
  await put("sunhall.css", code);
}

async function scripts() {
  const built = await esbuild.build({
    entryPoints: [join(here, "js/sunhall.js")],
    bundle: true,
    format: "esm",
    target: "es2020",
    minify: production,
    legalComments: "eof",
    write: false,
  });
  await put("sunhall.js", built.outputFiles[0].text);
}

// Written beside and renamed, so that a running server never reads half a file.
async function put(name, text) {
  const temporary = join(out, `.${name}.${process.pid}`);
  await writeFile(temporary, text);
  await rename(temporary, join(out, name));
}

// The digest in the address of each file lets browsers keep it for ever and still see every change at once.
async function manifest() {
  const digests = {};
  for (const name of ["sunhall.css", "sunhall.js"]) {
    const content = await readFile(join(out, name));
    digests[name] = createHash("sha256").update(content).digest("hex").slice(0, 12);
  }
  await put("manifest.json", JSON.stringify(digests, null, 2) + "\n");
}

async function build() {
  await mkdir(out, { recursive: true });
  const began = performance.now();
  await Promise.all([styles(), scripts()]);
  await manifest();
  for (const name of await readdir(out)) {
    if (name.startsWith(".")) await rm(join(out, name));
  }
  const sizes = await Promise.all(
    ["sunhall.css", "sunhall.js"].map(async (name) => `${name} ${Math.ceil((await stat(join(out, name))).size / 1024)} kB`),
  );
  console.log(`Built ${sizes.join(", ")} in ${Math.round(performance.now() - began)} ms.`);
}

await build();
if (!production) {
  console.log("Watching scss/ and js/ …");
  for (const folder of ["scss", "js"]) {
    (async () => {
      for await (const _ of watch(join(here, folder))) await build().catch((error) => console.error(error.message));
    })();
  }
}
