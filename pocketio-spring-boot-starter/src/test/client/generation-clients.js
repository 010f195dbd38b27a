/*
 * The clients of all generations, made alike: each opens sockets that have on, off, emit and disconnect, and says what its
 * generation sees of the same thing. The protocol of a client is 4 or 3 (Engine.IO), or 0 before Socket.IO 1.0.
 */
import { event, isAtLeast } from "./kit.js";

/* Why a socket is gone: what the client says when it leaves and when the server tells it to, and what the server says then. */
const REASONS = {
  ours: "io client disconnect",
  theirs: "io server disconnect",
  byClient: "client namespace disconnect",
  byServer: "server namespace disconnect",
};

function encoded(query) {
  const text = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return text && `?${text}`;
}

class Client {
  /**
   * `way` is polling, websocket, upgrade or jsonp, or what a client before 1.0 calls its transport; `binary` makes bytes in the type that
   * the client likes here; `cable`, if there is one, makes a cable to the server.
   */
  constructor({ io, version, way, port, place = "", binary, cable, newest }) {
    Object.assign(this, { io, version, way, port, binary, cable, newest });
    this.name = `${version} ${way}${place}`;
  }

  url(port = this.port) {
    return `http://127.0.0.1:${port}`;
  }

  /** Whether it waits, when it leaves, until the server has been told; 1.0 may close its transport before. */
  get saysGoodbye() {
    return this.isAtLeast("1.4") || !this.isAtLeast("1.0");
  }

  isAtLeast(version) {
    return isAtLeast(this.version, version);
  }
}

/** Since 1.0. */
class Modern extends Client {
  get protocol() {
    return this.isAtLeast("3.0") ? 4 : 3;
  }

  get reasons() {
    return REASONS;
  }

  /** Whether what is given as auth gets to a namespace at all. */
  get hasAuth() {
    return this.isAtLeast("1.5");
  }

  open(namespace, { port, query = {}, auth = {} }) {
    const transports = { upgrade: ["polling", "websocket"], jsonp: ["polling"] }[this.way] ?? [this.way];
    const inUrl = this.protocol === 4 ? "" : encoded({ ...query, ...auth });
    return this.io(this.url(port) + namespace + inUrl, {
      transports,
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
      ...(this.way === "jsonp" && { forceJSONP: true }),
      ...(this.protocol === 4 && { query, auth }),
    });
  }

  get hasUnicodeInUrls() {
    return true;
  }

  /** Another socket on the connection of this one. */
  beside(socket, namespace) {
    return socket.io.socket(namespace);
  }

  end(socket) {
    socket.io.reconnection(false);
    socket.disconnect();
    socket.io.engine?.close();
  }

  /** What the server is to know it by in the root namespace. */
  id(socket) {
    return this.protocol === 4 ? socket.id : socket.io.engine.id;
  }

  /** Resolves when the transport is used that is wanted in the end. */
  async settled(socket) {
    const { engine } = socket.io;
    if (this.way === "upgrade" && engine.transport.name !== "websocket") {
      await event(engine, "upgrade");
    }
  }

  /** Resolves with what a client is told that may not join. */
  async refusal(socket) {
    const [error] = await event(socket, this.protocol === 4 ? "connect_error" : "error");
    return this.protocol === 4 ? { message: error.message, ...(error.data === undefined ? {} : { data: error.data }) } : error;
  }
}

/** Before 1.0, where a namespace emits otherwise, and has no word for bytes. */
class Oldest extends Client {
  get protocol() {
    return 0;
  }

  get reasons() {
    return { ...REASONS, ours: "booted", theirs: "booted" };
  }

  get hasAuth() {
    return true;
  }

  /** Whether the query of a URL may be anything; before 0.9 it is sent without its escapes. */
  get hasUnicodeInUrls() {
    return this.isAtLeast("0.9");
  }

  open(namespace, { port, query = {}, auth = {} }) {
    this.io.transports = [this.way];
    return adapted(
      this.io.connect(this.url(port) + namespace + encoded({ ...query, ...auth }), {
        transports: [this.way],
        "force new connection": true,
        "reconnection delay": 50,
        "max reconnection attempts": 100,
      }),
    );
  }

  beside(socket, namespace) {
    return adapted(socket.socket.of(namespace));
  }

  end(socket) {
    socket.socket.options.reconnect = false;
    socket.socket.disconnect();
  }

  id(socket) {
    return socket.socket.sessionid;
  }

  async settled() {}

  async refusal(socket) {
    const [reason] = await event(socket, "connect_failed");
    return reason;
  }
}

function adapted(socket) {
  socket.off = socket.removeListener;
  return socket;
}

export function client(settings) {
  return Number(settings.version.split(".")[0]) >= 1 ? new Modern(settings) : new Oldest(settings);
}
