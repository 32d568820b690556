/** A participant: waits for its turns and takes them. @module */
import type { ClientJob, FromClient } from "../shared/process/messages.js";
import { layoutDigest } from "../shared/protocol/digest.js";
import type { Turn } from "../shared/protocol/messages.js";
import { bytesToValues, valuesToBytes } from "../shared/protocol/values.js";
import { PROTOCOL_VERSION } from "../shared/protocol/version.js";
import { Session } from "./session/session.js";
import { takeTurn, type Training } from "./training.js";

/** Takes part until the server says that the run is over. @throws {Error} when it cannot go on */
export function participate(job: ClientJob, training: Training, send: (message: FromClient) => void): Promise<void> {
  const { participant, url, token } = job;
  return new Promise<void>((resolve, reject) => {
    let lastRound = 0;
    let sequence = 0;
    let busy: Promise<void> = Promise.resolve();
    let silence: NodeJS.Timeout | undefined;

    const end = (settle: () => void): void => {
      clearTimeout(silence);
      session.close();
      settle();
    };
    const lost = (reason: string): void => end(() => reject(new Error(`participant ${participant}: ${reason}`)));
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => lost(`no turn for ${job.silenceSeconds} s`), job.silenceSeconds * 1000);
    };

    const take = async ({ round, version }: Turn): Promise<void> => {
      const pulled = await session.pull(version);
      // another turn has begun meanwhile: this one was missed, and the server has recorded it
      if (!pulled.ok) return;
      const result = takeTurn(training, round, bytesToValues(pulled.values));
      const { update, lot, meanLoss, measurements, release } = result;
      // told before anything leaves: what was released counts, whether or not the server takes it
      send({ type: "lot", participant, round, examples: lot });
      const event = { type: "turn", participant, round, lotSize: lot.length, measurements, release } as const;
      send({ type: "event", event: { ...event, ...(meanLoss !== undefined && { meanLoss }) } });
      const values = valuesToBytes(update);
      await session.push({ round, sequence: ++sequence, baseVersion: version, kind: "gradient", values });
      freeVectors();
    };

    const join = {
      protocol: PROTOCOL_VERSION,
      participant,
      token,
      layout: layoutDigest(training.network.layout),
    };
    const session = new Session(url, join, {
      turn: (turn) => {
        listen();
        // announced again after an interruption: already under way, and what was asked is put again by the session
        if (turn.round <= lastRound) return;
        lastRound = turn.round;
        busy = busy.then(() => take(turn)).catch((error: unknown) => lost(String(error)));
      },
      stop: () => end(resolve),
      lost,
    });
    listen();
  });
}

/**
 * A turn leaves several vectors of P values behind, and the collector, which sees only their small handles, would let
 * tens of megabytes of them pile up. Does nothing where the process was started without `--expose-gc`.
 */
function freeVectors(): void {
  globalThis.gc?.({ type: "minor", execution: "sync" });
}
