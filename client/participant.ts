/** A participant: waits for its turns and takes them. @module */
import type { ClientJob, FromClient, ParticipantJob } from "../shared/process/messages.js";
import type { Turn } from "../shared/protocol/messages.js";
import { PROTOCOL_VERSION } from "../shared/protocol/version.js";
import { parameterCount } from "../shared/tensor/param-vector.js";
import type { Adversary } from "./adversary.js";
import { CarriedState } from "./defences/carried-state.js";
import { leavingOf } from "./monitor/leaving.js";
import type { PrivacyMonitor } from "./monitor/monitor.js";
import type { Places } from "./places.js";
import { encodeUpdate, pullWeights, pushUpdate } from "./session/exchange.js";
import { Session } from "./session/session.js";
import { takeTurn, type Training } from "./turn/take-turn.js";

/** What the participants of one process share. */
export interface Host {
  readonly job: ClientJob;
  /** of the model's layout */
  readonly layout: string;
  /** who may pull, train and push at the same time */
  readonly places: Places;
  readonly send: (message: FromClient) => void;
}

/** Takes part until the server says that the run is over. @throws {Error} when it cannot go on */
export function participate(
  { job, layout, places, send }: Host,
  { participant, token, facts, ledger }: ParticipantJob,
  training: Training,
  monitor: PrivacyMonitor,
  adversary?: Adversary,
): Promise<void> {
  const { messageBytes } = job;
  const { keepsWeights, tellsExamples } = job.training;
  const parameters = parameterCount(training.network.layout);
  const carried = new CarriedState(ledger);
  return new Promise<void>((resolve, reject) => {
    // the last one that was written down may have been lost on its way: it is taken again, to the same bytes
    let lastRound = Math.max(0, monitor.lastRound - 1);
    let withdrawn = false;
    let sequence = 0;
    let local: Float32Array | undefined;

    const end = (settle: () => void): void => {
      session.close();
      settle();
    };
    const lost = (reason: string): void => end(() => reject(new Error(`participant ${participant}: ${reason}`)));

    const withdraw = async (round: number, reason: string): Promise<void> => {
      withdrawn = true;
      monitor.withdraw(round, reason);
      await session.withdraw({ round, reason });
    };

    const take = async ({ round }: Turn): Promise<void> => {
      const refusal = monitor.refusal(round);
      if (refusal !== undefined) return withdraw(round, refusal);
      const pulled = await pullWeights(session, round, local === undefined, { parameters, messageBytes });
      // this turn was missed meanwhile, and the server has recorded it
      if (!pulled.ok) return;
      const weights = pulled.indices === undefined ? pulled.values : overwritten(local, pulled.values, pulled.indices);
      const injection = await adversary?.beforeTraining(round, weights);
      const own = { ...training, state: carried.before(round), injection };
      const result = await takeTurn(own, round, weights, pulled.clipNorm);
      carried.keep(round, result.state);
      if (keepsWeights) local = result.localWeights;
      const { lot, meanLoss, measurements, release, withinClip } = result;
      const vector = encodeUpdate(result);
      // written down and told before anything leaves: what was released counts, whether or not the server takes it
      const account = monitor.record(round, release, leavingOf(result, vector));
      send({ type: "lot", participant, round, examples: lot });
      const event = { type: "turn", participant, round, lotSize: lot.length, measurements, release, account } as const;
      send({ type: "event", event: { ...event, ...(meanLoss !== undefined && { meanLoss }) } });
      const envelope = {
        round,
        sequence: ++sequence,
        baseVersion: pulled.version,
        kind: facts.update,
        ...(tellsExamples && { examples: facts.examples }),
        ...(withinClip !== undefined && { withinClip }),
      };
      await pushUpdate(session, vector, envelope, messageBytes);
      adversary?.uploaded(weights, result.update);
      await adversary?.afterTurn(round);
      freeVectors();
    };

    const session = new Session(
      job.url,
      { protocol: PROTOCOL_VERSION, participant, token, layout },
      {
        turn: (turn) => {
          // announced again after an interruption: already under way, and what was asked is put again by the session
          if (turn.round <= lastRound || withdrawn) return;
          lastRound = turn.round;
          places.run(() => take(turn)).catch((error: unknown) => lost(String(error)));
        },
        stop: () => {
          if (adversary === undefined) return end(resolve);
          void adversary.conclude().then(() => end(resolve));
        },
        lost,
      },
      job.certificate,
    );
  });
}

/** The local weights with a download of some coordinates written over them. */
function overwritten(local: Float32Array | undefined, values: Float32Array, indices: Int32Array): Float32Array {
  if (local === undefined) throw new Error("the server sent a part of the weights to a client that holds none");
  const merged = local.slice();
  for (const index of indices) merged[index] = values[index];
  return merged;
}

/**
 * A turn leaves several vectors of P values behind, and the collector, which sees only their small handles, would let
 * tens of megabytes of them pile up. Does nothing where the process was started without `--expose-gc`.
 */
function freeVectors(): void {
  globalThis.gc?.({ type: "minor", execution: "sync" });
}
