/**
 * The trading methods of the Unified socket: they go to the same desk as Futures REST's. Paper rule: no counter limits them,
 * since which one does at Kraken is stated nowhere.
 */

import type { Needs } from "../../../accounts/permissions.ts";
import type { MethodKind, V2Call } from "../method.ts";
import { addMany, addOne } from "./add.ts";
import { amend } from "./amend.ts";
import { type Call, checkUp } from "./call.ts";
import { cancelAfter, cancelAll, cancelEach, cancelMany } from "./cancel.ts";
import { setPreference } from "./preference.ts";

const MODIFY: Needs = [["modify-trades"]];
const CANCEL: Needs = [["modify-trades"], ["close-trades"]];

function prefer(call: Call): unknown[] {
  checkUp(call);
  return [setPreference(call.params, call)];
}

/** All of them. */
export const UNIFIED_METHODS: readonly MethodKind[] = ([
  ["add_order", MODIFY, addOne],
  ["amend_order", MODIFY, amend],
  ["cancel_order", CANCEL, cancelEach],
  ["cancel_all", CANCEL, cancelAll],
  ["cancel_all_orders_after", CANCEL, cancelAfter],
  ["batch_add", MODIFY, addMany],
  ["batch_cancel", CANCEL, cancelMany],
  ["set_preference", MODIFY, prefer],
] as const satisfies readonly (readonly [string, Needs, (call: Call) => readonly unknown[]])[])
  .map(([name, needs, run]) => ({
    name,
    needs,
    rooms: ["unified-private"],
    run: ({ params, house, derivatives }: V2Call) => {
      const scene = derivatives();
      return run({ ...scene, params, mode: house.status.mode, ms: scene.engine.ms });
    },
  }));
