/** The attacks at a participant's seat. @module */
import type { ParticipantAttackPlugin } from "../../shared/plugins/participant-attack.js";

export const participantAttacks: readonly ParticipantAttackPlugin[] = [];
