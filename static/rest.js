// Fetches what the first minute does not need: the rest of the module, the styles of the other screens, and the parts of the module that are
// seldom needed. `scripts/split.mjs` splits them off when the page is published, and writes their addresses into the page. The part that
// comes first calls this.
{
  const root = document.documentElement;
  const { rest, seldom, taught, services, styles, taughtStyles } = root.dataset;
  // In this order: each may call those before it.
  const parts = [rest, seldom, taught, services];
  let coming;
  const styling = {};

  const asked = async (address, method = "GET") => {
    const answer = await fetch(address, { method });
    // Known in `ui/rest.rs`: another version has taken the place of this one, and no file of this one comes any more. A store that tells
    // nobody what it holds answers 403.
    if ([403, 404, 410].includes(answer.status)) throw 404;
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  };
  const fetched = async (part) => WebAssembly.compile(await (await asked(part)).arrayBuffer());
  const linked = (styles) => new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = styles;
    link.onload = done;
    link.onerror = () => {
      link.remove();
      // A link does not say why.
      asked(styles, "HEAD").then(() => failed(new Error(styles)), failed);
    };
    // Where they stood before they were split off: the last styles of the page come behind them.
    [...document.querySelectorAll("head style")].at(-1).before(link);
  });
  const styled = (address = styles) => styling[address] ??= linked(address).catch((reason) => {
    styling[address] = undefined;
    throw reason;
  });
  // Runs of one's own may hold anything, some screens few begin with, and a lesson is told and judged as well: there nothing is seldom.
  const isTaught = () => /^#\/(..[-/]|(interview|class|present|guide|recap|task|map|whiteboard|lesson\/[^?]+\?)\b)/.test(location.hash) || kept("progress")?.language;
  const isWhole = () => /^#(run=|\/(game|author|draft|lesson)\b)/.test(location.hash) || kept("run") || kept("progress");
  const isOfServices = () => /aurora|dynamodb/.test(location.hash + (kept("run") ?? ""));
  const wanted = () => parts.slice(0, isOfServices() ? 4 : isTaught() ? 3 : isWhole() ? 2 : 1);
  // All at once, and once; after a failure anew.
  const come = () => coming ??= Promise.all([styled(), isTaught() && styled(taughtStyles), ...wanted().map(fetched)]).catch((reason) => {
    coming = undefined;
    throw reason;
  });
  const joined = new Set();
  const add = (part, module, first) => {
    if (!joined.has(part)) new WebAssembly.Instance(module, { first });
    joined.add(part);
  };
  // What is seldom needed comes when nobody waits for it; where it is needed before, it is asked for at once.
  const comeLast = async (first, pause = 10000) => {
    try {
      for (const part of parts) if (!joined.has(part)) add(part, await fetched(part), first);
      await styled(taughtStyles);
    } catch (reason) {
      if (reason !== 404) setTimeout(comeLast, pause, first, pause * 2);
    }
  };
  const joinAll = (first, [, , ...modules]) => {
    modules.forEach((module, place) => add(parts[place], module, first));
    setTimeout(comeLast, 2000, first);
  };

  // The host's own list of lessons: its status, which is 0 if there was no answer, and its text.
  const own = () => new Promise((done, failed) => {
    const asking = new Worker("later/own-lessons.js");
    asking.onerror = failed;
    asking.onmessage = ({ data }) => {
      asking.terminate();
      done(data);
    };
  });

  window.failoverLab = {
    styled,
    own,
    ahead: () => void come().catch(() => {}),
    join: async (first) => joinAll(first, await come()),
    // Nobody foresaw that a part would be needed: the page waits for it, and for those that it calls.
    joinNow(first, last) {
      if (last > parts.indexOf(taught)) styled(taughtStyles).catch(() => {});
      for (const part of parts.slice(0, last)) {
        if (joined.has(part)) continue;
        try {
          const request = new XMLHttpRequest();
          request.open("GET", part, false);
          request.overrideMimeType("text/plain; charset=x-user-defined");
          request.send();
          if (request.status !== 200) throw new Error(`${part}: ${request.status}`);
          add(part, new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt())), first);
        } catch (reason) {
          // The lab stands in the midst of something: index.html says so at a mistake of this kind.
          throw new WebAssembly.RuntimeError(String(reason));
        }
        if (part !== rest) continue;
        console.warn("The rest of the lab was needed before it was asked for.");
        come().then((come) => joinAll(first, come), () => {});
      }
    },
  };
}
