import { assertEquals } from "@std/assert";
import { bareDigits, checksum, type Priced } from "../../../paper/ws/checksum.ts";

/** `45285.2x0.001` a level; several sizes at one price are its orders. */
function side(text: string): Priced[] {
  const levels: { price: string; sizes: string[] }[] = [];
  for (const each of text.split(" ").filter(Boolean)) {
    const [price = "", size = ""] = each.split("x");
    const last = levels.at(-1);
    if (last?.price === price) last.sizes.push(size);
    else levels.push({ price, sizes: [size] });
  }
  return levels;
}

Deno.test("bareDigits() drops the point and leading zeros, and keeps trailing ones", () => {
  assertEquals(["45285.2", "0.00100000", "0.05005", "4.00000000", "100"].map(bareDigits), [
    "452852",
    "100000",
    "5005",
    "400000000",
    "100",
  ]);
});

Deno.test("checksum() is Kraken's published one of the L2 guide", () => {
  const asks = "45285.2x0.00100000 45286.4x1.54571953 45286.6x1.54571109 45289.6x1.54560911 45290.2x0.15890660 " +
    "45291.8x1.54553491 45294.7x0.04454749 45296.1x0.35380000 45297.5x0.09945542 45299.5x0.18772827";
  const bids = "45283.5x0.10000000 45283.4x1.54582015 45282.1x0.10000000 45281.0x0.10000000 45280.3x1.54592586 " +
    "45279.0x0.07990000 45277.6x0.03310103 45277.5x0.30000000 45277.3x1.54602737 45276.6x0.15445238";
  assertEquals(checksum(side(asks), side(bids)), 3310070434);
});

Deno.test("checksum() is Kraken's published one of the L3 guide, order by order", () => {
  const asks = "44939.5x4.52308393 44939.5x0.00111261 44939.5x0.00100000 44939.5x0.01000000 44950.0x0.10334926 " +
    "44953.0x0.00064537 44955.0x0.00250000 44959.6x0.35630000 44959.6x0.35630000 44960.1x0.00338072 " +
    "44960.2x0.88967575 44967.0x3.14392283 44978.5x0.06778960 44979.2x0.35630000";
  const bids = "44939.4x0.88968699 44939.4x0.45210000 44939.4x0.10000000 44939.4x0.14296323 44939.4x0.25000000 " +
    "44939.4x0.10292988 44939.4x0.33880000 44939.4x1.28140860 44937.1x0.03346877 44934.7x0.35630000 " +
    "44930.2x0.22734299 44930.2x0.01000000 44930.2x0.05550000 44930.2x0.70000000 44930.2x0.15000000 " +
    "44928.0x0.00105240 44919.6x0.33870000 44919.5x0.07610000 44912.0x0.35630000 44909.7x0.06690000 " +
    "44901.9x0.00088982";
  assertEquals(checksum(side(asks), side(bids)), 1063832831);
});

Deno.test("checksum() takes ten levels of each side and no more, and an empty book is 0", () => {
  assertEquals(checksum([], []), 0);
  assertEquals(checksum(side("100.1x0.00000001"), []), 429948050);
  const ten = Array.from({ length: 10 }, (_, at) => `${100 + at}.0x1.00`).join(" ");
  assertEquals(checksum(side(`${ten} 200.0x5.00`), []), checksum(side(ten), []));
});
