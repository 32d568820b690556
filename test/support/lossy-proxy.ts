/** A TCP proxy that can lose what the server answers, as a network does. @module */
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

export interface LossyProxy {
  readonly url: string;
  /** cuts every connection as soon as the server sends anything, once */
  loseNextAnswer(): void;
  /** connections so far */
  readonly connections: () => number;
  close(): void;
}

export async function lossyProxy(target: string): Promise<LossyProxy> {
  const { port } = new URL(target);
  const sockets = new Set<Socket>();
  let connections = 0;
  let lose = false;
  const server = createServer((client) => {
    connections++;
    const upstream = connect(Number(port), "127.0.0.1");
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut).on("close", cut);
    }
    client.on("data", (bytes) => upstream.write(bytes));
    upstream.on("data", (bytes) => {
      if (!lose) return client.write(bytes);
      lose = false;
      return cut();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseNextAnswer: () => (lose = true),
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
