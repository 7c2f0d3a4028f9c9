// Serves the page as a good static host does: brotli, MIME types, what is hashed for ever; HTTP/1.1.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json",
  svg: "image/svg+xml", png: "image/png", md: "text/markdown; charset=utf-8", txt: "text/plain; charset=utf-8", woff2: "font/woff2",
  webmanifest: "application/manifest+json" };

// The address at which the folder is served until `close` is called. Where pages are to be loaded `again`, they listen for that at the
// address which it names, and `tell` tells them.
export async function serve(dist, { port = 0, again } = {}) {
  const listeners = new Set();
  const listen = `<script>new EventSource(${JSON.stringify(again)}).onmessage = () => location.reload()</script>`;
  const host = createServer(({ url, headers }, answer) => {
    const pathname = pathOf(url);
    if (pathname === again) {
      listeners.add(answer.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }));
      answer.on("close", () => listeners.delete(answer)).write("\n");
      return;
    }
    const path = join(dist, pathname.replace(/\/$/, "/index.html"));
    if (!path.startsWith(join(dist, "/")) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return answer.writeHead(404).end();
    const small = /\bbr\b/.test(headers["accept-encoding"]) && existsSync(`${path}.br`);
    answer.writeHead(200, {
      "content-type": TYPES[path.split(".").at(-1)] ?? "application/octet-stream",
      "cache-control": /-[0-9a-f]{16}(_bg)?\.\w+$/.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      ...(small && { "content-encoding": "br" }),
    });
    const bytes = readFileSync(small ? `${path}.br` : path);
    answer.end(again && path.endsWith(".html") ? `${bytes}${listen}` : bytes);
  });
  await new Promise((listening) => host.listen(port, "127.0.0.1", listening));
  const tell = () => listeners.forEach((listener) => listener.write("data: again\n\n"));
  return { page: `http://127.0.0.1:${host.address().port}/`, tell, close: () => host.close() };
}

// Which file is asked for; none has an empty name.
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://a").pathname).replaceAll("\0", "");
  } catch {
    return "";
  }
}
