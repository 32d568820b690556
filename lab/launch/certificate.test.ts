import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { selfSigned, type Credentials } from "./certificate.js";

/** Shakes hands with a server that presents `own`, trusting `trusted` alone. */
async function handshake(own: Credentials, trusted: string, servername?: string): Promise<TLSSocket> {
  const server = createServer({ key: own.key, cert: own.certificate }, (socket) => socket.on("error", () => undefined));
  server.on("tlsClientError", () => undefined).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: "127.0.0.1", port, ca: trusted, ...(servername && { servername }) });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  return socket;
}

test("is what an independent parser says it is", () => {
  const now = new Date("2026-03-04T05:06:07Z");
  const { key, certificate } = selfSigned(now);
  const parsed = new X509Certificate(certificate);
  expect(parsed.subject).toBe("CN=fedleak");
  expect(parsed.issuer).toBe("CN=fedleak");
  expect(parsed.subjectAltName).toBe("IP Address:127.0.0.1");
  expect(parsed.ca).toBe(false);
  expect(new Date(parsed.validFrom)).toEqual(new Date("2026-03-04T04:06:07Z"));
  expect(new Date(parsed.validTo)).toEqual(new Date("2027-03-04T05:06:07Z"));
  expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(key).toContain("PRIVATE KEY");
});

test("no two runs have the same", () => {
  const [a, b] = [selfSigned(), selfSigned()].map(({ certificate }) => new X509Certificate(certificate));
  expect(a.serialNumber).not.toBe(b.serialNumber);
  expect(a.fingerprint256).not.toBe(b.fingerprint256);
});

test("a client that trusts it shakes hands over TLS 1.3", async () => {
  const own = selfSigned();
  const socket = await handshake(own, own.certificate);
  expect(socket.authorized).toBe(true);
  expect(socket.getProtocol()).toBe("TLSv1.3");
});

test("a client that trusts another run's refuses it", async () => {
  await expect(handshake(selfSigned(), selfSigned().certificate)).rejects.toThrow(/self-signed certificate/);
});

test("it stands for the loopback address only", async () => {
  const own = selfSigned();
  await expect(handshake(own, own.certificate, "example.org")).rejects.toThrow(/does not match certificate/);
});
