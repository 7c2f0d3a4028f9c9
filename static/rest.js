// Fetches what the first minute does not need: the rest of the module, the styles of the other screens, and the part of the module that is
// seldom needed. `scripts/split.mjs` splits them off when the page is published, and writes their addresses into the page. The part that
// comes first calls this.
{
  const root = document.documentElement;
  const { rest, seldom, styles } = root.dataset;
  let coming;
  let styling;

  const asked = async (address, method = "GET") => {
    const answer = await fetch(address, { method });
    // Known in `ui/rest.rs`: another version has taken the place of this one, and no file of this one comes any more. A store that tells
    // nobody what it holds answers 403.
    if ([403, 404, 410].includes(answer.status)) throw 404;
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  };
  const fetched = async (part) => WebAssembly.compile(await (await asked(part)).arrayBuffer());
  const linked = () => new Promise((done, failed) => {
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
  const styled = () => styling ??= linked().catch((reason) => {
    styling = undefined;
    throw reason;
  });
  // Runs of one's own may hold anything, and some screens few begin with: there nothing is seldom.
  const isWhole = () => /^#(run=|\/(game|author|draft|interview)\b)/.test(location.hash) || kept("run") || kept("progress");
  // All at once, and once; after a failure anew.
  const come = () => coming ??= Promise.all([fetched(rest), styled(), isWhole() && fetched(seldom)]).catch((reason) => {
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
      if (!joined.has(seldom)) add(seldom, await fetched(seldom), first);
    } catch (reason) {
      if (reason !== 404) setTimeout(comeLast, pause, first, pause * 2);
    }
  };
  const joinAll = (first, [others, , last]) => {
    add(rest, others, first);
    if (last) add(seldom, last, first);
    else setTimeout(comeLast, 2000, first);
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
    // Nobody foresaw that a part would be needed: the page waits for it. What is seldom needed calls the rest.
    joinNow(first, isSeldom) {
      for (const part of isSeldom ? [rest, seldom] : [rest]) {
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
        come().then((parts) => joinAll(first, parts), () => {});
      }
    },
  };
}
