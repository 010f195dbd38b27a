/*
 * Clients of all generations in Chromium: node generations-in-browser.js <port> <path of Chromium> <package>:<way>... Prints the
 * names of the checks of each, then what became of each: one JSON document a line.
 */
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [port, executablePath, ...clients] = process.argv.slice(2);
const AT_ONCE = 3;
const origin = `http://127.0.0.1:${port}`;

function file(path) {
  return new URL(path, import.meta.url);
}

/** The file of a package that a page loads with a script element. */
function script(packageName) {
  return ["dist/socket.io.js", "socket.io.js"].map((name) => file(`node_modules/${packageName}/${name}`)).find(existsSync);
}

/** What the page of a client consists of; it seems to come from the server itself. */
function answers(packageName, way) {
  const { version } = JSON.parse(readFileSync(file(`node_modules/${packageName}/package.json`), "utf8"));
  const modules = ["kit.js", "generation-clients.js", "generation-checks.js"];
  const page = `<!doctype html>
    <script src="client.js"></script>
    <script type="module">
      import { io as newestIo } from "./newest.js";
      import { checkGeneration } from "./generation-checks.js";
      import { client } from "./generation-clients.js";

      const common = { port: ${port}, binary: (bytes) => Uint8Array.from(bytes).buffer };
      const newest = client({ ...common, io: newestIo, version: "4.8.4", way: "websocket" });
      const visitor = client({ ...common, io, version: "${version}", way: "${way}", place: " in Chromium", newest });
      await loaded();
      // a browser has six connections to a host, and a socket that polls holds one
      await checkGeneration(visitor, { atOnce: 1, report });
      finished();
    </script>`;
  return new Map([
    ["page", { contentType: "text/html", body: page }],
    ["client.js", { contentType: "text/javascript", path: script(packageName).pathname }],
    ["newest.js", { contentType: "text/javascript", path: file("node_modules/socket.io-client/dist/socket.io.esm.min.js").pathname }],
    ...modules.map((name) => [name, { contentType: "text/javascript", path: file(name).pathname }]),
  ]);
}

async function visit(browser, packageName, way) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const served = answers(packageName, way);
  await page.route(`${origin}/generations/*`, (route) => route.fulfill(served.get(route.request().url().split("/").pop())));
  page.on("pageerror", (error) => console.error(`${packageName} ${way}: ${error}`));
  // what goes through a route is held up by it, whether it is for it or not
  await page.exposeFunction("loaded", () => page.unrouteAll());
  await page.exposeFunction("report", (line) => console.log(JSON.stringify(line)));
  const finished = new Promise((resolve) => page.exposeFunction("finished", resolve));
  await page.goto(`${origin}/generations/page`, { waitUntil: "commit", timeout: 0 }); // however busy the machine is
  await finished;
  await context.close();
}

const browser = await chromium.launch({
  executablePath,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // the page comes from no server, so that its WebSockets look like those of a page from afar
    "--disable-features=LocalNetworkAccessChecks",
  ],
});
const queue = clients.map((each) => each.split(":"));
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await visit(browser, ...next);
    }
  }),
);
await browser.close();
