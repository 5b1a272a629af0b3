import { also, byType, type Check, flag, list, object, oneOf, text } from './check.ts';
import { allBlocks, elementsOf } from './parts.ts';
import { inHomes, inModals } from './surfaces.ts';
import { plainText } from './text-object.ts';
import { sayDoubleIds } from './unique-ids.ts';

const common = {
  private_metadata: text({ min: 0, max: 3000 }),
  callback_id: text({ min: 0, max: 255 }),
  external_id: text({ min: 0, max: 255 }),
} satisfies Record<string, Check>;

const modal = object(
  { type: oneOf('modal'), title: plainText(24), blocks: list(inModals, { max: 100 }) },
  { ...common, submit: plainText(24), close: plainText(24), clear_on_close: flag, notify_on_close: flag },
);

const home = object({ type: oneOf('home'), blocks: list(inHomes, { max: 100 }) }, common);

/** docs.slack.dev/reference/views/modal-views, home-tab-views; reference 3.7. */
export const views: Check = also(byType({ modal, home }), (view, at, say) => {
  sayDoubleIds(view.blocks, `${at}/blocks`, say);
  let focused = 0;
  let inputs = 0;
  for (const { block } of allBlocks(view.blocks)) {
    if (block.type === 'input') inputs += 1;
    for (const element of elementsOf(block)) if (element.focus_on_load === true) focused += 1;
  }
  // [D] modal-views: "submit is required when an input block is within the blocks array".
  if (view.type === 'modal' && inputs > 0 && view.submit === undefined) say(at, 'missing required field: submit');
  // [D] "Only one element can be set to true."
  if (focused > 1) say(`${at}/blocks`, 'no more than 1 element may have focus_on_load');
});
