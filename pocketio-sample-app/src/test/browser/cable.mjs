// A network cable between a page and the server, which can be cut and mended.

import { connect, createServer } from 'node:net';

export class Cable {
  #ends = new Set();
  #server;
  #broken = false;

  static async to({ hostname, port }) {
    const cable = new Cable();
    cable.#server = createServer((near) => cable.#plug(near, connect(port, hostname)));
    await new Promise((ready) => cable.#server.listen(0, '127.0.0.1', ready));
    return cable;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  cut() {
    this.#broken = true;
    this.#ends.forEach((end) => end.destroy());
  }

  mend() {
    this.#broken = false;
  }

  async close() {
    this.cut();
    await new Promise((closed) => this.#server.close(closed));
  }

  #plug(near, far) {
    for (const [end, other] of [[near, far], [far, near]]) {
      this.#ends.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
    if (this.#broken) {
      near.destroy();
    }
  }
}
