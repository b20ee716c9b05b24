/** A parser for `[price: string, count?: number]`: the generator takes a labelled optional item for a required one. */

import type { SchemaTools } from "../../_deps/schema.ts";

/** What the generator calls while it sets up its parser. */
type Augment = NonNullable<Parameters<SchemaTools["generator"]["createParser"]>[2]>;

/** Makes labelled optional items of tuples optional. */
export function optionalLabels({ generator, ts }: SchemaTools): Augment {
  return (chain) => {
    chain.addNodeParser({
      supportsNode: (node) => ts.isNamedTupleMember(node) && node.questionToken !== undefined,
      createType: (node, context) => {
        if (!ts.isNamedTupleMember(node)) throw new TypeError("Cannot parse anything but a labelled tuple item here");
        // The chain is only complete once all parsers are in; by the time a node is parsed it is.
        const inner =
          (chain as unknown as Pick<InstanceType<SchemaTools["generator"]["ChainNodeParser"]>, "createType">)
            .createType(node.type, context);
        return new generator.OptionalType(inner);
      },
    });
  };
}
