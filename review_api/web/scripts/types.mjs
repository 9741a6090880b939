// Writes src/api/schema.d.ts from the OpenAPI document on standard input:
//   python -m review_api.openapi | npm --prefix review_api/web run types
// The first line carries a digest of the document, so that a test can tell when the types are stale.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import openapiTS, { astToString } from "openapi-typescript";

/** The document without its prose and with sorted keys: what the types depend on. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(
    ([key, inner]) => !(["description", "title", "summary"].includes(key) && typeof inner === "string"),
  );
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([key, inner]) => [key, bare(inner)]));
}

const document = JSON.parse(await text(process.stdin));
const digest = createHash("sha256").update(JSON.stringify(bare(document))).digest("hex");
const types = astToString(await openapiTS(document));
const head = `// OpenAPI ${digest}\n// Written by scripts/types.mjs; do not edit.\n\n`;
writeFileSync(new URL("../src/api/schema.d.ts", import.meta.url), head + types);
