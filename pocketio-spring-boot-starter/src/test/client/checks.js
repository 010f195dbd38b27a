/* What the checks with the official client in Node share: which of them are run, their sockets, and a cable that can be cut. */
import assert from "node:assert/strict";
import net from "node:net";
import { isAtLeast, runChecks, Visit } from "./kit.js";

const AT_ONCE = 6;

const checks = [];

/**
 * Adds a check. It is left out for clients that are older than `since`, and on other ways than those in `on`; and with the
 * reference server when it is `ours`, because the reference has no such thing or does it otherwise; and with parsers other than that
 * of `json`. One that is `timed` runs before those that keep this process busy.
 */
export function check(name, run, { since = "0", on, timed = false, ours = false, json = false } = {}) {
  checks.push({ name, run, since, on, timed, ours, json });
}

/** Prints the names of all checks, then what became of each: one JSON document a line. */
export async function runAll(client) {
  const chosen = checks.filter(
    ({ since, on, ours, json }) =>
      isAtLeast(client.version, since) &&
      (!on || on.includes(client.way)) &&
      !(ours && client.reference) &&
      !(json && client.parser),
  );
  console.log(JSON.stringify({ plan: chosen.map(({ name }) => name) }));

  const { atOnce = AT_ONCE } = client;
  const visit = () => new Context(client);
  const report = (line) => console.log(JSON.stringify(line));
  await runChecks(chosen.filter(({ timed }) => timed), { atOnce, visit, report });
  await runChecks(chosen.filter(({ timed }) => !timed), { atOnce, visit, report });
  process.exit(0);
}

class Context extends Visit {
  get way() {
    return this.client.way;
  }

  /** A socket that is about to connect, on a connection of its own. */
  open(namespace = "/", options = {}) {
    const { port = this.client.port, ...others } = options;
    const socket = this.client.io(`http://127.0.0.1:${port}${namespace}`, {
      transports: this.client.transports,
      ...(this.client.parser && { parser: this.client.parser }),
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
      ...others,
    });
    this.ending(() => socket.io.reconnection(false) && socket.io._close?.());
    this.ending(() => socket.disconnect());
    return socket;
  }

  /** A cable to the server: what goes through it can be held up or cut. */
  async cable(port = this.client.port) {
    const cable = new Cable(port);
    this.ending(() => cable.close());
    await cable.listening();
    return cable;
  }

  /** Told by the server which sockets leave, and why. */
  async watcher(port) {
    return this.connected("/watch", port ? { port } : {});
  }
}

class Cable {
  constructor(port) {
    this.end = port;
    this.pairs = new Set();
    this.deaf = new Set();
    this.broken = false;
    this.server = net.createServer((near) => {
      if (this.broken) {
        near.destroy();
        return;
      }
      const far = net.connect(this.end, "127.0.0.1");
      const pair = [near, far];
      this.pairs.add(pair);
      this.join(near, far, "server");
      this.join(far, near, "client");
      this.hangUp(near, far, "server", pair);
      this.hangUp(far, near, "client", pair);
    });
  }

  join(from, to, name) {
    from.on("data", (data) => this.deaf.has(name) || to.write(data));
  }

  hangUp(from, to, name, pair) {
    from.on("error", () => {});
    from.on("close", () => {
      if (!this.deaf.has(name)) {
        this.pairs.delete(pair);
        to.destroy();
      }
    });
  }

  listening() {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get port() {
    return this.server.address().port;
  }

  /** From now on nothing gets to the ends of these names, and nobody is told. */
  deafen(...names) {
    names.forEach((name) => this.deaf.add(name));
  }

  /** Ends what is connected, and lets nobody connect. */
  cut() {
    this.broken = true;
    for (const [near, far] of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  mend() {
    this.broken = false;
  }

  /** Who connects from now on gets to another server. */
  leadTo(port) {
    this.end = port;
  }

  close() {
    this.cut();
    this.server.close();
  }
}

export { assert, Cable };
