/*
 * What the checks for clients of all generations stand on, in Node and in browsers alike: values that are compared as they look,
 * waiting with a limit, and sockets that are closed behind each check.
 */
const PATIENCE = 15_000;
const CONCURRENCY = 5;

/** A value as text, with bytes in hexadecimal whatever type they have here. */
export function look(value) {
  return JSON.stringify(plain(value));
}

function plain(value) {
  if (value instanceof ArrayBuffer) {
    return plain(new Uint8Array(value));
  }
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return "<" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") + ">";
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  }
  return value;
}

export function same(actual, expected, what = "") {
  if (look(actual) !== look(expected)) {
    throw new Error(`${what} ${look(actual)?.slice(0, 2_000)} instead of ${look(expected)?.slice(0, 2_000)}`.trim());
  }
}

export function limited(promise, what, patience = PATIENCE) {
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
export function echo(socket, ...args) {
  const answer = event(socket, "echo");
  socket.emit("echo", ...args);
  return answer;
}

const run = Math.random().toString(36).slice(2, 8);
let tokens = 0;

/** A name that no other check has, in no other process. */
export function token() {
  return `${run}.${++tokens}.`;
}

/** Runs checks with a client, several at once in their order, and reports each. */
export async function runChecks(checks, client, report) {
  const queue = checks.filter(({ fits }) => fits(client));
  report({ column: client.name, plan: queue.map(({ name }) => name) });
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const visit = new Visit(client);
      try {
        await limited(next.run(visit), "the check", 2 * PATIENCE);
        report({ column: client.name, name: next.name, ok: true });
      } catch (error) {
        report({ column: client.name, name: next.name, ok: false, error: `${error?.message}\n${error?.stack}` });
      } finally {
        visit.close();
      }
    }
  };
  await Promise.all(Array.from({ length: client.concurrency ?? CONCURRENCY }, worker));
}

/** What one check works with. */
class Visit {
  constructor(client) {
    this.client = client;
    this.endings = [];
  }

  /** A socket that is about to connect, on a connection of its own. */
  open(namespace = "/", settings = {}, client = this.client) {
    const socket = client.open(namespace, settings);
    this.endings.push(() => client.end(socket));
    return socket;
  }

  /** A connected socket. */
  async connected(namespace, settings, client) {
    const socket = this.open(namespace, settings, client);
    await event(socket, "connect");
    return socket;
  }

  /** Told by the server which sockets leave, and why. */
  watcher() {
    return this.connected("/watch");
  }

  /** A cable to the server that can be cut. */
  async cable() {
    const cable = await this.client.cable();
    this.endings.push(() => cable.close());
    return cable;
  }

  close() {
    for (const end of this.endings) {
      end();
    }
  }
}
