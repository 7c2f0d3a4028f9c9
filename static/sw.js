// The page while it is being written is never kept: this takes the place of a published page's service worker, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const gone = async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await registration.unregister();
    for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url);
  };
  event.waitUntil(gone());
});
