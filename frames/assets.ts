import type { AssetInfo } from "../spot/market/assets.ts";
import { numbers } from "./_build.ts";
import { Frame, type FrameMeta } from "./frame.ts";

/** A row of a frame of assets. */
export type AssetRow = {
  /** The name that keys the answer: `"XXBT"`. */
  asset: string;
  altname: string;
  aclass: string;
  decimals: number;
  display_decimals: number;
  /** Weight as margin collateral, 0 to 1; `NaN` where it is none. */
  collateral_value: number;
  /** Rate for borrowing it on margin; `NaN` where it cannot be borrowed. */
  margin_rate: number;
  /** Empty in answers before 2022. */
  status: string;
};

/** Kraken's Assets answer as a frame, one row an asset in the order of the answer. */
export function assetFrame(result: Readonly<Record<string, AssetInfo>>, meta: FrameMeta = {}): Frame<AssetRow> {
  const infos = Object.values(result);
  return new Frame<AssetRow>({
    kind: "assets",
    columns: {
      asset: Object.keys(result),
      altname: infos.map(({ altname }) => altname),
      aclass: infos.map(({ aclass }) => aclass),
      decimals: numbers(infos, ({ decimals }) => decimals),
      display_decimals: numbers(infos, ({ display_decimals }) => display_decimals),
      collateral_value: numbers(infos, ({ collateral_value }) => collateral_value),
      margin_rate: numbers(infos, ({ margin_rate }) => margin_rate),
      status: infos.map(({ status }) => status ?? ""),
    },
    meta,
  });
}
