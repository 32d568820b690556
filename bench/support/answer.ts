/** The worker's side of `Worker`. @module */
import type { Reply } from "./worker.js";

/** Answers the parent's requests until it stops this process or is gone. */
export function answer<Request, Answer>(handle: (request: Request) => Promise<Answer>): void {
  const send = (reply: Reply<Answer>): void => void process.send?.(reply);
  process.on("disconnect", () => process.exit(1));
  process.on("message", (request: Request) => {
    handle(request).then(
      (answer) => send({ ok: true, answer }),
      (error: unknown) => send({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
    );
  });
}
