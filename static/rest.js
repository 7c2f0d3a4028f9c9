// Fetches what the first minute does not need: the rest of the module, and the styles of the other screens. `scripts/split.mjs`
// splits them off when the page is published, and writes their addresses into the page. The part that comes first calls this.
{
  const root = document.documentElement;
  const { rest, styles } = root.dataset;
  let coming;
  let styling;

  const asked = async (address, method = "GET") => {
    const answer = await fetch(address, { method });
    // Known in `ui/rest.rs`: another version has taken the place of this one, and no file of this one comes any more.
    if (answer.status === 404) throw 404;
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  };
  const fetched = async () => WebAssembly.compile(await (await asked(rest)).arrayBuffer());
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
  // Both at once, and once; after a failure anew.
  const come = () => coming ??= Promise.all([fetched(), styled()]).catch((reason) => {
    coming = undefined;
    throw reason;
  });
  let joined = false;
  const add = (module, first) => {
    if (!joined) new WebAssembly.Instance(module, { first });
    joined = true;
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
    join: async (first) => add((await come())[0], first),
    // Nobody foresaw that the rest would be needed: the page waits for it.
    joinNow(first) {
      if (joined) return;
      try {
        const request = new XMLHttpRequest();
        request.open("GET", rest, false);
        request.overrideMimeType("text/plain; charset=x-user-defined");
        request.send();
        if (request.status !== 200) throw new Error(`${rest}: ${request.status}`);
        add(new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt())), first);
      } catch (reason) {
        // The lab stands in the midst of something: index.html says so at a mistake of this kind.
        throw new WebAssembly.RuntimeError(String(reason));
      }
      console.warn("The rest of the lab was needed before it was asked for.");
      come().catch(() => {});
    },
  };
}
