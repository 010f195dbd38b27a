/*
 * Redis ends under load, and comes back: node stopped-redis.js <JSON>. `redis` starts it, and keeps what it has; `command` starts one of two
 * nodes, each with `clients`; both send numbered events all the time, while Redis is away for `outage` milliseconds. `keeps` says whether
 * nothing may be lost, as with streams.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const { redis, command, clients: crowd, outage, keeps } = JSON.parse(process.argv[2]);
const PATIENCE = 60_000;
const LOAD = 700;
const ECHO_PAUSE = 20;
const SLOWEST = 2_000;
const CHECKS = [
  "gets what its own node sends, all of it and in order",
  "gets what the other node sends, in order and nothing twice",
  keeps ? "loses nothing of what the other node sends" : "gets what the other node sends when Redis is back",
  "is answered all the time",
  "says once that Redis is away, and once that it is back",
];

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const children = [];
/** Of ours: Lettuce says as well that it cannot connect. */
const isWarning = (line) => /\sWARN\s+i\.p\./.test(line) || /\sERROR\s/.test(line);

async function until(what, holds) {
  for (const end = Date.now() + PATIENCE; !holds(); await pause(20)) {
    if (Date.now() > end) {
      throw new Error(`waited too long until ${what}`);
    }
  }
}

async function start(what, ready) {
  const child = spawn(what[0], what.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
  const process = { child, lines: [], found: null };
  children.push(child);
  createInterface({ input: child.stdout }).on("line", (line) => {
    process.lines.push(line);
    process.found ??= ready.exec(line);
  });
  await until(`${what[0]} is ready`, () => process.found);
  return process;
}

const startRedis = () => start(redis, /Ready to accept connections/);

async function startNode() {
  const node = await start(command, /^port (\d+)$/);
  node.port = Number(node.found[1]);
  return node;
}

/** Gets numbers, and asks all the time. */
class Client {
  constructor(node) {
    this.node = node;
    this.numbers = {};
    this.slowest = 0;
    this.drops = 0;
    this.socket = io(`http://127.0.0.1:${node.port}`, { transports: ["websocket"], forceNew: true, auth: { room: "even" } });
    this.socket.on("number", (sender, number) => (this.numbers[sender] ??= []).push(number));
    this.socket.on("disconnect", () => this.drops++);
  }

  async ask() {
    while (!this.done) {
      const since = Date.now();
      await this.socket.emitWithAck("echo", since);
      this.slowest = Math.max(this.slowest, Date.now() - since);
      await pause(ECHO_PAUSE);
    }
  }
}

const ask = (socket, ...args) => new Promise((resolve) => socket.emit(...args, (...answer) => resolve(answer)));

/** Of so many numbers those that come to all clients: each third is for another room. */
const wanted = (count) => Array.from({ length: count }, (unused, number) => number).filter((number) => number % 3 !== 2);

const inOrder = (numbers) => numbers.every((number, at) => at === 0 || number > numbers[at - 1]);

async function run() {
  const server = await startRedis();
  const nodes = await Promise.all([startNode(), startNode()]);
  const clients = nodes.flatMap((node) => Array.from({ length: crowd }, () => new Client(node)));
  await until("all are connected", () => clients.every(({ socket }) => socket.connected));
  const tell = (sends) => Promise.all(nodes.map((node) => ask(clients.find((client) => client.node === node).socket, "send", sends)));
  const asking = clients.map((client) => client.ask());

  await tell(true);
  await until("all hear both", () => clients.every(({ numbers }) => Object.keys(numbers).length === 2));
  await pause(LOAD);
  const gone = new Promise((resolve) => server.child.once("exit", resolve));
  server.child.kill("SIGTERM");
  await gone;
  await pause(outage);
  await startRedis();
  const back = () => nodes.every(({ lines }) => lines.filter(isWarning).length >= 2);
  await until("the nodes have found it", back);
  await pause(LOAD);
  const told = await tell(false);
  nodes.forEach((node, index) => ([node.sender, node.count] = told[index]));
  await until("the last has come", () =>
    clients.every(({ numbers }) => nodes.every(({ sender, count }) => numbers[sender].at(-1) === wanted(count).at(-1))),
  );
  clients.forEach((client) => (client.done = true));
  await Promise.all(asking);

  const faults = CHECKS.map(() => []);
  let lost = 0;
  for (const client of clients) {
    const other = nodes.find((node) => node !== client.node);
    const own = client.numbers[client.node.sender];
    const others = client.numbers[other.sender];
    const missing = wanted(other.count).length - others.length;
    lost += missing;
    String(own) === String(wanted(client.node.count)) || faults[0].push(`${own.length} of ${wanted(client.node.count).length}`);
    inOrder(others) || faults[1].push("not in order, or twice");
    keeps && missing && faults[2].push(`misses ${missing}`);
    (client.slowest > SLOWEST || client.drops) && faults[3].push(`${client.slowest} ms, ${client.drops} times disconnected`);
  }
  for (const { lines } of nodes) {
    const warnings = lines.filter(isWarning);
    const right = warnings.length === 2 && /has gone/.test(warnings[0]) && /is back/.test(warnings[1]);
    (right && /streams have kept/.test(warnings[1]) === keeps) || faults[4].push(warnings.join("\n"));
  }
  const slowest = Math.max(...clients.map((client) => client.slowest));
  console.log(
    JSON.stringify({
      say:
        `Redis away for ${outage} ms under ${clients.length} clients of two nodes: ${nodes.map(({ count }) => count)} events sent; ` +
        `${lost} of ${crowd * nodes.reduce((sum, { count }) => sum + wanted(count).length, 0)} lost on their way to the other node; ` +
        `slowest answer ${slowest} ms; ${nodes[0].lines.filter(isWarning).join(" | ")}`,
    }),
  );
  CHECKS.forEach((name, index) =>
    console.log(JSON.stringify({ name, ok: !faults[index].length, error: faults[index].slice(0, 5).join("; ") })),
  );
}

console.log(JSON.stringify({ plan: CHECKS }));
const end = (code) => {
  children.forEach((child) => child.kill("SIGKILL"));
  process.exit(code);
};
process.on("SIGTERM", () => end(1));
run().then(
  () => end(0),
  (failure) => {
    console.error(failure);
    end(1);
  },
);
