// Asks the host for its list of its own lessons, in a worker: most hosts have none, and answer 404, which a browser writes into the console
// of a page, but not of a worker.
fetch("../lessons/own/index.json", { cache: "no-cache" }).then(
  async (answer) => postMessage([answer.status, await answer.text()]),
  () => postMessage([0, ""]),
);
