// Serves the published page as a good static host does: brotli, MIME types, what is hashed for ever; HTTP/1.1.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json",
  svg: "image/svg+xml", png: "image/png", md: "text/markdown; charset=utf-8", txt: "text/plain; charset=utf-8", woff2: "font/woff2",
  webmanifest: "application/manifest+json" };

// The address at which the folder is served until `close` is called.
export async function serve(dist) {
  const host = createServer(({ url, headers }, answer) => {
    const path = join(dist, decodeURIComponent(new URL(url, "http://a").pathname).replace(/\/$/, "/index.html"));
    if (!path.startsWith(dist) || !existsSync(path)) return answer.writeHead(404).end();
    const small = /\bbr\b/.test(headers["accept-encoding"]) && existsSync(`${path}.br`);
    answer.writeHead(200, {
      "content-type": TYPES[path.split(".").at(-1)] ?? "application/octet-stream",
      "cache-control": /failover-lab-|later\/(rest|seldom|styles)-|fonts\//.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      ...(small && { "content-encoding": "br" }),
    });
    answer.end(readFileSync(small ? `${path}.br` : path));
  });
  await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
  return { page: `http://127.0.0.1:${host.address().port}/`, close: () => host.close() };
}
