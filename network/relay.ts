/** A TCP relay on the loopback interface: passes every byte on unchanged, and shows it. @module */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** `up`: from a participant to the server. */
export type Direction = "up" | "down";

/** Told of the bytes of one connection, in the order of each direction; they belong to the connection. */
export type Listener = (direction: Direction, bytes: Uint8Array) => void;

export class Relay {
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.#accept(near));
  readonly #port: number;
  readonly #listenerOf: () => Listener;
  readonly #open = new Set<Socket>();
  #idle: () => void = () => undefined;

  /**
   * @param port of the server, on the loopback interface
   * @param listenerOf called for every connection, in the order in which they come
   */
  constructor(port: number, listenerOf: () => Listener) {
    this.#port = port;
    this.#listenerOf = listenerOf;
  }

  /** Listens on a free port of the loopback interface. @returns the port */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Settles when every connection is closed, or after `seconds`. */
  async idle(seconds: number): Promise<void> {
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #accept(near: Socket): void {
    const far = connect({ port: this.#port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    const listener = this.#listenerOf();
    // a side that breaks takes the other with it; one that ends lets the other read what is still under way
    const reset = (): void => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    for (const socket of [near, far]) {
      this.#open.add(socket);
      socket.on("error", reset).on("close", () => {
        this.#open.delete(socket);
        if (this.#open.size === 0) this.#idle();
      });
    }
    // a pipe waits for the slower side; whoever listens holds nobody up
    near.pipe(far);
    far.pipe(near);
    near.on("data", (bytes) => listener("up", bytes));
    far.on("data", (bytes) => listener("down", bytes));
  }
}
