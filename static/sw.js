// The page while it is being written is never kept: this takes the place of a published page's service worker, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  };
  const gone = async () => {
    await registration.unregister();
    const pages = await clients.matchAll({ type: "window" });
    await Promise.allSettled(pages.map((page) => page.navigate(page.url)));
    // The published page kept lessons as long as it was open.
    await forget();
  };
  event.waitUntil(forget().then(gone));
});
