/** The attacks at a participant's seat. @module */
import type { ParticipantAttackPlugin } from "../../shared/plugins/participant-attack.js";
import { gan } from "./gan/index.js";

export const participantAttacks: readonly ParticipantAttackPlugin[] = [gan];
