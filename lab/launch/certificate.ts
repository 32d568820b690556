/** A certificate of the run's own, so that its connections can be TLS without any authority (RFC 5280). @module */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bitString, der, explicit, objectIdentifier, sequence, utcTime } from "./der.js";

/** in PEM */
export interface Credentials {
  readonly key: string;
  readonly certificate: string;
}

/** how long before now it holds already, for clocks that differ; and how long after now, ms */
const BEFORE_MS = 3_600_000;
const AFTER_MS = 365 * 24 * 3_600_000;

const ECDSA_WITH_SHA256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const COMMON_NAME = objectIdentifier("2.5.4.3");
const BASIC_CONSTRAINTS = objectIdentifier("2.5.29.19");
const SUBJECT_ALTERNATIVE_NAME = objectIdentifier("2.5.29.17");
const TRUE = der(0x01, Uint8Array.of(0xff));

/**
 * A fresh key on P-256 and a certificate that it signed for itself: for the loopback address, and no authority for any
 * other. Not from the run's seed: what is fresh here never reaches a result.
 */
export function selfSigned(now = new Date()): Credentials {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from("fedleak")))));
  const serial = randomBytes(16);
  // positive, and of full length
  serial[0] = (serial[0] & 0x7f) | 0x40;
  const toBeSigned = sequence(
    explicit(0, der(0x02, Uint8Array.of(2))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(new Date(now.getTime() - BEFORE_MS)), utcTime(new Date(now.getTime() + AFTER_MS))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(
      3,
      sequence(
        sequence(BASIC_CONSTRAINTS, TRUE, der(0x04, sequence())),
        sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, sequence(der(0x87, Uint8Array.of(127, 0, 0, 1))))),
      ),
    ),
  );
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(sign("sha256", toBeSigned, privateKey)));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: pem(certificate),
  };
}

function pem(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
