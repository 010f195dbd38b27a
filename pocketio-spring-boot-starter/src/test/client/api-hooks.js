/* What an application hooks into the engine: headers of answers, refused requests; and polls that are compressed. */
import http from "node:http";
import { gunzipSync } from "node:zlib";
import WebSocket from "ws";
import { assert, check } from "./checks.js";
import { ask, event, token } from "./kit.js";

function request(context, query, { method = "GET", body, headers } = {}) {
  return new Promise((resolve, reject) => {
    const url = `http://127.0.0.1:${context.client.port}/socket.io/?EIO=4&${query}`;
    const sent = http.request(url, { method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ ...response, headers: response.headers, body: Buffer.concat(parts) }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const handshake = async (context, headers) => {
  const answer = await request(context, "transport=polling", { headers });
  return [answer, `transport=polling&sid=${JSON.parse(answer.body.toString().slice(1)).sid}`];
};

check("hooks add headers to the handshake by polling, and to what follows", async (context) => {
  const [first, session] = await handshake(context);
  assert.equal(first.headers["x-interop"], "yes");
  assert.equal(first.headers["x-interop-initial"], "yes");
  const posted = await request(context, session, { method: "POST", body: "1" });
  assert.equal(posted.headers["x-interop"], "yes");
  assert.equal(posted.headers["x-interop-initial"], undefined);
}, { on: ["polling"] });

check("hooks add headers to the handshake by WebSocket", async (context) => {
  const socket = new WebSocket(`ws://127.0.0.1:${context.client.port}/socket.io/?EIO=4&transport=websocket`);
  const [response] = await event(socket, "upgrade");
  assert.equal(response.headers["x-interop"], "yes");
  assert.equal(response.headers["x-interop-initial"], "yes");
  socket.close();
}, { on: ["websocket"] });

check("refused requests are told to the application", async (context) => {
  const observer = await context.connected("/emission");
  const [transport, sid] = [token(), token()];
  await request(context, `transport=${transport}`);
  await request(context, `transport=polling&sid=${sid}`);
  await request(context, "transport=polling", { method: "PUT" });
  const [errors] = await ask(observer, "connection-errors");
  const find = (fits) => errors.find(fits) ?? assert.fail(JSON.stringify(errors));
  assert.equal(find(({ context: { transport: name } }) => name === transport).code, 0);
  assert.equal(find(({ context: { sid: id } }) => id === sid).code, 1);
  assert.equal(find(({ context: { method } }) => method === "PUT").message, "Bad handshake method");
});

/** Whether an answer that carries a large event is compressed. */
const large = async (context, headers) => {
  const [, session] = await handshake(context, headers);
  await request(context, session, { method: "POST", body: "40/emission,", headers });
  await request(context, session, { method: "POST", body: `42/emission,["emit-to-me",{},"${"a".repeat(5_000)}"]`, headers });
  for (;;) {
    const answer = await request(context, session, { headers });
    const isCompressed = answer.headers["content-encoding"] === "gzip";
    const text = (isCompressed ? gunzipSync(answer.body) : answer.body).toString();
    if (text.includes("a".repeat(5_000))) {
      return isCompressed;
    }
  }
};

check("large answer to a poll is compressed", async (context) => {
  assert.equal(await large(context, { "accept-encoding": "gzip" }), true);
}, { on: ["polling"], json: true });

check("answer to a poll is not compressed for who does not understand it", async (context) => {
  assert.equal(await large(context, {}), false);
}, { on: ["polling"], json: true });

check("small answer to a poll is not compressed", async (context) => {
  const [answer] = await handshake(context, { "accept-encoding": "gzip" });
  assert.equal(answer.headers["content-encoding"], undefined);
}, { on: ["polling"] });
