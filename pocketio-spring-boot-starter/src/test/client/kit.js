/*
 * What all checks stand on, in Node and in browsers alike: values that are compared as they look, waiting with a limit, and checks
 * that are run several at once.
 */
/** For one step and for a whole check; a busy machine takes its time. */
const PATIENCE = 30_000;
const CHECK_PATIENCE = 60_000;
const AT_ONCE = 5;

/**
 * A value as text, which no other value has: bytes in hexadecimal, whatever type they have here, and unlike JSON with all that is
 * undefined and with numbers that are none.
 */
export function look(value) {
  if (value instanceof ArrayBuffer) {
    return look(new Uint8Array(value));
  }
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `<${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}>`;
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, look).join(",")}]`;
  }
  if (value && Object.getPrototypeOf(value) === Object.prototype) {
    return `{${Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${look(each)}`).join(",")}}`;
  }
  return typeof value === "number" ? (Object.is(value, -0) ? "-0" : String(value)) : String(JSON.stringify(value));
}

export function same(actual, expected, what = "") {
  if (look(actual) !== look(expected)) {
    throw new Error(`${what} ${look(actual).slice(0, 2_000)} instead of ${look(expected).slice(0, 2_000)}`.trim());
  }
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
export function echo(socket, ...args) {
  const answer = event(socket, "echo");
  socket.emit("echo", ...args);
  return answer;
}

/** Whether a version is another one or comes after it; each has a point, or what is missing is a zero. */
export function isAtLeast(version, other) {
  const [a, b] = [version, other].map((text) => text.split(".").map(Number));
  return a[0] !== b[0] ? a[0] > b[0] : (a[1] ?? 0) >= (b[1] ?? 0);
}

const run = Math.random().toString().slice(2, 10);
let tokens = 0;

/** A name that no other check has, in no other process, and that no other such name begins with. */
export function token() {
  return `${run}-${++tokens}-`;
}

/**
 * Runs checks in their order, `atOnce` at a time, and beside them from the start those that say that they only wait. Reports each;
 * `visit` makes what a check works with.
 */
export async function runChecks(checks, { atOnce = AT_ONCE, visit, report }) {
  const queue = checks.filter(({ waits }) => !waits);
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await runCheck(next, visit(), report);
    }
  };
  const waiting = checks.filter(({ waits }) => waits).map((check) => runCheck(check, visit(), report));
  await Promise.all([...waiting, ...Array.from({ length: atOnce }, worker)]);
}

async function runCheck({ name, run }, visit, report) {
  const failures = [];
  const attempt = async (step) => {
    try {
      await step();
    } catch (error) {
      failures.push(String(error?.stack ?? error));
    }
  };
  await attempt(() => limited(run(visit), "the check", CHECK_PATIENCE));
  await attempt(() => visit.close());
  report(failures.length === 0 ? { name, ok: true } : { name, ok: false, error: failures.join("\n") });
}

/** What one check works with, and what is closed behind it. */
export class Visit {
  constructor(client) {
    this.client = client;
    this.endings = [];
  }

  /** Has something closed behind the check. */
  ending(end) {
    this.endings.push(end);
  }

  /** A connected socket. */
  async connected(...where) {
    const socket = this.open(...where);
    await event(socket, "connect");
    return socket;
  }

  close() {
    this.endings.forEach((end) => end());
  }
}
