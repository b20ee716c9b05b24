/** What a trading method of the Unified socket is given. */

import { checkDeadline } from "../../../rest/private/trading/request.ts";
import { Refusal } from "../../../rest/refusal.ts";
import type { JsonObject } from "../../json.ts";
import type { DerivativesScene } from "../channel.ts";
import { compact } from "../order_fields.ts";
import { text } from "../params.ts";
import { refusalOf } from "./refusals.ts";

/** A request with the account it is about. */
export interface Call extends DerivativesScene {
  readonly params: JsonObject;
  /** Mode of the exchange. */
  readonly mode: string;
  /** The moment, Unix milliseconds. */
  readonly ms: number;
}

/** Refuses a request that comes after its `deadline`. @throws {Refusal} */
export function inTime({ params, ms }: Call): void {
  checkDeadline(compact({ deadline: text(params, "deadline") }), ms);
}

/** Whether the account, and the exchange in its mode, take what may raise a position. */
export function checkTrading({ account, mode }: Call, isPost: boolean): void {
  if (!account.tradingEnabled) throw refusalOf("accountInactive");
  if (mode === "maintenance") throw new Refusal("EService:Unavailable");
  if (mode === "cancel_only" || (mode === "post_only" && !isPost)) throw new Refusal(`EService:Market in ${mode} mode`);
}

/** Whether the exchange takes requests. */
export function checkUp({ mode }: Call): void {
  if (mode === "maintenance") throw new Refusal("EService:Unavailable");
}
