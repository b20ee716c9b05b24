/** The private feeds of Futures v1 by name. */

import type { FuturesNotification } from "../../../websocket/futures/notifications_auth.ts";
import type { FuturesAccount } from "../../futures/account.ts";
import type { Engine } from "../../futures/engine/engine.ts";
import { announced, type ExchangeStatus } from "../../status.ts";
import type { FuturesFeed } from "./desks.ts";
import { accountLogFeed, balancesFeed, marginsFeed, positionsFeed } from "./private_money.ts";
import { fillsFeed, openOrdersFeed } from "./private_orders.ts";

/** What a private feed is about. */
export interface FuturesFeedScene {
  readonly engine: Engine;
  readonly account: FuturesAccount;
  /** Mode and announcements of the exchange. */
  readonly status: ExchangeStatus;
  /** Products it is narrowed to; `fills` only. */
  readonly products: ReadonlySet<string> | undefined;
}

/** By name. `deposits_withdrawals` is not among them: its messages are documented nowhere. */
export const PRIVATE_FEEDS: ReadonlyMap<string, (scene: FuturesFeedScene) => FuturesFeed> = new Map<
  string,
  (scene: FuturesFeedScene) => FuturesFeed
>([
  ["fills", fillsFeed],
  ["open_orders", (scene) => openOrdersFeed("open_orders", scene)],
  ["open_orders_verbose", (scene) => openOrdersFeed("open_orders_verbose", scene)],
  ["open_positions", positionsFeed],
  ["balances", balancesFeed],
  ["account_balances_and_margins", marginsFeed],
  ["account_log", accountLogFeed],
  ["notifications_auth", notificationsFeed],
]);

/** Feed `notifications_auth`: planned maintenance, anew whenever the plan changes. */
function notificationsFeed({ engine, status }: FuturesFeedScene): FuturesFeed {
  const plan = (): FuturesNotification[] =>
    announced(status, engine.ms, 24 * 365).map((event, id) => ({
      id: id + 1,
      type: "maintenance",
      priority: "high",
      note: "Planned maintenance",
      effective_time: Date.parse(event.expected_start_utc),
      expected_downtime_minutes: Math.ceil(
        (Date.parse(event.expected_end_utc) - Date.parse(event.expected_start_utc)) / 60_000,
      ),
    }));
  let told = "";
  const tell = () => {
    told = JSON.stringify(plan());
    return `{"feed":"notifications_auth","notifications":${told}}`;
  };
  return { snapshot: () => [tell()], look: () => JSON.stringify(plan()) === told ? [] : [tell()] };
}
