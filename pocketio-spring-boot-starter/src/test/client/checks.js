/* What the checks share: sockets that are closed behind each check, waiting with a limit, and a cable that can be cut. */
import assert from "node:assert/strict";
import net from "node:net";

const PATIENCE = 15_000;
const CONCURRENCY = 6;

const checks = [];

/**
 * Adds a check. It is left out for clients that are older than `since`, and on other ways than those in `on`; and with the
 * reference server when it is `ours`, because the reference has no such thing or does it otherwise; and with parsers other than that of `json`. One that is `timed` runs
 * before those that keep this process busy; and one may need more `patience` than others.
 */
export function check(name, run, { since = "0", on, timed = false, ours = false, json = false, patience } = {}) {
  checks.push({ name, run, since, on, timed, ours, json, patience });
}

let tokens = 0;

/** A name that no other check has. */
export function token() {
  return `${process.pid}-${++tokens}`;
}

function older(version, than) {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  return a[0] !== (b[0] ?? 0) ? a[0] < (b[0] ?? 0) : a[1] < (b[1] ?? 0);
}

/** Prints the names of all checks, then what became of each: one JSON document a line. */
export async function runAll(client) {
  const chosen = checks.filter(
    ({ since, on, ours, json }) =>
      !older(client.version, since) &&
      (!on || on.includes(client.way)) &&
      !(ours && client.reference) &&
      !(json && client.parser),
  );
  console.log(JSON.stringify({ plan: chosen.map(({ name }) => name) }));

  await run(chosen.filter(({ timed }) => timed), client);
  await run(chosen.filter(({ timed }) => !timed), client);
  process.exit(0);
}

async function run(queue, client) {
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const context = new Context(client);
      try {
        await limited(next.run(context), "the check", next.patience);
        console.log(JSON.stringify({ name: next.name, ok: true }));
      } catch (error) {
        console.log(JSON.stringify({ name: next.name, ok: false, error: String(error?.stack ?? error) }));
      } finally {
        context.close();
      }
    }
  };
  await Promise.all(Array.from({ length: client.concurrency ?? CONCURRENCY }, worker));
}

function limited(promise, what, patience = PATIENCE) {
  let timer;
  const limit = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited too long for ${what}`)), patience);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Resolves with the arguments of the next such event that fits. */
export function event(emitter, name, fits = () => true) {
  return limited(
    new Promise((resolve) => {
      const listener = (...args) => {
        if (fits(...args)) {
          emitter.off(name, listener);
          resolve(args);
        }
      };
      emitter.on(name, listener);
    }),
    name,
  );
}

/** Emits, and resolves with the arguments of the acknowledgement. */
export function ask(socket, name, ...args) {
  return limited(new Promise((resolve) => socket.emit(name, ...args, (...reply) => resolve(reply))), `ack of ${name}`);
}

/** Emits an echo, and resolves with what comes back. */
export async function echo(socket, ...args) {
  const answer = event(socket, "echo");
  socket.emit("echo", ...args);
  return answer;
}

/** What one check works with. */
class Context {
  constructor(client) {
    this.client = client;
    this.way = client.way;
    this.closeables = [];
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
    this.closeables.push(() => socket.io.reconnection(false) && socket.io._close?.(), () => socket.disconnect());
    return socket;
  }

  /** A connected socket. */
  async connected(namespace, options) {
    const socket = this.open(namespace, options);
    await event(socket, "connect");
    return socket;
  }

  /** A cable to the server: what goes through it can be held up or cut. */
  async cable(port = this.client.port) {
    const cable = new Cable(port);
    this.closeables.push(() => cable.close());
    await cable.listening();
    return cable;
  }

  /** Told by the server which sockets leave, and why. */
  async watcher(port) {
    return this.connected("/watch", port ? { port } : {});
  }

  close() {
    for (const close of this.closeables) {
      close();
    }
  }
}

class Cable {
  constructor(port) {
    this.pairs = new Set();
    this.deaf = new Set();
    this.broken = false;
    this.server = net.createServer((near) => {
      if (this.broken) {
        near.destroy();
        return;
      }
      const far = net.connect(port, "127.0.0.1");
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

  close() {
    this.cut();
    this.server.close();
  }
}

export { assert, Cable };
